using System.Text.RegularExpressions;

namespace GlobusCompute.Remote.Packaging.Tests;

/// <summary>How a build finds the lock file, and what it says of it. What its pins mean is a matter of the library.</summary>
public sealed partial class LockFileTests(ConsumerWorkspace workspace) : IClassFixture<ConsumerWorkspace>
{
    private const string LockFile = "Pinned/globuscompute.lock.json";
    private const string Pinned = "6a0c2f4e-3c53-4b8e-9d8e-2f7f0b1f5d11";
    private const string Staging = "b0a5d1a0-2b22-4381-b899-ba73321e41e0";

    [Fact]
    public async Task A_build_takes_the_file_beside_the_project_or_the_one_it_is_told_or_none()
    {
        (await workspace.RestoreAndBuildAsync("Pinned")).AssertClean();
        Assert.Equal([Pinned], Pins());

        (await workspace.BuildAsync("Pinned", "GlobusComputeLockFile=none")).AssertClean();
        Assert.Empty(Pins());

        (await workspace.BuildAsync("Pinned", "GlobusComputeLockFile=staging/pins.json")).AssertClean();
        Assert.Equal([Staging], Pins());

        (await workspace.BuildAsync("Pinned", "GlobusComputeLockFile=staging/not-yet.json")).AssertClean();
        Assert.Empty(Pins());
    }

    [Fact]
    public async Task A_build_notices_an_edit_of_the_file_and_of_a_pinned_source()
    {
        var text = workspace.Read(LockFile);
        var source = workspace.Read("Pinned/analysis.py");
        (await workspace.RestoreAndBuildAsync("Pinned")).AssertClean();

        await workspace.WriteAsync(LockFile, text.Replace(Pinned, Staging, StringComparison.Ordinal));
        (await workspace.BuildAsync("Pinned")).AssertClean();
        Assert.Equal([Staging], Pins());

        await workspace.WriteAsync("Pinned/analysis.py", source.Replace("sum(values)", "sum(values[1:])", StringComparison.Ordinal));
        var drifted = (await workspace.BuildAsync("Pinned")).AssertSucceeded();
        Assert.Matches(@"IAnalysis\.cs\(7,6\): warning GCR071: IAnalysis\.Mean: the source of mean in 'analysis\.py', .* for https://compute\.api\.globus\.org/; ", Assert.Single(drifted.Problems));
        Assert.Empty(Pins());

        // A property alone makes no build compile again; a file that was saved does.
        await workspace.WriteAsync("Pinned/analysis.py", workspace.Read("Pinned/analysis.py"));
        (await workspace.BuildAsync("Pinned", "TreatWarningsAsErrors=true")).AssertOneError("GCR071");
        (await workspace.BuildAsync("Pinned", "TreatWarningsAsErrors=true", "GlobusComputeLockFile=none")).AssertClean();

        await workspace.WriteAsync(LockFile, text.Replace("    {\n", "<<<<<<< HEAD\n    {\n", StringComparison.Ordinal));
        var error = (await workspace.BuildAsync("Pinned")).AssertOneError("GCR070");
        Assert.Matches(@"globuscompute\.lock\.json\(4,1\): error GCR070: globuscompute\.lock\.json has merge conflict markers at line 4; ", error);

        await workspace.WriteAsync(LockFile, text);
        await workspace.WriteAsync("Pinned/analysis.py", source);
        (await workspace.BuildAsync("Pinned")).AssertClean();
        Assert.Equal([Pinned], Pins());
    }

    private IEnumerable<string> Pins() =>
        PinPattern().Matches(workspace.ReadAll("Pinned/obj/Debug/net10.0/generated")).Select(match => match.Groups[1].Value);

    [GeneratedRegex("""new\("https://compute\.api\.globus\.org/", "([0-9a-f-]{36})"\),""")]
    private static partial Regex PinPattern();
}
