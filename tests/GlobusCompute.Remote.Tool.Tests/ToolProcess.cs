using System.Diagnostics;
using System.Text.Json;
using GlobusCompute.Remote.Tool.Local;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>A run of the built program. What still runs is killed on disposal.</summary>
internal sealed class ToolProcess : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ToolProcess(Process process) => _process = process;

    public static string Python { get; } = Environment.GetEnvironmentVariable("GCOMPUTE_PYTHON") is { Length: > 0 } named ? named : "/usr/bin/python3";

    /// <summary>The program and what it is started with.</summary>
    public static IReadOnlyList<string> CommandLine { get; } = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", typeof(LocalCommand).Assembly.Location];

    public int Id => _process.Id;

    public StreamReader Output => _process.StandardOutput;

    public StreamReader Error => _process.StandardError;

    public StreamWriter Input => _process.StandardInput;

    public static ToolProcess Start(params string[] arguments) => StartOther([.. Unignored, .. CommandLine, .. arguments]);

    /// <summary>Starts the local service of the tests' Python.</summary>
    public static ToolProcess StartLocal(params string[] arguments) => Start(["local", "--python", Python, .. arguments]);

    /// <summary>Starts the local service of the tests' Python with more environment variables.</summary>
    public static ToolProcess StartLocalWith(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartOther([.. Unignored, .. CommandLine, "local", "--json", "--python", Python, .. arguments], environment);

    public static ToolProcess StartOther(IReadOnlyList<string> line, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var info = new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        info.WorkingDirectory = folder ?? "";
        // The live view needs a terminal that can move its cursor, wherever the tests run.
        info.Environment["TERM"] = "xterm";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            info.Environment[name] = value;
        }

        return new ToolProcess(Process.Start(info)!);
    }

    public async Task<JsonElement> ReadReadyAsync()
    {
        var line = await Output.ReadLineAsync().WaitAsync(Limit);
        return line is null
            ? throw new InvalidOperationException($"It printed nothing and said: {await Error.ReadToEndAsync()}")
            : JsonDocument.Parse(line).RootElement;
    }

    /// <summary>Reads up to the first line with this text.</summary>
    public static async Task<string> ReadUntilAsync(StreamReader reader, string text)
    {
        var read = new List<string>();
        while (await reader.ReadLineAsync().WaitAsync(Limit) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }

            read.Add(line);
        }

        throw new InvalidOperationException($"No line with '{text}' came, but: {string.Join('\n', read)}");
    }

    /// <summary>Waits for the end, and gives the exit code and what was not read yet.</summary>
    public async Task<(int Code, string Output, string Error)> EndAsync()
    {
        var output = Output.ReadToEndAsync();
        var error = Error.ReadToEndAsync();
        await _process.WaitForExitAsync().WaitAsync(Limit);
        return (_process.ExitCode, await output.WaitAsync(Limit), await error.WaitAsync(Limit));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    // A shell that runs the tests in the background makes them, and so all they start, ignore SIGINT.
    private static string[] Unignored => OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,HUP"] : [];
}
