namespace GlobusCompute.Remote.Packaging.Tests;

/// <summary>A release says where its source is: one property holds the repository's address, and packing refuses a release without it.</summary>
public sealed class RepositoryUrlTests
{
    [Theory]
    [InlineData("1.2.3", "", false)]
    [InlineData("1.2.3", "https://example.org/repository", true)]
    [InlineData("1.2.3-preview.1", "", true)]
    public async Task Packing_a_release_requires_the_address_of_the_repository(string version, string address, bool isPacked)
    {
        var checkedProject = await DotNet.RunAsync(
            TestPaths.Root,
            [
                "msbuild", Path.Combine("src", "GlobusCompute.Remote", "GlobusCompute.Remote.csproj"),
                "-nodeReuse:false",
                "-target:RequireRepositoryUrl",
                "-property:MinVerSkip=true",
                $"-property:PackageVersion={version}",
                $"-property:RepositoryUrl={address}",
            ]);
        Assert.Equal(isPacked, checkedProject.ExitCode == 0);
        Assert.Equal(!isPacked, checkedProject.Output.Contains("RepositoryUrl is empty", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_address_is_one_property_and_every_package_uses_it()
    {
        foreach (var name in PackedPackages.Names)
        {
            var properties = await DotNet.RunAsync(
                TestPaths.Root,
                ["msbuild", Path.Combine("src", name, $"{name}.csproj"), "-nodeReuse:false", "-property:RepositoryUrl=https://example.org/r", "-getProperty:PackageProjectUrl"]);
            Assert.Equal("https://example.org/r", properties.AssertSucceeded().Output.Trim());
        }
    }
}
