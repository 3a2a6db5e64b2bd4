using System.Diagnostics;
using System.Text;
using Xunit;

namespace GlobusCompute.Remote.Testing;

/// <summary>Runs the <c>dotnet</c> command so that nothing of it stays: no build server, no node that waits for more work.</summary>
internal static class DotNet
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(12);

    // What an outer build or "dotnet test" leaves to its children would bind the inner one to the outer one's SDK and settings.
    private static readonly string[] s_removed =
        ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILD_EXE_PATH", "Configuration", "Platform", "TargetFramework"];

    private static readonly Dictionary<string, string> s_environment = new()
    {
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["MSBUILDTERMINALLOGGER"] = "off",
        ["UseSharedCompilation"] = "false",
    };

    /// <summary>Runs to the end, for twelve minutes at the most, for machines that do much else.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="arguments">The arguments of <c>dotnet</c>.</param>
    /// <param name="environment">Variables to set beside those that every run gets.</param>
    public static async Task<CommandResult> RunAsync(
        string folder,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(HostPath(), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in s_removed)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in s_environment.Concat(environment ?? new Dictionary<string, string>()))
        {
            start.Environment[name] = value;
        }

        var command = $"dotnet {string.Join(' ', arguments)}";
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(s_limit);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(ended.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{command} was ended before it had finished:\n{output}");
        }

        return new CommandResult(command, process.ExitCode, output.ToString());

        void Add(string? line)
        {
            if (line is not null)
            {
                lock (output)
                {
                    output.Append(line).Append('\n');
                }
            }
        }
    }

    // The one that runs this test, so that the SDK is the same; on its own the command is found on the PATH.
    private static string HostPath() =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
}
