using GlobusCompute.Remote.CodeFixes.Fixes;
using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GlobusCompute.Remote.Generators.Tests.CodeFixes;

public sealed class RemovePinFixTests
{
    private const string File = "globuscompute.lock.json";
    private const string Owner = "b0a5d1a0-2b22-4381-b899-ba73321e41e0";
    private const string Fit = "def fit(x): return x\n";

    private const string Source = """
        public interface I
        {
            [ComputeFunction(File = "analysis.py")] Task Fit(int x);
            [ComputeFunction(File = "analysis.py", Name = "fit")] Task Other(int x);
        }
        """;

    private static readonly string s_other = LockText.Entry("I.Other", LockText.Hash("fit", Fit), owner: Owner);

    public static TheoryData<string, string, string[], string[]> Fixes => new()
    {
        { "GCR071", "I.Fit", [LockText.Entry("I.Fit"), s_other], [s_other] },
        { "GCR071", "I.Fit", [s_other, LockText.Entry("I.Fit")], [s_other] },
        { "GCR073", "I.Gone", [LockText.Entry("I.Fit", LockText.Hash("fit", Fit)), LockText.Entry("I.Gone"), s_other], [LockText.Entry("I.Fit", LockText.Hash("fit", Fit)), s_other] },
        { "GCR073", "I.Gone", [LockText.Entry("I.Gone")], [] },
        {
            "GCR074", "I.Fit", [LockText.Entry("I.Fit", LockText.Hash("fit", Fit)), LockText.Entry("I.Fit", id: Owner), s_other],
            [LockText.Entry("I.Fit", LockText.Hash("fit", Fit)), s_other]
        },
    };

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task The_entry_goes_and_the_file_is_written_in_its_one_form(string id, string method, string[] before, string[] after)
    {
        foreach (var layout in new Func<string, string>[] { text => text, text => text.Replace("\n", "\r\n"), text => text.Replace("  ", "\t").TrimEnd() })
        {
            using var project = Project(layout(LockText.Of(before)));
            await project.FixAsync(new RemovePinFix(), id, $"Remove the entry of {method} for {LockText.Compute} from the lock file");
            Assert.Equal(LockText.Of(after), project.Text(File));
            Assert.Equal([File], project.Changed());
            Assert.Empty(await project.DiagnosticsAsync(id));
        }
    }

    [Fact]
    public async Task What_drifted_is_not_pinned_after_the_fix()
    {
        using var project = Project(LockText.Of(LockText.Entry("I.Fit"), s_other));
        await project.FixAsync(new RemovePinFix(), "GCR071", $"Remove the entry of I.Fit for {LockText.Compute} from the lock file");
        var compiled = project.Compile();
        Assert.Equal("GCR072", Assert.Single(compiled.Reported).Id);
        Assert.Contains("Pins = ", compiled.Generated, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_environment_that_drifted_loses_its_entry()
    {
        var kept = LockText.Entry("I.Fit", LockText.Hash("fit", Fit), LockText.Sandbox);
        using var project = Project(LockText.Of(LockText.Entry("I.Fit"), kept));
        await project.FixAsync(new RemovePinFix(), "GCR071", $"Remove the entry of I.Fit for {LockText.Compute} from the lock file");
        Assert.Equal(LockText.Of(kept), project.Text(File));
    }

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public async Task All_that_drifted_is_removed_at_once(FixAllScope scope)
    {
        using var project = Project(LockText.Of(
            LockText.Entry("I.Fit"), LockText.Entry("I.Fit", environment: LockText.Sandbox), LockText.Entry("I.Gone"), LockText.Entry("I.Other")));
        await project.FixAllAsync(new RemovePinFix(), "GCR071", $"Remove the entry of I.Fit for {LockText.Compute} from the lock file", scope);
        Assert.Equal(LockText.Of(LockText.Entry("I.Gone")), project.Text(File));
    }

    [Fact]
    public async Task All_entries_without_a_function_are_removed_at_once()
    {
        var kept = LockText.Entry("I.Fit");
        using var project = Project(LockText.Of(LockText.Entry("I.A"), kept, LockText.Entry("I.Gone"), LockText.Entry("J.Gone")));
        await project.FixAllAsync(new RemovePinFix(), "GCR073", $"Remove the entry of I.A for {LockText.Compute} from the lock file");
        Assert.Equal(LockText.Of(kept), project.Text(File));
    }

    private static FixProject Project(string lockFile) => FixProject.Of(Source, ("analysis.py", Fit), (File, lockFile));
}
