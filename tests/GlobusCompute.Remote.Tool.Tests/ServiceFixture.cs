using GlobusCompute.Remote.LocalService;
using Xunit;

[assembly: AssemblyFixture(typeof(GlobusCompute.Remote.Tool.Tests.ServiceFixture))]

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>A service with real Python workers, which commands of the tests use.</summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    public LocalComputeService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
    {
        Python = ToolProcess.Python,
        Workers = 2,
    });

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}

/// <summary>A user of the command line, with a folder of their own for files and settings.</summary>
internal sealed class CommandUser : IDisposable
{
    public const string Analysis = """
        def fit_line(x: list[float], y: list[float], label: str = "fit") -> dict:
            n = len(x)
            mx, my = sum(x) / n, sum(y) / n
            slope = sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)
            return {"label": label, "slope": slope, "intercept": my - slope * mx}


        def calibrate(message: str = "bad reading"):
            raise ValueError(message)


        def echo(value):
            return value


        def wait_for(path: str):
            import os
            import time
            # Ends with the folder, too: a task that outlives its test would keep a worker from the others.
            while not os.path.exists(path) and os.path.isdir(os.path.dirname(path)):
                time.sleep(0.01)
            return "done"

        """;

    public CommandUser(LocalComputeService? service = null)
    {
        Variables = new Dictionary<string, string>
        {
            ["GCOMPUTE_CONFIG_DIRECTORY"] = Path.Combine(Folder.Path, "config"),
            ["GCOMPUTE_TOKEN_DIRECTORY"] = Path.Combine(Folder.Path, "tokens"),
            ["GCOMPUTE_PROFILE"] = "",
            ["GCOMPUTE_PYTHON"] = ToolProcess.Python,
            ["GLOBUS_COMPUTE_CLIENT_ID"] = "",
            ["GLOBUS_COMPUTE_CLIENT_SECRET"] = "",
            ["GLOBUS_COMPUTE_ACCESS_TOKEN"] = service?.Token ?? "",
            ["NO_COLOR"] = "1",
        };
        Folder.Add("analysis.py", Analysis);
        if (service is not null)
        {
            Folder.Add("config/profiles.json", $$"""{"default": {"service": "{{service.Url}}", "endpoint": "{{service.EndpointId}}" } }""");
        }
    }

    public TemporaryFolder Folder { get; } = new();

    public Dictionary<string, string> Variables { get; }

    public void Dispose() => Folder.Dispose();

    /// <summary>Runs a command in a pipe, in the user's folder, up to its end.</summary>
    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] line)
    {
        using var tool = Start(line);
        tool.Input.Close();
        return await tool.EndAsync();
    }

    /// <summary>Runs a command that succeeds; gives its standard output.</summary>
    public async Task<string> SucceedAsync(params string[] line)
    {
        var (code, output, error) = await RunAsync(line);
        Assert.True(code == 0, $"{string.Join(' ', line)} ended with {code}: {error}");
        return output;
    }

    public ToolProcess Start(params string[] line) => ToolProcess.StartOther([.. Unignored, .. ToolProcess.CommandLine, .. line], Variables, Folder.Path);

    /// <summary>Starts a command in a terminal of its own: what is written to its input are keystrokes, and its output holds both streams.</summary>
    public ToolProcess StartInTerminal(params string[] line)
    {
        // script(1) ends with the program's exit code. Its shell is to become the program.
        var words = ((string[])[.. ToolProcess.CommandLine, .. line]).Select(static word => $"'{word.Replace("'", "'\\''")}'");
        return ToolProcess.StartOther(
            [.. Unignored, "script", "--quiet", "--return", "--command", $"stty cols 120 rows 40 -echo; exec {string.Join(' ', words)}", "/dev/null"], Variables, Folder.Path);
    }

    private static string[] Unignored => OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,HUP"] : [];
}
