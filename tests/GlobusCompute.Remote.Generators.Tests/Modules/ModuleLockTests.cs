using System.Text.RegularExpressions;
using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Modules;

/// <summary>Methods that are written from Python files, in the lock file: what was put between is a part of what is pinned.</summary>
public sealed partial class ModuleLockTests
{
    private const string Source = """
        namespace My;

        [ComputeModule("things.py")]
        public partial interface IThings
        {
            [ComputeFunction(File = "things.py", Name = "move", Idempotent = true)]
            ComputeFuture<Point> MoveOnce(Point p);
        }
        """;

    private const string Python = """
        from dataclasses import dataclass

        @dataclass
        class Point:
            x: float

        def move(p: Point) -> Point:
            return Point(p.x + 1)

        def turn(p: Point) -> Point:
            return Point(-p.x)

        def count() -> int:
            return 1
        """;

    private static readonly string[] s_methods = ["My.IThings.Count", "My.IThings.MoveOnce", "My.IThings.Turn"];

    [Fact]
    public void Exactly_what_the_generator_would_register_is_what_the_analyzer_compares()
    {
        var pinned = Compiled.From(Source, new TestFile("things.py", Python), Lock(Python));
        Assert.Empty(pinned.CompilerProblems);
        Assert.Empty(pinned.Reported);
        Assert.Equal(3, PinsPattern().Count(pinned.GeneratedTexts.Single(text => text.Contains("ComputeProxy", StringComparison.Ordinal))));
    }

    [Fact]
    public void An_edit_of_a_class_is_drift_of_all_that_was_written()
    {
        var edited = Compiled.From(Source, new TestFile("things.py", Python.Replace("x: float", "x: float = 0.0", StringComparison.Ordinal)), Lock(Python));
        Assert.Equal(["GCR071", "GCR071", "GCR071"], edited.Reported.Select(diagnostic => diagnostic.Id));
        Assert.Equal(
            ["ComputeModule(\"things.py\")", "ComputeModule(\"things.py\")", "ComputeFunction(File = \"things.py\", Name = \"move\", Idempotent = true)"],
            edited.Reported.Select(Compiled.Marked));
        Assert.DoesNotMatch(PinsPattern(), string.Join("\n", edited.GeneratedTexts));
    }

    /// <summary>Entries with the hashes of what the generated code holds, as the tool reads it from an assembly.</summary>
    private static TestFile Lock(string python)
    {
        var compiled = Compiled.From(Source, new TestFile("things.py", python));
        var proxy = compiled.Output.GetTypeByMetadataName("My.IThings_ComputeProxy")!;
        var functions = proxy.GetMembers().Select(member => member.GetAttributes().FirstOrDefault(data => data.AttributeClass!.Name == "ProxyFunctionAttribute")).OfType<AttributeData>()
            .Select(data => data.ConstructorArguments.Select(argument => (string)argument.Value!).ToArray())
            .OrderBy(arguments => arguments[0], StringComparer.Ordinal)
            .ToArray();
        Assert.Equal(s_methods, functions.Select(arguments => arguments[0]));
        return LockText.File([.. functions.Select(arguments => LockText.Entry(
            arguments[0], LockText.Hash(arguments[1], (string)((IFieldSymbol)proxy.GetMembers(arguments[2]).Single()).ConstantValue!)))]);
    }

    [GeneratedRegex("Pins = new")]
    private static partial Regex PinsPattern();
}
