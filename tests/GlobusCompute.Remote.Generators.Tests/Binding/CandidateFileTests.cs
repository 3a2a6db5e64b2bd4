using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Binding;

/// <summary>Python files of the project that are no <c>PythonFunction</c> items: one of them counts when an attribute names it.</summary>
public sealed class CandidateFileTests
{
    private const string Module = """
        [ComputeModule("lab.py")]
        public partial interface ILab;
        """;

    private const string Method = """
        public interface ILab
        {
            [ComputeFunction(File = "lab.py")] ComputeFuture<double> Fit(double x);
        }
        """;

    private static readonly TestFile s_lab = TestFile.Candidate("lab.py", "def fit(x: float) -> float:\n    return x\n");

    [Theory]
    [InlineData(Module)]
    [InlineData(Method)]
    public void A_file_that_an_attribute_names_needs_no_item(string source)
    {
        var compiled = Compiled.From(source, s_lab);
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
        Assert.Contains(compiled.GeneratedTexts, text => text.Contains("of <c>lab.py</c>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lab/fit.py", "lab/fit.py")]
    [InlineData("./lab/fit.py", "lab/fit.py")]
    [InlineData("lab\\\\fit.py", "lab/fit.py")]
    [InlineData("lab/../lab/fit.py", "lab/fit.py")]
    [InlineData("../shared/fit.py", "../shared/fit.py")]
    [InlineData("lab/größe.py", "lab/größe.py")]
    public void It_is_found_however_its_path_is_written(string written, string path)
    {
        var compiled = Compiled.From(
            Method.Replace("lab.py", written, StringComparison.Ordinal), TestFile.Candidate(path, "def fit(x: float) -> float:\n    return x\n"));
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
    }

    [Fact]
    public void A_project_without_default_items_has_no_such_file()
    {
        var compiled = Compiled.From(Method, new TestFile("lab.py", "def fit(x): return x\n", itemType: null) { Identity = null });
        Assert.Equal("GCR012", Assert.Single(compiled.Reported).Id);
    }

    [Fact]
    public void The_item_counts_where_a_file_is_both()
    {
        var compiled = Compiled.From(Method, TestFile.Candidate("lab.py", "def other(): pass\n"), new TestFile("lab.py", "def fit(x): return x\n"));
        Assert.Empty(compiled.Reported);
    }

    [Fact]
    public void A_misspelt_path_is_told_the_nearest_file_that_there_is()
    {
        var reported = Assert.Single(Compiled.From(Method.Replace("lab.py", "lba.py", StringComparison.Ordinal), s_lab).Reported);
        Assert.Equal("GCR012", reported.Id);
        Assert.Contains("did you mean 'lab.py'?", reported.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_syntax_error_is_reported_once_and_only_in_a_file_that_is_named()
    {
        const string Broken = "def fit(x:\n    return x\n";
        var compiled = Compiled.From(
            Module + "\npublic interface IOther { [ComputeFunction(File = \"./lab.py\", Name = \"fit\")] ComputeFuture<double> Fit(double x); }",
            TestFile.Candidate("lab.py", Broken),
            TestFile.Candidate("unrelated.py", Broken));
        var reported = Assert.Single(compiled.Reported, diagnostic => diagnostic.Id == "GCR068");
        Assert.Equal("/repo/app/lab.py", reported.Location.GetLineSpan().Path);
    }

    [Fact]
    public void Ten_thousand_files_that_nobody_names_are_not_read()
    {
        TestFile[] unrelated = [.. Enumerable.Range(0, 10_000).Select(i => TestFile.Candidate($"data/d{i}.py", "def (:\n"))];
        var compiled = Compiled.From(Module, [.. unrelated, TestFile.Candidate("lab.py", "def fit(x: float) -> float:\n    return x\n")]);
        Assert.Empty(compiled.Reported);
        Assert.All(unrelated, file => Assert.Equal(0, file.Reads));
    }

    [Fact]
    public void An_edited_file_is_read_alone_and_an_unrelated_one_changes_nothing()
    {
        var other = TestFile.Candidate("other.py", "def run(): pass\n");
        var unrelated = TestFile.Candidate("unrelated.py", "def run(): pass\n");
        var project = Compiled.Project(Method + "public interface IOther { [ComputeFunction(File = \"other.py\")] ComputeFuture Run(); }");
        var driver = Compiled.Driver([s_lab, other, unrelated]).RunGenerators(project);

        var edited = driver.ReplaceAdditionalText(s_lab, TestFile.Candidate("lab.py", "def fit(x: float) -> float:\n    return x + 1\n")).RunGenerators(project);
        Assert.Equal(["Cached", "Modified"], Reasons(edited, StepNames.PythonFiles));
        Assert.Equal(["Cached", "Modified"], Reasons(edited, StepNames.Sources));

        var same = driver.ReplaceAdditionalText(unrelated, TestFile.Candidate("unrelated.py", "def fit(): pass\n")).RunGenerators(project);
        Assert.Equal(["Cached", "Cached"], Reasons(same, StepNames.PythonFiles));
        Assert.Equal(["Cached", "Cached"], Reasons(same, StepNames.Sources));
    }

    [Fact]
    public void A_changed_method_leaves_the_files_alone()
    {
        var tree = Compiled.Parse(Method, "Lab.cs");
        var project = Compiled.Project("").AddSyntaxTrees(tree);
        var driver = Compiled.Driver([s_lab]).RunGenerators(project);
        var changed = driver.RunGenerators(project.ReplaceSyntaxTree(tree, Compiled.Parse(Method.Replace("double x", "float x", StringComparison.Ordinal), "Lab.cs")));
        Assert.Equal(["Cached"], Reasons(changed, StepNames.PythonFiles));
        Assert.Equal(["Modified"], Reasons(changed, StepNames.Sources));
    }

    [Fact]
    public void The_same_input_is_cached_throughout()
    {
        var project = Compiled.Project(Method);
        var driver = Compiled.Driver([s_lab]).RunGenerators(project).RunGenerators(project.Clone());
        foreach (var step in new[] { StepNames.NamedFiles, StepNames.PythonCandidates, StepNames.PythonFiles, StepNames.PythonFileTable, StepNames.Sources })
        {
            Assert.Equal(["Cached"], Reasons(driver, step));
        }
    }

    private static IEnumerable<string> Reasons(GeneratorDriver driver, string step) =>
        driver.GetRunResult().Results.Single().TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason.ToString()).Order();
}
