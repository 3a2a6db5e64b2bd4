using GlobusCompute.Remote.CodeFixes.Fixes;
using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.CodeFixes;

public sealed class WriteMethodsRefactoringTests
{
    /// <summary>A <c>def</c>, and the method for it behind its attribute.</summary>
    public static TheoryData<string, string> Functions => new()
    {
        { "def fit(x: int, y: float, name: str, flag: bool) -> float: ...", "ComputeFuture<double> Fit(long x, double y, string name, bool flag);" },
        { "def fit(x: list[float], y: tuple[int, ...], z: set[str]) -> list[list[int]]: ...", "ComputeFuture<long[][]> Fit(double[] x, long[] y, HashSet<string> z);" },
        { "def fit(x: dict[str, float]) -> dict[int, str]: ...", "ComputeFuture<Dictionary<long, string>> Fit(Dictionary<string, double> x);" },
        { "from typing import Optional, Union\ndef fit(x: Optional[int], y: Union[int, float], z: int | str) -> Optional[str]: ...", "ComputeFuture<string?> Fit(long? x, double y, object? z);" },
        { "def fit(x, y=3, z=0.5, a='b', c=True, d=None): ...", "ComputeFuture<System.Text.Json.JsonElement> Fit(object? x, long y = 3, double z = 0.5, string a = \"b\", bool c = true, object? d = null);" },
        { "def fit() -> None: ...", "ComputeFuture Fit();" },
        { "def fit(x: int, *, max_iter: int = 10, tol: float) -> int: ...", "ComputeFuture<long> Fit(long x, [PythonKeyword] double tol, [PythonKeyword] long maxIter = 10);" },
        { "def fit(x: int, *rest: str, **options) -> int: ...", "ComputeFuture<long> Fit(long x, params string[] rest);" },
        { "def fit(X: list[int], maxIter: int, *, N: int) -> int: ...", "ComputeFuture<long> Fit([PythonName(\"X\")] long[] x, [PythonName(\"maxIter\")] long maxIter, [PythonKeyword(\"N\")] long n);" },
        { "import math\ndef fit(x: float = math.pi, *, y: list[int] = []) -> int: ...", "ComputeFuture<long> Fit([ComputeOmitWhenNull] double? x = null, [PythonKeyword, ComputeOmitWhenNull] long[]? y = null);" },
        { "import math\ndef fit(x: int, y: float = math.pi, /, *, z: int) -> int: ...", "ComputeFuture<long> Fit(long x, [PythonKeyword] long z);" },
        { "import numpy as np\nfrom numpy.typing import NDArray\ndef fit(x: np.ndarray, y: NDArray[np.int64]) -> np.float64: ...", "ComputeFuture<double> Fit(double[] x, long[] y);" },
        { "from datetime import datetime, date\nfrom uuid import UUID\nfrom decimal import Decimal\ndef fit(x: datetime, y: date, z: UUID, d: Decimal) -> bytes: ...", "ComputeFuture<byte[]> Fit(DateTime x, DateOnly y, Guid z, decimal d);" },
        { "from typing import Literal, Any\ndef fit(x: Literal['a', 'b'] = 'a', y: Any = None) -> tuple[int, str]: ...", "ComputeFuture<(long, string)> Fit(string x = \"a\", object? y = null);" },
        { "def fit(params: int, event: int) -> int: ...", "ComputeFuture<long> Fit(long @params, long @event);" },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task The_method_for_a_function_has_its_types_names_and_defaults(string python, string method)
    {
        using var project = FixProject.Of("public interface I\n{\n}\n", ("analysis.py", python + "\n"));
        await project.RefactorAsync(new WriteMethodsRefactoring(), "interface", "Write the method for 'def fit' of analysis.py");
        Assert.Equal($"public interface I\n{{\n    [ComputeFunction(File = \"analysis.py\")]\n    {method}\n}}\n", project.Text("App.cs"));
        AssertWorks(project);
    }

    [Fact]
    public async Task A_docstring_becomes_the_documentation_and_a_name_that_does_not_follow_is_given()
    {
        using var project = FixProject.Of(
            "public interface I { }",
            ("analysis.py", "def fitLine(x: int) -> int:\n    \"\"\"\n    Fits <a> line,\n    and b & c.\n\n    More of it.\n\n    Args:\n        x: Where.\n\n    Returns:\n        The ``y``.\n    \"\"\"\n"));
        await project.RefactorAsync(new WriteMethodsRefactoring(), "interface", "Write the method for 'def fitLine' of analysis.py");
        Assert.Equal(
            """
            public interface I {
                /// <summary>
                /// Fits &lt;a&gt; line,
                /// and b &amp; c.
                /// </summary>
                /// <param name="x">Where.</param>
                /// <returns>The <c>y</c>.</returns>
                /// <remarks>More of it.</remarks>
                [ComputeFunction(File = "analysis.py", Name = "fitLine")]
                ComputeFuture<long> FitLine(long x);
            }
            """,
            project.Text("App.cs"));
        AssertWorks(project);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task All_functions_without_a_method_are_added_behind_those_that_have_one(string newLine)
    {
        var before = """
            using System.Text.Json;

            namespace Lab
            {
                public interface I
                {
                    [ComputeFunction(File = "analysis.py")]
                    Task<int> Fit(int x);
                    // The end.
                }
            }
            """.ReplaceLineEndings(newLine);
        using var project = FixProject.Of(
            before,
            ("analysis.py", "def fit(x): ...\ndef predict(x): ...\ndef residuals(x) -> list[float]:\n    \"Gives them.\"\ndef _own(x): ...\nasync def later(x): ...\n"),
            ("other.py", "def other(): ...\n"));
        Assert.Equal(
            ["Write the methods for analysis.py: All 2 functions", "Write the methods for analysis.py: def predict", "Write the methods for analysis.py: def residuals"],
            await project.TitlesAsync(new WriteMethodsRefactoring(), "interface"));
        await project.RefactorAsync(new WriteMethodsRefactoring(), "interface", "Write the methods for analysis.py: All 2 functions");
        Assert.Equal(
            """
            using System.Text.Json;

            namespace Lab
            {
                public interface I
                {
                    [ComputeFunction(File = "analysis.py")]
                    Task<int> Fit(int x);

                    [ComputeFunction(File = "analysis.py")]
                    Task<JsonElement> Predict(object? x);

                    /// <summary>Gives them.</summary>
                    [ComputeFunction(File = "analysis.py")]
                    Task<double[]> Residuals(object? x);
                    // The end.
                }
            }
            """.ReplaceLineEndings(newLine),
            project.Text("App.cs"));
        AssertWorks(project);
    }

    [Fact]
    public async Task Dictionaries_and_dataclasses_of_the_file_become_records_unless_there_are_some()
    {
        using var project = FixProject.Of(
            "internal interface I\n{\n}\n\ninternal sealed record Known(double A);\n",
            ("analysis.py", """
                from dataclasses import dataclass
                from typing import TypedDict

                @dataclass
                class Known:
                    a: float

                class Point(TypedDict):
                    x: float
                    Y: float

                class LineFit(TypedDict):
                    "What fit gives."
                    intercept: float
                    points: list[Point]

                def fit(known: Known) -> LineFit: ...
                """));
        await project.RefactorAsync(new WriteMethodsRefactoring(), "interface", "Write the method for 'def fit' of analysis.py");
        Assert.Equal(
            """
            internal interface I
            {
                [ComputeFunction(File = "analysis.py")]
                ComputeFuture<LineFit> Fit(Known known);
            }

            /// <summary>What fit gives.</summary>
            internal sealed record LineFit(double Intercept, Point[] Points);

            internal sealed record Point(double X, [property: PythonName("Y")] double Y);

            internal sealed record Known(double A);

            """,
            project.Text("App.cs"));
        AssertWorks(project);
    }

    [Theory]
    [InlineData("Task<int> Old(); [ComputeFunction(File = \"analysis.py\", Name = \"old\")] Task Older();", "Task<double> Fit(long x);", "Task Save();")]
    [InlineData("Task<int> Old(); [ComputeFunction(File = \"analysis.py\", Name = \"old\")] ComputeFuture Older();", "ComputeFuture<double> Fit(long x);", "ComputeFuture Save();")]
    [InlineData("ComputeFuture Old(); Task Helper() => Task.CompletedTask;", "ComputeFuture<double> Fit(long x);", "ComputeFuture Save();")]
    public async Task Methods_return_tasks_where_all_others_do(string members, string fit, string save)
    {
        using var project = FixProject.Of(
            $"public interface I\n{{\n    [ComputeFunction(File = \"analysis.py\")] {members}\n}}\n",
            ("analysis.py", "def old(): ...\ndef fit(x: int) -> float: ...\ndef save() -> None: ...\n"));
        await project.RefactorAsync(new WriteMethodsRefactoring(), "interface", "Write the methods for analysis.py: All 2 functions");
        Assert.Contains($"    {fit}\n", project.Text("App.cs"), StringComparison.Ordinal);
        Assert.Contains($"    {save}\n", project.Text("App.cs"), StringComparison.Ordinal);
        AssertWorks(project);
    }

    [Fact]
    public async Task A_long_method_has_a_line_for_each_parameter()
    {
        var names = Enumerable.Range(0, 8).Select(i => $"a_rather_long_parameter_{(char)('a' + i)}").ToArray();
        using var project = FixProject.Of("public interface I\n{\n}\n", ("analysis.py", $"def fit({string.Join(", ", names)}) -> int: ...\n"));
        await project.RefactorAsync(new WriteMethodsRefactoring(), "interface", "Write the method for 'def fit' of analysis.py");
        Assert.Contains("    ComputeFuture<long> Fit(\n        object? aRatherLongParameterA,\n", project.Text("App.cs"), StringComparison.Ordinal);
        AssertWorks(project);
    }

    [Theory]
    [InlineData("public class I { }")]
    [InlineData("public interface I { int Own(); }")]
    [InlineData("public interface I { [ComputeFunction(File = \"analysis.py\")] Task Fit(int x); }")]
    [InlineData("public interface I;")]
    public async Task Where_nothing_is_to_be_written_nothing_is_offered(string source)
    {
        using var project = FixProject.Of(source, ("analysis.py", "def fit(x): ...\n"));
        Assert.Empty(await project.TitlesAsync(new WriteMethodsRefactoring(), "I"));
    }

    private static void AssertWorks(FixProject project)
    {
        var compiled = project.Compile();
        Assert.Empty(compiled.CompilerProblems);
        Assert.Empty(compiled.Reported);
        Assert.NotEmpty(compiled.GeneratedTexts);
    }
}
