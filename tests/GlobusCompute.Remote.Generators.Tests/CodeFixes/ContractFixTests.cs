using GlobusCompute.Remote.CodeFixes.Fixes;
using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.CodeFixes;

public sealed class ContractFixTests
{
    /// <summary>The rule, the <c>def</c>, the method before, the fix, and the method after it.</summary>
    public static TheoryData<string, string, string, string, string> Fixes => new()
    {
        { "GCR050", "def fit(x)", "Task Fit(int x, int y);", "Remove the parameter 'y'", "Task Fit(int x);" },
        { "GCR050", "def fit()", "Task Fit(int y, CancellationToken token);", "Remove the parameter 'y'", "Task Fit(CancellationToken token);" },
        { "GCR051", "def fit(x: int)", "Task Fit();", "Add the parameter 'long x'", "Task Fit(long x);" },
        { "GCR051", "def fit(x, y: list[float])", "Task Fit(int x, CancellationToken token = default);", "Add the parameter 'double[] y'", "Task Fit(int x, double[] y, CancellationToken token = default);" },
        { "GCR051", "def fit(x, *, max_iter: int, eps=1.0)", "Task Fit(int x, [PythonKeyword] double eps = 1.0);", "Add the parameter '[PythonKeyword] long maxIter'", "Task Fit(int x, [PythonKeyword] long maxIter, [PythonKeyword] double eps = 1.0);" },
        { "GCR051", "def fit(x, *, N: int)", "Task Fit(int x);", "Add the parameter '[PythonKeyword(\"N\")] long n'", "Task Fit(int x, [PythonKeyword(\"N\")] long n);" },
        { "GCR052", "def fit(x, *, max_iter=1)", "Task Fit(int x, [PythonKeyword] int maxIters);", "Rename 'maxIters' to 'maxIter'", "Task Fit(int x, [PythonKeyword] int maxIter);" },
        { "GCR052", "def fit(x, *, max_iter=1)", "Task Fit(int x, [PythonKeyword(\"max_iters\")] int n);", "Set the name in Python to 'max_iter'", "Task Fit(int x, [PythonKeyword(\"max_iter\")] int n);" },
        { "GCR052", "def fit(x, *, maxIter=1)", "Task Fit(int x, [PythonKeyword] int maxIter);", "Set the name in Python to 'maxIter'", "Task Fit(int x, [PythonKeyword(\"maxIter\")] int maxIter);" },
        { "GCR053", "def fit(x, y, z)", "Task Fit(int y,\n        [PythonName(\"x\")] string first,\n        int z);", "Put the parameters into Python's order", "Task Fit([PythonName(\"x\")] string first,\n        int y,\n        int z);" },
        { "GCR054", "def fit(x, *, degree)", "Task Fit(int x, int degree);", "Add [PythonKeyword] to 'degree'", "Task Fit(int x, [PythonKeyword] int degree);" },
        { "GCR055", "def fit(x, /)", "Task Fit([PythonKeyword] int x);", "Remove [PythonKeyword] from 'x'", "Task Fit(int x);" },
        { "GCR056", "def fit(values)", "Task Fit(int x);", "Rename 'x' to 'values'", "Task Fit(int values);" },
        { "GCR056", "def fit(X_)", "Task Fit(int x);", "Set the name in Python to 'X_'", "Task Fit([PythonName(\"X_\")] int x);" },
        { "GCR057", "def fit(x=3)", "Task Fit(int x = 2);", "Set the default to 3", "Task Fit(int x = 3);" },
        { "GCR057", "def fit(x=0.5)", "Task Fit(float x = 2);", "Set the default to 0.5f", "Task Fit(float x = 0.5f);" },
        { "GCR057", "def fit(x='a')", "Task Fit(string? x = null);", "Add [ComputeOmitWhenNull] to 'x'", "Task Fit([ComputeOmitWhenNull] string? x = null);" },
        { "GCR057", "def fit(x='a')", "Task Fit(string? x = null);", "Set the default to \"a\"", "Task Fit(string? x = \"a\");" },
        { "GCR058", "def fit(x: int)", "Task Fit(string x);", "Change the type of 'x' to long", "Task Fit(long x);" },
        { "GCR058", "def fit(*x: int)", "Task Fit(params string[] x);", "Change the type of 'x' to long[]", "Task Fit(params long[] x);" },
        { "GCR059", "def fit(x) -> list[int]", "ComputeFuture<string> Fit(int x);", "Change the result to long[]", "ComputeFuture<long[]> Fit(int x);" },
        { "GCR059", "def fit(x) -> None", "ComputeFuture<string> Fit(int x);", "Return no result", "ComputeFuture Fit(int x);" },
        { "GCR059", "def fit(x) -> list[int]", "Task<string> Fit(int x);", "Change the result to long[]", "Task<long[]> Fit(int x);" },
        { "GCR059", "def fit(x) -> None", "System.Threading.Tasks.Task<string> Fit(int x);", "Return no result", "System.Threading.Tasks.Task Fit(int x);" },
        { "GCR060", "def fit(x) -> int | None", "Task<int> Fit(int x);", "Change the result to int?", "Task<int?> Fit(int x);" },
        { "GCR061", "def fit(x: int = 3)", "Task Fit(int? x);", "Add [ComputeOmitWhenNull] to 'x'", "Task Fit([ComputeOmitWhenNull] int? x);" },
        { "GCR061", "def fit(x: int)", "Task Fit(int? x);", "Make 'x' not nullable", "Task Fit(int x);" },
        { "GCR062", "def fit(x)", "Task Fit([ComputeOmitWhenNull] int? x);", "Remove [ComputeOmitWhenNull] from 'x'", "Task Fit(int? x);" },
        { "GCR062", "def fit(*, x)", "Task Fit([PythonKeyword, ComputeOmitWhenNull] int? x);", "Remove [ComputeOmitWhenNull] from 'x'", "Task Fit([PythonKeyword] int? x);" },
    };

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task A_method_that_differs_from_its_def_is_brought_in_line(string id, string def, string before, string title, string after)
    {
        foreach (var newLine in new[] { "\n", "\r\n" })
        {
            using var project = FixProject.Of(Source(before, newLine), ("analysis.py", def + ": ...\n"));
            await project.FixAsync(new ContractFix(), id, title);
            Assert.Equal(Source(after, newLine), project.Text("App.cs"));
            Assert.Empty(await project.DiagnosticsAsync());
            Assert.Equal(["App.cs"], project.Changed());
        }
    }

    [Fact]
    public async Task A_rename_goes_to_callers_that_name_the_argument()
    {
        using var project = FixProject.Of(
            Source("Task Fit(int x);", "\n"), ("Other.cs", "class C { Task Run(I i) => i.Fit(x: 1); }"), ("analysis.py", "def fit(values): ...\n"));
        await project.FixAsync(new ContractFix(), "GCR056", "Rename 'x' to 'values'");
        Assert.Equal("class C { Task Run(I i) => i.Fit(values: 1); }", project.Text("Other.cs"));
    }

    [Fact]
    public async Task A_name_that_another_parameter_has_is_not_given_twice()
    {
        using var project = FixProject.Of(Source("Task Fit(int a, [PythonKeyword(\"c\")] int b);", "\n"), ("analysis.py", "def fit(b, *, c): ...\n"));
        Assert.Equal(["Set the name in Python to 'b'"], await project.TitlesAsync(new ContractFix(), "GCR056"));
    }

    [Fact]
    public async Task All_keywords_of_a_project_are_added_at_once()
    {
        const string Before = "    [ComputeFunction(File = \"analysis.py\")] Task Fit(int x, int degree, int rank);\n";
        const string After = "    [ComputeFunction(File = \"analysis.py\")] Task Fit(int x, [PythonKeyword] int degree, [PythonKeyword] int rank);\n";
        using var project = FixProject.Of($"public interface I\n{{\n{Before}}}", ("Other.cs", $"public interface J\n{{\n{Before}}}"), ("analysis.py", "def fit(x, *, degree, rank): ...\n"));
        await project.FixAllAsync(new ContractFix(), "GCR054", "Add [PythonKeyword] to 'degree'");
        Assert.Equal($"public interface I\n{{\n{After}}}", project.Text("App.cs"));
        Assert.Equal($"public interface J\n{{\n{After}}}", project.Text("Other.cs"));
        Assert.Empty(await project.DiagnosticsAsync());
    }

    [Fact]
    public async Task A_type_that_the_project_does_not_have_is_not_named()
    {
        using var project = FixProject.Of(
            Source("Task Fit(string x);", "\n"), ("analysis.py", "from typing import TypedDict\nclass Point(TypedDict):\n    x: float\ndef fit(x: Point): ...\n"));
        Assert.Empty(await project.TitlesAsync(new ContractFix(), "GCR058"));
    }

    private static string Source(string method, string newLine) =>
        $"public interface I\n{{\n    [ComputeFunction(File = \"analysis.py\")]\n    {method}\n}}\n".ReplaceLineEndings(newLine);
}
