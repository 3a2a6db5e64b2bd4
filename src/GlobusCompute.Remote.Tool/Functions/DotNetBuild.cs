using System.Diagnostics;
using System.Text.Json;

namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>Asks the .NET SDK about a project, and builds it.</summary>
internal static class DotNetBuild
{
    private const string LockFileProperty = "GlobusComputeLockFile";

    /// <summary>Provides the properties of a project, without building it.</summary>
    /// <param name="Framework">The target framework to name when it is built; null where it has one only.</param>
    /// <param name="LockFile">The property that names its lock file, as it is written; empty where it is not set.</param>
    public sealed record Properties(string? Framework, string LockFile);

    /// <exception cref="BadProjectException">The project cannot be read.</exception>
    public static async Task<Properties> AskAsync(string project, string? configuration, CancellationToken cancellationToken)
    {
        string[] properties = ["TargetFramework", "TargetFrameworks", LockFileProperty];
        var answer = await RunAsync(
            ["msbuild", project, "-nologo", $"-getProperty:{string.Join(',', properties)}", .. Named("-p:Configuration=", configuration)],
            project,
            cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(answer);
        var values = document.RootElement.GetProperty("Properties");
        var frameworks = Value("TargetFrameworks").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new Properties(Value("TargetFramework").Length == 0 && frameworks is [var first, ..] ? first : null, Value(LockFileProperty));

        string Value(string name) => values.GetProperty(name).GetString()!.Trim();
    }

    /// <summary>
    /// Builds a project in a folder of its own, so that the app's own output stays as it is, and without its lock file, so that a pin that is out of
    /// date cannot stop the build that shows it.
    /// </summary>
    /// <returns>The assembly.</returns>
    /// <exception cref="BadProjectException">It does not build.</exception>
    public static async Task<string> BuildAsync(string project, string? framework, string? configuration, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetDirectoryName(project)!, "obj", "gcompute");
        var answer = await RunAsync(
            [
                "build", project, "-t:Build", "-getProperty:TargetPath", $"-p:{LockFileProperty}=none", "--artifacts-path", folder, "--disable-build-servers",
                .. Named("--framework=", framework), .. Named("--configuration=", configuration),
            ],
            project,
            cancellationToken).ConfigureAwait(false);
        return answer.Trim();
    }

    private static string[] Named(string option, string? value) => value is null ? [] : [option + value];

    private static async Task<string> RunAsync(string[] arguments, string project, CancellationToken cancellationToken)
    {
        // Names its host when it runs a tool.
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        var start = new ProcessStartInfo(host, arguments)
        {
            WorkingDirectory = Path.GetDirectoryName(project)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var answer = await output.ConfigureAwait(false);
        return process.ExitCode == 0
            ? answer
            : throw new BadProjectException($"{project} cannot be built: {Reason(await error.ConfigureAwait(false), answer)}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new BadProjectException($"the .NET SDK's command '{start.FileName}' cannot be started: {e.Message}");
        }
    }

    // The first errors say what is wrong; the later ones mostly follow from them.
    private static string Reason(string error, string output)
    {
        var lines = $"{error}\n{output}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var errors = lines.Where(static line => line.Contains("error", StringComparison.OrdinalIgnoreCase)).Distinct().Take(3).ToList();
        return string.Join('\n', errors.Count > 0 ? errors : lines.Take(3));
    }
}
