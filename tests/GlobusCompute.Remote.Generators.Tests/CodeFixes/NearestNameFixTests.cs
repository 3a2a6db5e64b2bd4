using GlobusCompute.Remote.CodeFixes.Fixes;
using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.CodeFixes;

public sealed class NearestNameFixTests
{
    private const string Python = "def fit(x):\n    return x\n\ndef predict(x):\n    return x\n";

    [Theory]
    [InlineData("[ComputeFunction(File = \"analysis.py\", Name = \"fitt\")] Task Run(int x);", "[ComputeFunction(File = \"analysis.py\", Name = \"fit\")] Task Run(int x);")]
    [InlineData("[ComputeFunction(File = \"analysis.py\")] Task Fitt(int x);", "[ComputeFunction(File = \"analysis.py\", Name = \"fit\")] Task Fitt(int x);")]
    [InlineData("[ComputeFunction(Name = \"pedict\", File = \"analysis.py\")] Task Run(int x);", "[ComputeFunction(Name = \"predict\", File = \"analysis.py\")] Task Run(int x);")]
    public async Task An_unknown_function_becomes_the_one_that_may_be_meant(string before, string after)
    {
        using var project = FixProject.Of($"public interface I {{ {before} }}", ("analysis.py", Python));
        await project.FixAsync(new NearestNameFix(), "GCR013", $"Set Name to '{(after.Contains("predict", StringComparison.Ordinal) ? "predict" : "fit")}'");
        Assert.Equal($"public interface I {{ {after} }}", project.Text("App.cs"));
        Assert.Empty(await project.DiagnosticsAsync("GCR013"));
        Assert.Equal(["App.cs"], project.Changed());
    }

    [Fact]
    public async Task A_function_of_an_inline_source_is_found_too()
    {
        using var project = FixProject.Of("public interface I { [ComputeFunction(Name = \"ad\", Source = \"def add(x): return x\")] Task Add(int x); }");
        await project.FixAsync(new NearestNameFix(), "GCR013", "Set Name to 'add'");
        Assert.Equal("public interface I { [ComputeFunction(Name = \"add\", Source = \"def add(x): return x\")] Task Add(int x); }", project.Text("App.cs"));
    }

    [Fact]
    public async Task An_unknown_file_becomes_the_one_that_may_be_meant()
    {
        using var project = FixProject.Of(
            "public interface I { [ComputeFunction(File = \"Python/Analysis.py\")] Task Fit(int x); }", ("python/analysis.py", "def fit(x): return x\n"));
        await project.FixAsync(new NearestNameFix(), "GCR012", "Set File to 'python/analysis.py'");
        Assert.Equal("public interface I { [ComputeFunction(File = \"python/analysis.py\")] Task Fit(int x); }", project.Text("App.cs"));
    }

    [Fact]
    public async Task Where_no_name_is_near_nothing_is_offered()
    {
        using var project = FixProject.Of("public interface I { [ComputeFunction(File = \"analysis.py\")] Task Completely(int x); }", ("analysis.py", Python));
        Assert.Empty(await project.TitlesAsync(new NearestNameFix(), "GCR013"));
    }

    [Fact]
    public async Task All_misspelt_files_of_a_project_are_mended_at_once()
    {
        using var project = FixProject.Of(
            "public interface I {\r\n    [ComputeFunction(File = \"analysi.py\")] Task Fit(int x);\r\n    [ComputeFunction(File = \"Analysis.py\")] Task Predict(int x);\r\n}",
            ("Other.cs", "public interface J { [ComputeFunction(File = \"analyses.py\")] Task Fit(int x); }"),
            ("analysis.py", Python));
        await project.FixAllAsync(new NearestNameFix(), "GCR012", "Set File to 'analysis.py'");
        Assert.Equal(
            "public interface I {\r\n    [ComputeFunction(File = \"analysis.py\")] Task Fit(int x);\r\n    [ComputeFunction(File = \"analysis.py\")] Task Predict(int x);\r\n}",
            project.Text("App.cs"));
        Assert.Equal("public interface J { [ComputeFunction(File = \"analysis.py\")] Task Fit(int x); }", project.Text("Other.cs"));
    }
}
