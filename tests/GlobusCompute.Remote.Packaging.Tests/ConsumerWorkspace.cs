namespace GlobusCompute.Remote.Packaging.Tests;

/// <summary>
/// Copies of the projects in <c>Consumers</c> in a folder outside the repository, with the packed packages as their only feed. What those depend on comes
/// from where the repository restored it to, so that no test needs a network.
/// </summary>
public sealed class ConsumerWorkspace(PackedPackages packages) : IAsyncLifetime
{
    private static readonly string s_python =
        Environment.GetEnvironmentVariable("GCOMPUTE_PYTHON") is { Length: > 0 } named ? named : "/usr/bin/python3";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gcompute-consumers-");

    /// <summary>Restores a project and builds it.</summary>
    internal Task<CommandResult> RestoreAndBuildAsync(string project, params string[] properties) => RunAsync(BuildArguments(project, properties));

    /// <summary>Restores a project, once.</summary>
    internal async Task RestoreAsync(string project)
    {
        if (!File.Exists(Path.Combine(_folder.FullName, project, "obj", "project.assets.json")))
        {
            (await RunAsync(["restore", project, "--disable-build-servers"])).AssertSucceeded();
        }
    }

    /// <summary>Builds a project that was restored before.</summary>
    internal Task<CommandResult> BuildAsync(string project, params string[] properties) => RunAsync([.. BuildArguments(project, properties), "--no-restore"]);

    /// <summary>Restores, builds and packs a project.</summary>
    internal Task<CommandResult> PackAsync(string project, params string[] properties) =>
        RunAsync(["pack", project, "--disable-build-servers", .. properties.Select(property => $"-property:{property}")]);

    /// <summary>Replaces a file, named relative to the workspace.</summary>
    internal Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, file), text);

    /// <summary>The text of a file, named relative to the workspace.</summary>
    internal string Read(string file) => File.ReadAllText(Path.Combine(_folder.FullName, file));

    /// <summary>The files below a folder, named relative to the workspace, in one text.</summary>
    internal string ReadAll(string folder) =>
        string.Concat(Directory.EnumerateFiles(Path.Combine(_folder.FullName, folder), "*", SearchOption.AllDirectories).Select(File.ReadAllText));

    /// <summary>Runs a project that was built before.</summary>
    internal Task<CommandResult> RunProgramAsync(string project) =>
        RunAsync([Path.Combine(project, "bin", "Debug", "net10.0", $"{project}.dll")]);

    /// <summary>Restores a file-based app that needs nothing, from where the machine restores: what the SDK adds to such apps is then there for others.</summary>
    internal static async Task RestoreBareFileAsync()
    {
        var folder = Directory.CreateTempSubdirectory("gcompute-bare-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "bare.cs"), "return;\n");
            (await DotNet.RunAsync(folder.FullName, ["restore", "bare.cs", "--disable-build-servers"])).AssertSucceeded();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs a file-based app that was built before.</summary>
    internal Task<CommandResult> RunFileAsync(string file) => RunAsync(["run", "--no-build", file]);

    public async ValueTask InitializeAsync()
    {
        var source = Path.Combine(TestPaths.Root, "tests", typeof(ConsumerWorkspace).Assembly.GetName().Name!, "Consumers");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.FullName, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await File.WriteAllTextAsync(copy, (await File.ReadAllTextAsync(file)).Replace("$(PackedVersion)", packages.Version, StringComparison.Ordinal));
        }

        var cache = await DotNet.RunAsync(TestPaths.Root, ["nuget", "locals", "global-packages", "--list"]);
        var restored = cache.AssertSucceeded().Output.Split(':', 2)[1].Trim();
        await WriteAsync("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{packages.Feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
                <add key="restored" value="{restored}" />
              </fallbackPackageFolders>
            </configuration>
            """);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string[] BuildArguments(string project, string[] properties) =>
        ["build", project, "--disable-build-servers", .. properties.Select(property => $"-property:{property}")];

    private Task<CommandResult> RunAsync(IReadOnlyList<string> arguments) => DotNet.RunAsync(
        _folder.FullName,
        arguments,
        new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "packages"), ["GCOMPUTE_PYTHON"] = s_python });
}
