using System.Reflection;
using GlobusCompute.Remote.Packaging.Tests;

[assembly: AssemblyFixture(typeof(PackedPackages))]

namespace GlobusCompute.Remote.Packaging.Tests;

/// <summary>Every package of the repository, packed once into a folder of its own from what was built with these tests.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private static readonly string s_configuration =
        typeof(PackedPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Configuration").Value!;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gcompute-packages-");

    /// <summary>The names of the projects that are packed, which are those of the packages.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(TestPaths.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetFileNameWithoutExtension(project))
            .Order(StringComparer.Ordinal)];

    /// <summary>A version that no other package has: NuGet keeps what it once saw under a version.</summary>
    public string Version { get; } = $"0.0.0-test.{Guid.NewGuid():N}";

    /// <summary>The folder with the packages, which serves as a feed.</summary>
    public string Feed => _folder.FullName;

    /// <summary>The file of a package.</summary>
    public string PathOf(string name) => Path.Combine(Feed, $"{name}.{Version}.nupkg");

    /// <summary>The file of a package's symbols.</summary>
    public string SymbolsOf(string name) => Path.ChangeExtension(PathOf(name), ".snupkg");

    public async ValueTask InitializeAsync()
    {
        foreach (var name in Names)
        {
            var packed = await DotNet.RunAsync(
                TestPaths.Root,
                [
                    "pack", Path.Combine("src", name),
                    "--configuration", s_configuration,
                    "--no-build",
                    "--disable-build-servers",
                    "-property:MinVerSkip=true",
                    $"-property:PackageVersion={Version}",
                    $"-property:PackageOutputPath={Feed}",

                    // Otherwise it lies in the project's obj folder, for the next real package to find.
                    $"-property:NuspecOutputPath={Path.Combine(Feed, "nuspec")}",
                ]);
            packed.AssertClean();
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
