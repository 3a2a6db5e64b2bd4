extern alias generator;
using System.Collections;
using System.Reflection;
using generator::GlobusCompute.Remote.Shared.Locking;
using GlobusCompute.Remote.Generators.Locking;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Models;

public sealed class ModelTests
{
    private const string Source = """
        public sealed record Point(double X);

        [ComputeJson(Naming = ComputeNaming.CamelCase)]
        public interface IOne
        {
            [ComputeFunction(File = "one.py", Description = "d")] Task<Point?> One([ComputeOmitWhenNull] int? a, [PythonKeyword] string b, CancellationToken c);
            [ComputeFunction(Source = "def two(*a): pass")] Task Two(params ReadOnlySpan<int> a);
            [ComputeFunction] int Wrong<T>(ref T a);
            int Property { get; set; }
        }

        public interface ITwo : IOne;

        [ComputeModule("three.py")]
        public partial interface IThree
        {
            [ComputeFunction(File = "three.py", Name = "fit")] Task<double> Fit(Options? options, Kind kind);
        }
        """;

    private const string Python = """
        import numpy as np
        from dataclasses import dataclass

        @dataclass
        class Point:
            x: int = 1

        @decorated
        def one(a: "list[Point] | None" = None, /, *args, b: np.ndarray, **more) -> Point:
            "Text."
        """;

    private static readonly TestFile s_three = TestFile.Candidate("three.py", """
        import enum
        from dataclasses import dataclass

        class Kind(enum.Enum):
            A = 1

        @dataclass
        class Options:
            degree: int = 1
            points: "list[tuple[int, Kind]] | None" = None

        def fit(options: Options, kind: Kind) -> float: ...

        def more(options: Options, *, kind: Kind = Kind.A) -> "dict[str, Options]": ...
        """);

    private static readonly TestFile s_lock = LockText.File(LockText.Entry("IOne.Two", LockText.Hash("two", "def two(*a): pass")), LockText.Entry("IOne.Gone"));

    [Fact]
    public void The_same_source_parsed_twice_gives_equal_models()
    {
        foreach (var step in StepNames.Models)
        {
            var first = Values(step);
            var second = Values(step);
            Assert.NotEmpty(first);
            Assert.Equal(first, second);
            Assert.Equal(first.Select(value => value.GetHashCode()), second.Select(value => value.GetHashCode()));
            Assert.All(first.Zip(second), pair => Assert.NotSame(pair.First, pair.Second));
        }
    }

    [Fact]
    public void No_model_holds_on_to_a_compilation()
    {
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        // The paths are found before a file is read, so they come with the compiler's own file.
        foreach (var value in StepNames.All.Where(step => step is not (StepNames.PythonPaths or StepNames.PythonCandidates or StepNames.LockPaths)).SelectMany(Values))
        {
            Walk(value, value.GetType().Name, visited);
        }

        Assert.All(
            [typeof(ParameterModel), typeof(PythonSignature), typeof(PythonParameter), typeof(PythonType), typeof(PythonClass), typeof(PythonField), typeof(PythonImport), typeof(LockPin), typeof(LockedFunction), typeof(LockedPin)],
            type => Assert.Contains(visited, value => value.GetType() == type));
    }

    private static object[] Values(string step) =>
        [.. Compiled.From(Source, new TestFile("one.py", Python), s_three, s_lock).Run.Results.Single().TrackedSteps[step]
            .SelectMany(run => run.Outputs)
            .Select(output => output.Value)];

    private static void Walk(object? value, string path, HashSet<object> visited)
    {
        if (value is null or string || !visited.Add(value))
        {
            return;
        }

        var type = value.GetType();
        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Location or Compilation or SemanticModel or AttributeData or AdditionalText or Delegate,
            $"{path} is a {type}.");
        if (type.IsPrimitive || type.IsEnum)
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Walk(item, path + "[]", visited);
            }

            return;
        }

        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(field.GetValue(value), $"{path}.{field.Name}", visited);
        }
    }
}
