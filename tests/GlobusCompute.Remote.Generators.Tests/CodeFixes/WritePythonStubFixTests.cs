using GlobusCompute.Remote.CodeFixes.Fixes;
using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.CodeFixes;

public sealed class WritePythonStubFixTests
{
    public static TheoryData<string, string, string> Stubs => new()
    {
        {
            "ComputeFuture<double> Fit(double[] x, int degree = 3, [PythonKeyword] string? name = null, CancellationToken token = default);",
            "def fit(x: list[float], degree: int = 3, *, name: str | None = None) -> float", ""
        },
        { "Task Fit();", "def fit() -> None", "" },
        { "ComputeFuture<List<Dictionary<string, int?>>> Fit(Guid id, bool flag = true, double? tolerance = 1e-9);", "def fit(id, flag: bool = True, tolerance: float | None = 1E-09) -> list[dict[str, int | None]]", "" },
        { "ComputeFuture<object?> Fit(object? any, System.Text.Json.JsonElement json, params string[] rest);", "def fit(any, json, *rest: str)", "" },
        { "ComputeFuture<(int, string)> Fit(Point point, Level level, [ComputeOmitWhenNull] int? max = null, [PythonKeyword(\"eps_\")] double eps = 0.5);", "def fit(point: dict, level: int, max: int | None = None, *, eps_: float = 0.5) -> tuple[int, str]", "" },
        { "ComputeFuture<(double, Level)?> Fit(List<(int, string)> pairs, Level? level, Dictionary<string, Level> levels);", "def fit(pairs: list[tuple[int, str]], level: int | None, levels: dict[str, int]) -> tuple[float, int] | None", "" },
        { "ComputeFuture<(int, (bool, Half))> Fit((object, int) any, (Guid, int)[] ids, DayOfWeek[] days);", "def fit(any: tuple, ids: list[tuple], days: list[int]) -> tuple[int, tuple[bool, float]]", "" },
        { "ComputeFuture<System.Text.Json.JsonElement> Fit(Word word, ISet<int> set, byte[] bytes, TimeSpan span, Int128 big, Uri uri);", "def fit(word, set: set[int], bytes, span, big: int, uri: str)", "" },
        { "ComputeFuture<decimal> Fit(IReadOnlySet<Level> set, DateTime time, System.Numerics.BigInteger big, char c, float[,] table);", "def fit(set: set[int], time, big: int, c: str, table: list[list[float]])", "" },
        { "Task Fit(string text = \"a\\\"b\\n\", int[,] table = null!);", "def fit(text: str = \"a\\\"b\\n\", table: list[list[int]] = None) -> None", "" },
        { "Task Fit(int x);", "def fit(x: int) -> None", "Fits \"a\" line to <paramref name=\"x\"/>,\n    /// see <see cref=\"IDisposable\"/>." },
    };

    [Theory]
    [MemberData(nameof(Stubs))]
    public async Task A_function_that_is_missing_in_a_file_is_written_into_it(string method, string header, string summary)
    {
        var documentation = summary.Length == 0 ? "" : $"/// <summary>{summary}</summary>\n    ";
        using var project = FixProject.Of(
            $"public interface I\n{{\n    {documentation}[ComputeFunction(File = \"analysis.py\")]\n    {method}\n}}\n\npublic sealed record Point(double X);\npublic enum Level {{ Low }}\n[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter))] public enum Word {{ Low }}\n",
            ("analysis.py", "import math\n\ndef other(x):\n    return x\n\ndef another(x):\n    return x\n"));
        await project.FixAsync(new WritePythonStubFix(), "GCR013", $"Write '{header}' into 'analysis.py'");
        var docstring = summary.Length == 0 ? "" : "    \"\"\"Fits 'a' line to x, see IDisposable.\"\"\"\n";
        Assert.Equal(
            $"import math\n\ndef other(x):\n    return x\n\ndef another(x):\n    return x\n\n\n{header}:\n{docstring}    raise NotImplementedError(\"fit\")\n",
            project.Text("analysis.py"));
        Assert.Equal(["analysis.py"], project.Changed());
        var compiled = project.Compile();
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
    }

    [Fact]
    public async Task An_empty_file_gets_its_first_function()
    {
        using var project = FixProject.Of("public interface I { [ComputeFunction(File = \"analysis.py\", Name = \"run\")] Task Fit(int x); }", ("analysis.py", " \n"));
        await project.FixAsync(new WritePythonStubFix(), "GCR014", "Write 'def run(x: int) -> None' into 'analysis.py'");
        Assert.Equal("def run(x: int) -> None:\n    raise NotImplementedError(\"run\")\n", project.Text("analysis.py"));
    }

    [Fact]
    public async Task A_file_with_Windows_line_ends_keeps_them()
    {
        using var project = FixProject.Of(
            "public interface I { [ComputeFunction(File = \"analysis.py\")] Task Fit(int x); }", ("analysis.py", "def a(): pass\r\ndef b(): pass\r\n\r\n\r\n\r\n\r\n"));
        await project.FixAsync(new WritePythonStubFix(), "GCR013", "Write 'def fit(x: int) -> None' into 'analysis.py'");
        Assert.Equal("def a(): pass\r\ndef b(): pass\r\n\r\n\r\ndef fit(x: int) -> None:\r\n    raise NotImplementedError(\"fit\")\r\n", project.Text("analysis.py"));
    }

    [Fact]
    public async Task A_file_that_does_not_exist_is_created()
    {
        using var project = FixProject.Of("public interface I { [ComputeFunction(File = \"python/analysis.py\")] ComputeFuture<int> Fit(int x); }");
        await project.FixAsync(new WritePythonStubFix(), "GCR012", "Write 'def fit(x: int) -> int' into a new file 'python/analysis.py'");
        Assert.Equal("def fit(x: int) -> int:\n    raise NotImplementedError(\"fit\")\n", project.Text("python/analysis.py"));
    }

    [Theory]
    [InlineData("[ComputeFunction(File = \"../analysis.py\")] Task Fit(int x);", "GCR012")]
    [InlineData("[ComputeFunction(File = \"analysis.txt\")] Task Fit(int x);", "GCR012")]
    [InlineData("[ComputeFunction(Source = \"def a(): pass\\ndef b(): pass\")] Task Fit(int x);", "GCR013")]
    public async Task Where_there_is_no_file_to_write_nothing_is_offered(string method, string id)
    {
        using var project = FixProject.Of($"public interface I {{ {method} }}");
        Assert.Empty(await project.TitlesAsync(new WritePythonStubFix(), id));
    }

    [Fact]
    public async Task All_missing_functions_are_written_at_once_and_each_only_once()
    {
        using var project = FixProject.Of(
            """
            public interface I
            {
                [ComputeFunction(File = "analysis.py")] Task Fit(int x);
                [ComputeFunction(File = "analysis.py")] Task Predict(int x);
                [ComputeFunction(File = "analysis.py", Name = "fit")] Task FitAgain(int x);
            }
            """,
            ("Other.cs", "public interface J { [ComputeFunction(File = \"other.py\")] Task Run(); }"),
            ("analysis.py", "def a(): pass\ndef b(): pass\n"),
            ("other.py", "def a(): pass\ndef b(): pass\n"));
        await project.FixAllAsync(new WritePythonStubFix(), "GCR013", "Write 'def fit(x: int) -> None' into 'analysis.py'");
        Assert.Equal(
            "def a(): pass\ndef b(): pass\n\n\ndef fit(x: int) -> None:\n    raise NotImplementedError(\"fit\")\n\n\ndef predict(x: int) -> None:\n    raise NotImplementedError(\"predict\")\n",
            project.Text("analysis.py"));
        Assert.EndsWith("def run() -> None:\n    raise NotImplementedError(\"run\")\n", project.Text("other.py"), StringComparison.Ordinal);
        Assert.Empty(await project.DiagnosticsAsync("GCR013"));
    }

    [Fact]
    public async Task All_functions_of_a_file_that_does_not_exist_come_into_one_new_file()
    {
        using var project = FixProject.Of("""
            public interface I
            {
                [ComputeFunction(File = "new.py")] Task Fit(int x);
                [ComputeFunction(File = "./new.py")] Task Predict(int x);
            }
            """);
        await project.FixAllAsync(new WritePythonStubFix(), "GCR012", "Write 'def fit(x: int) -> None' into a new file 'new.py'");
        Assert.Equal(
            "def fit(x: int) -> None:\n    raise NotImplementedError(\"fit\")\n\n\ndef predict(x: int) -> None:\n    raise NotImplementedError(\"predict\")\n",
            project.Text("new.py"));
    }
}
