namespace GlobusCompute.Remote.Compatibility.Tests.Inputs;

/// <summary>What users wrote for an earlier version goes through today's generator.</summary>
public sealed class PastInputTests
{
    public static TheoryData<string> PastVersions => [.. PastVersion.PastNames];

    [Theory]
    [MemberData(nameof(PastVersions))]
    public void Interfaces_of_an_earlier_version_still_get_their_proxies_and_compile(string version)
    {
        var past = new PastVersion(version);
        var recorded = Directory.EnumerateFiles(Path.Combine(past.Folder, InputProject.GeneratedFolder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
        var generated = InputProject.Of(past).Generate();
        Assert.Equal(recorded, generated.Sources.Keys.Order(StringComparer.Ordinal));
        Assert.NotEmpty(generated.Assembly());
    }

    [Theory]
    [MemberData(nameof(PastVersions))]
    public void A_past_version_is_compiled_with_what_was_generated_then(string version)
    {
        var past = new PastVersion(version);
        var project = Assert.Single(Directory.EnumerateFiles(past.Folder, "*.csproj"));
        Assert.Equal("<Project Sdk=\"Microsoft.NET.Sdk\" />\n", File.ReadAllText(project).ReplaceLineEndings("\n"));
        Assert.DoesNotContain("Generators", File.ReadAllText(Path.Combine(PastVersion.PastFolder, "Directory.Build.props")), StringComparison.Ordinal);
    }
}
