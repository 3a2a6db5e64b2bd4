using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GlobusCompute.Remote.Generators.Tests.Modules;

/// <summary>What an edit costs interfaces that are written from Python files.</summary>
public sealed class ModuleIncrementalTests
{
    private const string Source = """
        [ComputeModule("one.py")] public partial interface IOne;
        [ComputeModule("two.py")] public partial interface ITwo;
        public interface IThree : ITwo;
        """;

    private const string One = "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\ndef f(p: P) -> int: ...\n";
    private static readonly TestFile s_one = new("one.py", One);
    private static readonly TestFile s_two = new("two.py", One.Replace("P", "Q", StringComparison.Ordinal));
    private readonly CSharpCompilation _project = Compiled.Project(Source);
    private readonly GeneratorDriver _driver;

    public ModuleIncrementalTests()
    {
        _driver = Compiled.Driver([s_one, s_two]).RunGenerators(_project);
        Assert.Equal(["IOne New", "IThree New", "ITwo New"], Reasons(_driver, StepNames.Sources));
    }

    [Fact]
    public void The_same_input_is_cached_throughout() => AssertCached(_driver.RunGenerators(_project.Clone()));

    [Fact]
    public void An_unrelated_type_in_another_namespace_changes_nothing() =>
        AssertCached(_driver.RunGenerators(_project.AddSyntaxTrees(Compiled.Parse("namespace Else { public class Other { public int X; } }", "Other.cs"))));

    [Fact]
    public void A_type_of_the_namespace_that_is_no_class_of_Python_writes_nothing_anew()
    {
        var driver = _driver.RunGenerators(_project.AddSyntaxTrees(Compiled.Parse("public class Other;", "Other.cs")));
        Assert.All(Outputs(driver, StepNames.ModuleTypes), output => Assert.Equal(IncrementalStepRunReason.Unchanged, output.Reason));
    }

    [Fact]
    public void An_edited_file_writes_its_own_interfaces_anew()
    {
        var driver = _driver.ReplaceAdditionalText(s_one, new TestFile("one.py", One + "def g() -> int: ...\n")).RunGenerators(_project);
        Assert.Equal(["IOne Modified", "IThree Cached", "ITwo Cached"], Reasons(driver, StepNames.ExpandedInterfaces));
        Assert.Equal(["IOne Modified", "IThree Cached", "ITwo Cached"], Reasons(driver, StepNames.Sources));
        Assert.All(Outputs(driver, StepNames.ModuleTypes), output => Assert.NotEqual(IncrementalStepRunReason.Modified, output.Reason));
    }

    [Fact]
    public void An_edited_body_leaves_types_alone()
    {
        var driver = _driver.ReplaceAdditionalText(s_one, new TestFile("one.py", One.Replace("...", "return 1", StringComparison.Ordinal))).RunGenerators(_project);
        Assert.Equal(["IOne Modified", "IThree Cached", "ITwo Cached"], Reasons(driver, StepNames.Sources));
        Assert.All(Outputs(driver, StepNames.ModuleTypes), output => Assert.NotEqual(IncrementalStepRunReason.Modified, output.Reason));
    }

    [Fact]
    public void A_class_of_the_same_name_in_another_file_renames_both()
    {
        var driver = _driver.ReplaceAdditionalText(s_two, new TestFile("two.py", One)).RunGenerators(_project);
        Assert.Equal(["IOne Modified", "IThree Modified", "ITwo Modified"], Reasons(driver, StepNames.Sources));
        Assert.Contains(driver.GetRunResult().GeneratedTrees, tree => tree.ToString().Contains("record OneP(", StringComparison.Ordinal));
    }

    private static void AssertCached(GeneratorDriver driver)
    {
        foreach (var step in new[] { StepNames.ModuleInterfaces, StepNames.AmbiguousTypes, StepNames.ExpandedInterfaces, StepNames.Sources, StepNames.ModuleTypes })
        {
            Assert.NotEmpty(Outputs(driver, step));
            Assert.All(Outputs(driver, step), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        }
    }

    private static (object Value, IncrementalStepRunReason Reason)[] Outputs(GeneratorDriver driver, string step) =>
        [.. driver.GetRunResult().Results.Single().TrackedSteps[step].SelectMany(run => run.Outputs)];

    private static IEnumerable<string> Reasons(GeneratorDriver driver, string step) =>
        Outputs(driver, step).Select(output => $"{((dynamic)output.Value).Interface} {output.Reason}").Order(StringComparer.Ordinal);
}
