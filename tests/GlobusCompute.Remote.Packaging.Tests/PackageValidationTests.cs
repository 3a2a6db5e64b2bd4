namespace GlobusCompute.Remote.Packaging.Tests;

/// <summary>Packing refuses a package whose frameworks do not offer the same.</summary>
public sealed class PackageValidationTests(PackedPackages packages, ConsumerWorkspace workspace) : IClassFixture<ConsumerWorkspace>
{
    private static readonly string s_root = $"RepositoryRoot={TestPaths.Root}";

    public static TheoryData<string> Packages => [.. PackedPackages.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task Every_package_of_a_library_is_validated(string name)
    {
        using var package = new PackageFile(packages.PathOf(name));
        var isLibrary = package.Files.Any(file => file.StartsWith("lib/", StringComparison.Ordinal));
        var project = Path.Combine("src", name, $"{name}.csproj");
        var properties = await DotNet.RunAsync(TestPaths.Root, ["msbuild", project, "-nodeReuse:false", "-getProperty:EnablePackageValidation"]);
        Assert.Equal(isLibrary ? "true" : "false", properties.AssertSucceeded().Output.Trim());
    }

    [Fact]
    public async Task Frameworks_that_offer_the_same_are_packed() => (await workspace.PackAsync("Surface", s_root)).AssertClean();

    [Theory]
    [InlineData("GONE", "CP0002", "'double Surface.Thermometer.Read()' exists on lib/net8.0/Surface.dll but not on lib/net10.0/Surface.dll")]
    [InlineData("ADDED", "CP0002", "'double Surface.Thermometer.ReadCelsius()' exists on lib/net10.0/Surface.dll but not on lib/net8.0/Surface.dll")]
    [InlineData("RENAMED", "CP0017", "'Surface.Thermometer.Calibrate(double)' changed from 'kelvin' to 'zero'")]
    public async Task Frameworks_that_differ_fail_the_pack(string difference, string code, string expected)
    {
        var packed = await workspace.PackAsync("Surface", s_root, $"Difference={difference}");
        Assert.NotEqual(0, packed.ExitCode);
        Assert.Contains(packed.Problems, problem => problem.Contains($": error {code}: ", StringComparison.Ordinal) && problem.Contains(expected, StringComparison.Ordinal));
    }
}
