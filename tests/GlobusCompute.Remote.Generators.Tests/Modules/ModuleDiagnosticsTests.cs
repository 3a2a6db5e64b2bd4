using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Modules;

/// <summary>Each thing that can be wrong with <c>[ComputeModule]</c>.</summary>
public sealed class ModuleDiagnosticsTests
{
    private const string Python = """
        import contextlib
        def a(x: int) -> int: ...
        @contextlib.contextmanager
        def managed(x: int): ...
        async def stream():
            yield 1
        """;

    private const string LeftOut = ", Functions = new[] { \"a\" }";

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "GCR090", $"[[|ComputeModule(\"things.py\"{LeftOut})|]] public interface I;", "I gets no methods from 'things.py': it is not partial; add 'partial'" },
        { "GCR090", $"public partial class C {{ [[|ComputeModule(\"things.py\"{LeftOut})|]] public partial interface I; }}", "C.I gets no methods from 'things.py': it is nested in another type; move it into its namespace" },
        { "GCR012", "[ComputeModule([|\"thing.py\"|])] public partial interface I;", "I: the project has no Python file 'thing.py' (did you mean 'things.py'?); the path is relative to the project and case-sensitive" },
        { "GCR091", "[[|ComputeModule(\"things.py\", Functions = new[] { \"a\", \"managed\" })|]] public partial interface I;", "I gets no method for managed in 'things.py' (line 4): its decorator '@contextlib.contextmanager' may change its parameters; declare the method yourself, or exclude the function with Functions" },
        { "GCR091", "[[|ComputeModule(\"things.py\", Functions = new[] { \"a\", \"stream\" })|]] public partial interface I;", "I gets no method for stream in 'things.py' (line 5): it is an asynchronous generator; declare the method yourself, or exclude the function with Functions" },
        { "GCR092", "[[|ComputeModule(\"things.py\", Functions = new[] { \"a\", \"manged\" })|]] public partial interface I;", "I: 'things.py' has no top-level def 'manged'; did you mean 'managed'?" },
        { "GCR093", "[ComputeModule([|\"empty.py\"|])] public partial interface I;", "I gets no methods from 'empty.py': it has no def at top level whose signature is certain" },
        { "GCR093", "[ComputeModule([|\"private.py\"|])] public partial interface I;", "I gets no methods from 'private.py': all of its functions begin with an underscore" },
        { "GCR093", "[ComputeModule([|\"all.py\"|])] public partial interface I;", "I gets no methods from 'all.py': its __all__ names none of its functions" },
        { "GCR066", "[ComputeModule([|\"imports.py\"|])] public partial interface I;", "I: 'imports.py' imports 'empty' on line 1, which is 'empty.py' of this project; only 'imports.py' is sent to the worker, so move the needed code there, or install the module on the endpoint" },
        {
            "GCR094",
            "public interface I { [ComputeFunction(\"b0a5d1a0-2b22-4381-b899-ba73321e41e0\", File = \"objects.py\")] ComputeFuture<double> F([|Point[]|] p, object q); } public sealed record Point(double X);",
            "I.F: the parameter 'p' is sent to f in 'objects.py' (line 5) as plain data, but the annotation is list[Point]; nothing can be appended to a registered function, so use the file without the id, or create the object in the function"
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said_at_its_place_and_the_rest_is_written(string id, string marked, string message)
    {
        var (source, span) = Marked.Parse(marked);
        var compiled = Compiled.From(
            source + "\n[ComputeModule(\"good.py\")] public partial interface IGood;",
            new TestFile("things.py", Python),
            new TestFile("good.py", "def good() -> int: ...\n"),
            new TestFile("empty.py", "x = 1\n"),
            new TestFile("private.py", "def _f(): ...\n"),
            new TestFile("all.py", "__all__ = ['X']\nX = 1\ndef f(): ...\n"),
            new TestFile("imports.py", "import empty\ndef f() -> int: ...\n"),
            new TestFile("objects.py", "from dataclasses import dataclass\n@dataclass\nclass Point:\n    x: float\ndef f(p: list[Point], q: Point) -> float: ...\n"));
        Assert.Empty(compiled.CompilerProblems);
        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal(span, diagnostic.Location.SourceSpan);
        Assert.Contains(compiled.GeneratedTexts, text => text.Contains("ComputeFuture<long> Good();", StringComparison.Ordinal));
    }

    [Fact]
    public void A_place_in_Python_is_given_with_what_was_left_out()
    {
        var compiled = Compiled.From("[ComputeModule(\"things.py\", Functions = new[] { \"managed\" })] public partial interface I;", new TestFile("things.py", Python));
        var place = Assert.Single(Assert.Single(compiled.Reported).AdditionalLocations).GetLineSpan();
        Assert.Equal(("/repo/app/things.py", 3), (place.Path, place.StartLinePosition.Line));
    }

    [Fact]
    public void A_rule_can_be_silenced_where_the_attribute_stands()
    {
        var compiled = Compiled.From(
            "#pragma warning disable GCR091\n[ComputeModule(\"things.py\")] public partial interface I;\n#pragma warning restore GCR091",
            new TestFile("things.py", Python));
        Assert.Empty(compiled.Reported);
    }
}
