using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GlobusCompute.Remote.Generators.Tests;

/// <summary>What an edit costs: which steps run again, and what comes of them.</summary>
public sealed class IncrementalTests
{
    private const string First = """
        public interface IFirst
        {
            [ComputeFunction(File = "first.py")] Task<int> Run(int x);
        }
        """;

    private const string Second = """
        public interface ISecond
        {
            [ComputeFunction(File = "second.py")] Task<int> Run(int x);
        }

        public interface IThird : ISecond;
        """;

    private static readonly TestFile s_first = new("first.py", "def run(x): return x\n");
    private static readonly TestFile s_second = new("second.py", "def run(x): return x\n");
    private static readonly TestFile s_unused = new("unused.py", "def unused(): pass\n");
    private static readonly string s_hash = LockText.Hash("run", "def run(x): return x\n");
    private static readonly TestFile s_lock = LockText.File(LockText.Entry("IFirst.Run", s_hash), LockText.Entry("ISecond.Run", s_hash));

    // No interface here is written from a file, see ModuleIncrementalTests, or names one that is no item, see CandidateFileTests: these steps lead to no output.
    private static readonly string[] s_elsewhere =
        [StepNames.ModuleInterfaces, StepNames.ModuleTypes, StepNames.NamedFiles, StepNames.PythonCandidates];

    private readonly SyntaxTree _firstTree = Compiled.Parse(First, "First.cs");
    private readonly SyntaxTree _secondTree = Compiled.Parse(Second, "Second.cs");
    private readonly CSharpCompilation _project;
    private readonly GeneratorDriver _driver;

    public IncrementalTests()
    {
        _project = Compiled.Project("").AddSyntaxTrees(_firstTree, _secondTree);
        _driver = Compiled.Driver([s_first, s_second, s_unused, s_lock]).RunGenerators(_project);
        Assert.Equal(["IFirst New", "ISecond New", "IThird New"], Reasons(_driver, StepNames.Sources));
    }

    [Fact]
    public void The_same_input_is_cached_throughout()
    {
        var driver = _driver.RunGenerators(_project.Clone());
        AssertAllCached(driver);
    }

    [Fact]
    public void An_unrelated_type_changes_nothing()
    {
        var driver = _driver.RunGenerators(_project.AddSyntaxTrees(Compiled.Parse("public class Other { public int X; }", "Other.cs")));
        AssertAllCached(driver);
    }

    [Fact]
    public void A_reference_more_changes_nothing()
    {
        var driver = _driver.RunGenerators(_project.AddReferences(Compiled.Library("Library", "public class InLibrary;")));
        AssertAllCached(driver);
    }

    [Fact]
    public void A_moved_declaration_changes_nothing()
    {
        var driver = Replace(_firstTree, "// A comment above.\n\n\n" + First.Replace("    [", "        /* and within */ ["));
        Assert.Equal(["IFirst Cached", "ISecond Cached"], Reasons(driver, StepNames.Interfaces));
        Assert.Equal(["IFirst Cached", "ISecond Cached", "IThird Cached"], Reasons(driver, StepNames.Sources));
        AssertOutputs(driver, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_changed_method_changes_its_interface_only()
    {
        var driver = Replace(_firstTree, First.Replace("int x", "long x"));
        Assert.Equal(["IFirst Modified", "ISecond Cached"], Reasons(driver, StepNames.Interfaces));
        Assert.Equal(["IFirst Modified", "ISecond Cached", "IThird Cached"], Reasons(driver, StepNames.LinkedInterfaces));
        Assert.Equal(["IFirst Modified", "ISecond Cached", "IThird Cached"], Reasons(driver, StepNames.Proxies));
        Assert.Equal(["IFirst Modified", "ISecond Cached", "IThird Cached"], Reasons(driver, StepNames.Sources));
    }

    [Fact]
    public void A_changed_method_of_a_base_changes_both()
    {
        var driver = Replace(_secondTree, Second.Replace("int x", "long x"));
        Assert.Equal(["IFirst Cached", "ISecond Modified", "IThird Modified"], Reasons(driver, StepNames.Sources));
    }

    [Fact]
    public void A_new_interface_leaves_the_others_alone()
    {
        var driver = _driver.RunGenerators(_project.AddSyntaxTrees(Compiled.Parse(First.Replace("IFirst", "IFourth"), "Fourth.cs")));
        Assert.Equal(["IFirst Cached", "IFourth New", "ISecond Cached", "IThird Cached"], Reasons(driver, StepNames.Sources));
    }

    [Fact]
    public void A_removed_interface_leaves_the_others_alone()
    {
        var driver = _driver.RunGenerators(_project.RemoveSyntaxTrees(_firstTree));
        Assert.Equal(["ISecond", "IThird"], driver.GetRunResult().Results.Single().GeneratedSources.Select(source => source.HintName.Split('.')[0]).Order());
    }

    [Fact]
    public void An_edited_Python_file_runs_only_the_interfaces_that_use_it()
    {
        var driver = _driver
            .ReplaceAdditionalText(s_second, new TestFile("second.py", "def run(x): return x + 1\n"))
            .RunGenerators(_project);
        Assert.Equal(["IFirst Cached", "ISecond Cached"], Reasons(driver, StepNames.Interfaces));
        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified],
            Outputs(driver, StepNames.PythonFiles).Select(output => output.Reason).OrderDescending());
        Assert.Equal(["IFirst Unchanged", "ISecond Modified", "IThird Modified"], Reasons(driver, StepNames.LinkedInterfaces));
        Assert.Equal(["IFirst Cached", "ISecond Modified", "IThird Modified"], Reasons(driver, StepNames.Proxies));
        Assert.Equal(["IFirst Cached", "ISecond Modified", "IThird Modified"], Reasons(driver, StepNames.Sources));
    }

    [Fact]
    public void An_edited_Python_file_that_nobody_uses_is_looked_up_and_no_more()
    {
        var driver = _driver.ReplaceAdditionalText(s_unused, new TestFile("unused.py", "def other(): pass\n")).RunGenerators(_project);
        Assert.Equal(["IFirst Unchanged", "ISecond Unchanged", "IThird Unchanged"], Reasons(driver, StepNames.LinkedInterfaces));
        Assert.Equal(["IFirst Cached", "ISecond Cached", "IThird Cached"], Reasons(driver, StepNames.Proxies));
        Assert.Equal(["IFirst Cached", "ISecond Cached", "IThird Cached"], Reasons(driver, StepNames.Sources));
        AssertOutputs(driver, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_Python_file_saved_without_a_change_is_read_again_and_no_more()
    {
        var driver = _driver.ReplaceAdditionalText(s_second, new TestFile("second.py", "def run(x): return x\r\n")).RunGenerators(_project);
        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged],
            Outputs(driver, StepNames.PythonFiles).Select(output => output.Reason).OrderBy(reason => reason == IncrementalStepRunReason.Unchanged));
        Assert.Equal([IncrementalStepRunReason.Cached], Outputs(driver, StepNames.PythonFileTable).Select(output => output.Reason));
        Assert.Equal(["IFirst Cached", "ISecond Cached", "IThird Cached"], Reasons(driver, StepNames.LinkedInterfaces));
        AssertOutputs(driver, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void An_added_Python_file_changes_nothing_for_those_who_do_not_name_it()
    {
        var driver = _driver.AddAdditionalTexts([new TestFile("new.py", "def new(): pass\n")]).RunGenerators(_project);
        Assert.Equal(["IFirst Unchanged", "ISecond Unchanged", "IThird Unchanged"], Reasons(driver, StepNames.LinkedInterfaces));
        Assert.Equal(["IFirst Cached", "ISecond Cached", "IThird Cached"], Reasons(driver, StepNames.Proxies));
        AssertOutputs(driver, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_Python_file_that_goes_and_comes_back_concerns_only_the_interfaces_that_name_it()
    {
        var without = _driver.RemoveAdditionalTexts([s_second]).RunGenerators(_project);
        Assert.Equal(["IFirst Unchanged", "ISecond Modified", "IThird Modified"], Reasons(without, StepNames.LinkedInterfaces));
        Assert.Equal(["IFirst Cached", "ISecond Modified", "IThird Modified"], Reasons(without, StepNames.Sources));
        Assert.Equal(2, without.GetRunResult().GeneratedTrees.Count(tree => tree.ToString().Contains("GCR012", StringComparison.Ordinal)));

        var back = without.AddAdditionalTexts([s_second]).RunGenerators(_project);
        Assert.Equal(["IFirst Cached", "ISecond Modified", "IThird Modified"], Reasons(back, StepNames.Sources));
        Assert.DoesNotContain(back.GetRunResult().GeneratedTrees, tree => tree.ToString().Contains("GCR012", StringComparison.Ordinal));
    }

    [Fact]
    public void An_edited_entry_of_the_lock_file_runs_only_the_interfaces_that_it_pins()
    {
        var driver = Lock(LockText.Entry("IFirst.Run", s_hash), LockText.Entry("ISecond.Run", s_hash, id: "b0a5d1a0-2b22-4381-b899-ba73321e41e0"));
        Assert.Equal(["IFirst Cached", "ISecond Cached", "IThird Cached"], Reasons(driver, StepNames.Proxies));
        Assert.Equal([IncrementalStepRunReason.Modified], Outputs(driver, StepNames.LockFiles).Select(output => output.Reason));
        Assert.Equal(["IFirst Unchanged", "ISecond Modified", "IThird Modified"], Reasons(driver, StepNames.LockedProxies));
        Assert.Equal(["IFirst Cached", "ISecond Modified", "IThird Modified"], Reasons(driver, StepNames.Sources));
    }

    [Fact]
    public void An_entry_that_pins_nothing_is_looked_up_and_no_more()
    {
        var driver = Lock(
            LockText.Entry("IFirst.Run", s_hash),
            LockText.Entry("IFirst.Run", LockText.OtherHash, LockText.Sandbox),
            LockText.Entry("ISecond.Run", s_hash),
            LockText.Entry("ISecond.Gone", s_hash));
        Assert.Equal(["IFirst Unchanged", "ISecond Unchanged", "IThird Unchanged"], Reasons(driver, StepNames.LockedProxies));
        Assert.Equal(["IFirst Cached", "ISecond Cached", "IThird Cached"], Reasons(driver, StepNames.Sources));
        AssertOutputs(driver, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_lock_file_that_pins_the_same_is_read_again_and_no_more()
    {
        var text = LockText.Of(LockText.Entry("IFirst.Run", s_hash, owner: "b0a5d1a0-2b22-4381-b899-ba73321e41e0"), LockText.Entry("ISecond.Run", s_hash)).Replace("\n", "\r\n").Replace("2026", "2027");
        var driver = _driver.ReplaceAdditionalText(s_lock, TestFile.Lock(text)).RunGenerators(_project);
        Assert.Equal([IncrementalStepRunReason.Unchanged], Outputs(driver, StepNames.LockFiles).Select(output => output.Reason));
        Assert.Equal([IncrementalStepRunReason.Cached], Outputs(driver, StepNames.LockTable).Select(output => output.Reason));
        Assert.Equal(["IFirst Cached", "ISecond Cached", "IThird Cached"], Reasons(driver, StepNames.LockedProxies));
        AssertOutputs(driver, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Drift_changes_the_interface_that_drifted_and_the_way_back_pins_it_again()
    {
        var edited = new TestFile("first.py", "def run(x): return -x\n");
        var driver = _driver.ReplaceAdditionalText(s_first, edited).RunGenerators(_project);
        Assert.Equal(["IFirst Modified", "ISecond Cached", "IThird Cached"], Reasons(driver, StepNames.LockedProxies));
        Assert.Equal(2, driver.GetRunResult().GeneratedTrees.Count(IsPinned));

        var back = driver.ReplaceAdditionalText(edited, s_first).RunGenerators(_project);
        Assert.Equal(["IFirst Modified", "ISecond Cached", "IThird Cached"], Reasons(back, StepNames.Sources));
        Assert.Equal(3, back.GetRunResult().GeneratedTrees.Count(IsPinned));
    }

    [Fact]
    public void Without_the_lock_file_nothing_is_pinned_and_with_it_all_is_again()
    {
        var without = _driver.RemoveAdditionalTexts([s_lock]).RunGenerators(_project);
        Assert.Equal(["IFirst Modified", "ISecond Modified", "IThird Modified"], Reasons(without, StepNames.Sources));
        Assert.DoesNotContain(without.GetRunResult().GeneratedTrees, IsPinned);
        Assert.All(without.AddAdditionalTexts([s_lock]).RunGenerators(_project).GetRunResult().GeneratedTrees, tree => Assert.True(IsPinned(tree)));
    }

    [Fact]
    public void An_additional_file_that_is_no_PythonFunction_item_reaches_no_step()
    {
        var driver = _driver.AddAdditionalTexts([new TestFile("notes.py", "def run(): pass\n", itemType: null)]).RunGenerators(_project);
        AssertAllCached(driver);
    }

    [Fact]
    public void Every_step_has_a_name_of_its_own()
    {
        // The others are the compiler's: its inputs, its syntax lookup, and how it joins and collects.
        var named = _driver.GetRunResult().Results.Single().TrackedSteps.Keys;
        Assert.Subset(named.ToHashSet(), StepNames.All.Except(s_elsewhere).ToHashSet());
        Assert.Equal(StepNames.All, StepNames.All.Distinct());
        Assert.Subset(StepNames.All.ToHashSet(), StepNames.Models.ToHashSet());
    }

    private static void AssertAllCached(GeneratorDriver driver)
    {
        foreach (var step in StepNames.All.Except(s_elsewhere))
        {
            Assert.NotEmpty(Outputs(driver, step));
            Assert.All(Outputs(driver, step), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        }

        AssertOutputs(driver, IncrementalStepRunReason.Cached);
    }

    private static (object Value, IncrementalStepRunReason Reason)[] Outputs(GeneratorDriver driver, string step) =>
        [.. driver.GetRunResult().Results.Single().TrackedSteps[step].SelectMany(run => run.Outputs)];

    private static void AssertOutputs(GeneratorDriver driver, IncrementalStepRunReason reason) =>
        Assert.All(
            driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs),
            output => Assert.Equal(reason, output.Reason));

    private static IEnumerable<string> Reasons(GeneratorDriver driver, string step) =>
        Outputs(driver, step).Select(output => $"{((dynamic)output.Value).Interface} {output.Reason}").Order(StringComparer.Ordinal);

    private static bool IsPinned(SyntaxTree tree) => tree.ToString().Contains("ProxyPin[]", StringComparison.Ordinal);

    private GeneratorDriver Lock(params string[] entries) => _driver.ReplaceAdditionalText(s_lock, LockText.File(entries)).RunGenerators(_project);

    private GeneratorDriver Replace(SyntaxTree tree, string source) =>
        _driver.RunGenerators(_project.ReplaceSyntaxTree(tree, Compiled.Parse(source, tree.FilePath)));
}
