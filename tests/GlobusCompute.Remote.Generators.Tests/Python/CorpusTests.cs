extern alias generator;
using System.Reflection;
using generator::GlobusCompute.Remote.Shared.Python;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Testing;

namespace GlobusCompute.Remote.Generators.Tests.Python;

/// <summary>Functions written to cover the grammar: what the reader says of each, that Python says the same, and that no change of a text brings it down.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private static readonly string s_directory = Path.Combine(
        typeof(CorpusTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!,
        "Corpus");

    public static TheoryData<string> Names => [.. Directory.GetFiles(s_directory, "*.py").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_of_the_corpus_is_read_as_accepted(string name)
    {
        var received = Describe(PythonModuleReader.Read(Text(name)));
        var accepted = Path.Combine(s_directory, $"{Path.GetFileNameWithoutExtension(name)}.verified.txt");
        VerifiedText.AssertAccepted($"What is read from {name}", accepted, received);
    }

    [Fact]
    public void The_corpus_agrees_with_ast()
    {
        if (!File.Exists(PythonScript.Python))
        {
            output.WriteLine($"{PythonScript.Python} does not exist: nothing compared.");
            return;
        }

        var count = 0;
        foreach (var (path, expected) in PythonAst.Read(Names.Select(name => Path.Combine(s_directory, name))))
        {
            var actual = PythonModuleReader.Read(Text(Path.GetFileName(path))).Functions.Select(PythonAst.Of).ToArray();
            Assert.Equal(expected.Select(function => function.Name), actual.Select(function => function.Name));
            Assert.All(expected.Zip(actual), pair => Assert.True(pair.First.Agrees(pair.Second), $"{path}:\n{pair.First}\n{pair.Second}"));
            count += expected.Length;
        }

        output.WriteLine($"{count} of {count} functions agree.");
        Assert.InRange(count, 300, int.MaxValue);
    }

    [Fact]
    public void A_text_read_twice_gives_equal_modules()
    {
        foreach (var name in Names.Select(row => (string)row))
        {
            var (first, second) = (PythonModuleReader.Read(Text(name)), PythonModuleReader.Read(Text(name)));
            Assert.Equal(first, second);
            Assert.Equal(first.GetHashCode(), second.GetHashCode());
            Assert.NotEqual(first.Functions, PythonModuleReader.Read("def more(): pass\n" + Text(name)).Functions);
        }
    }

    [Fact]
    public void Any_change_of_a_text_has_an_answer_in_linear_time()
    {
        string[] pieces = ["(", ")", "[", "]", "{", "}", "'", "\"", "'''", "\"\"\"", "\\", "\n", "\r", "\t", "#", ":", ",", "*", "/", "=", "->", "|", "@", "def ", "async ",
            "class ", "lambda", "yield", "import ", "from ", " as ", "f'", "rb\"", "{{", ":=", "...", "\0", "\uD83D", "\u00e9", "if x:", "else:", "try:", "    "];
        var random = new Random(20260101);
        foreach (var name in Names.Select(row => (string)row))
        {
            var text = Text(name);
            for (var round = 0; round < 150; round++)
            {
                var changed = text;
                for (var edits = random.Next(1, 6); edits > 0; edits--)
                {
                    var start = random.Next(changed.Length + 1);
                    var length = random.Next(Math.Min(40, changed.Length - start + 1));
                    changed = random.Next(4) switch
                    {
                        0 => changed.Remove(start, length),
                        1 => changed.Insert(start, pieces[random.Next(pieces.Length)]),
                        2 => changed.Insert(start, changed.Substring(start, length)),
                        _ => changed[..start],
                    };
                }

                PythonModuleReader.Read(changed, out var steps);
                Assert.True(steps <= 40L * (changed.Length + 1), $"{steps} steps for {changed.Length} characters of {name}, round {round}.");
            }
        }
    }

    [Fact]
    public void Deep_nesting_needs_no_stack()
    {
        foreach (var (open, close) in new[] { ("list[", "]"), ("(", ")"), ("Optional['", "']"), ("dict[str, ", "]"), ("Annotated[", ", 1]"), ("Callable[[", "], int]") })
        {
            var annotation = string.Concat(Enumerable.Repeat(open, 50_000)) + "int" + string.Concat(Enumerable.Repeat(close, 50_000));
            var function = Assert.Single(PythonModuleReader.Read($"from typing import *\ndef f(a: {annotation}, b): pass\n", out var steps).Functions);
            Assert.NotNull(function.Parameters[0].Annotation);
            Assert.InRange(steps, 1, 40L * annotation.Length);
        }
    }

    private static string Text(string name) => PythonSourceText.NormalizeLines(File.ReadAllText(Path.Combine(s_directory, name)));

    private static string Describe(PythonModule module) =>
        string.Concat(module.Functions.Select(function => Describe(function) + "\n"))
        + "entry points:\n" + string.Concat(module.EntryPoints.Select(function => $"  {function.Line} {function.Name}\n"))
        + "classes:\n" + string.Concat(module.Classes.Select(type => $"  {type.Line} {type.Name}: {type.Kind}({string.Join(", ", type.Fields.Select(Describe))}{string.Join(", ", type.Members.Select(Describe))}){Flags(type)} {Quote(type.Docstring)}\n"))
        + "imports:\n" + string.Concat(module.Imports.Select(import => $"  {import.Line} {import.Module} ({string.Join(", ", import.Names)}){(import.IsGuarded ? " guarded" : "")}\n"))
        + (module.PublicNames is { } names ? $"public: {string.Join(' ', names)}\n" : "");

    private static string Describe(PythonSignature function) =>
        $"{function.Line} {(function.IsAsync ? "async " : "")}{(function.IsGenerator ? "generator " : "")}{function.Name}"
        + $"({string.Join(", ", function.Parameters.Select(Describe))})"
        + (function.Returns is null ? "" : $" -> {Describe(function.Returns)}")
        + string.Concat(function.Decorators.Select(text => $" @{Quote(text)}"))
        + (function.HasOpaqueDecorator ? " opaque" : "")
        + Quote(function.Docstring);

    private static string Describe(PythonParameter parameter) =>
        $"{parameter.Kind} {parameter.Name}{(parameter.Annotation is null ? "" : ": " + Describe(parameter.Annotation))}{(parameter.Default is null ? "" : " = " + Quote(parameter.Default).Trim())}";

    private static string Describe(PythonField field) =>
        $"{field.Name}{(field.IsRequired ? "" : "?")}: {Describe(field.Type)}"
        + (field.Default is null ? "" : " =" + Quote(field.Default))
        + (field.DefaultFactory is null ? "" : " = factory" + Quote(field.DefaultFactory))
        + (field.IsInit ? "" : " no-init")
        + (field.IsInitOnly ? " init-only" : "")
        + (field.IsKeywordOnly ? " keyword" : "");

    private static string Describe(PythonEnumMember member) => $"{member.Name} ={Quote(member.Value)}{(member.Number is { } number ? $" {number}" : "")}";

    private static string Flags(PythonClass type) =>
        (type.IsFlag ? " flag" : "") + (type.HasOwnConstructor ? " own-constructor" : "") + (type.HasUnknownBase ? " unknown-base" : "");

    private static string Describe(PythonType type) =>
        type.Kind + (type.Name.Length > 0 ? " " + Quote(type.Name).Trim() : "") + (type.Arguments.Count > 0 ? $"<{string.Join(", ", type.Arguments.Select(Describe))}>" : "");

    private static string Quote(string? text) =>
        text is null ? "" : $" `{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}`";
}
