using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>An app with a service in it keeps its signals, its console and its log.</summary>
public sealed class EmbeddedServiceTests
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public async Task A_signal_ends_a_console_app_as_if_there_were_no_service(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals exist on Unix only.");
        using var app = Start();
        var workers = JsonSerializer.Deserialize<int[]>((await app.StandardOutput.ReadLineAsync().WaitAsync(s_limit))!)!;

        Assert.Equal(0, SendSignal(app.Id, signal));
        try
        {
            await app.WaitForExitAsync().WaitAsync(s_limit);
        }
        finally
        {
            app.Kill(entireProcessTree: true);
        }

        Assert.Equal(128 + signal, app.ExitCode);
        Assert.Equal("", await app.StandardOutput.ReadToEndAsync());
        Assert.Equal("", await app.StandardError.ReadToEndAsync());
        Assert.True(SpinWait.SpinUntil(() => !workers.Any(EndTests.IsAlive), s_limit), "Workers are left.");
    }

    [Fact]
    public async Task The_web_server_logs_nothing_below_a_warning_whatever_the_levels_are()
    {
        using var loggers = new CapturingLoggers();
        await using (var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1, LoggerFactory = loggers }))
        {
            using var api = new Api(service);
            await api.RunAsync(await api.RegisterSourceAsync("f", "def f():\n    return 1\n"));
            await api.Http.GetAsync("v2/no_such_route");
            using var stranger = new Api(service, "wrong");
            await stranger.Http.GetAsync("v2/authenticate");
        }

        Assert.DoesNotContain(loggers.Lines, line => line.Category.StartsWith("Microsoft", StringComparison.Ordinal) && line.Level < LogLevel.Warning);
        Assert.DoesNotContain(loggers.Lines, line => line.Text.Contains("Application started", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(loggers.Lines, line => line.Text.Contains("Now listening", StringComparison.OrdinalIgnoreCase));
        var told = Assert.Single(loggers.Lines, line => line.Level >= LogLevel.Information);
        Assert.StartsWith("The local Compute service answers at ", told.Text);
    }

    private static Process Start()
    {
        // A shell that runs the tests in the background makes them, and so all they start, ignore SIGINT.
        string[] unignored = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : [];
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, typeof(EmbeddedServiceTests).Assembly.Location]
            : [Environment.ProcessPath!];
        string[] line = [.. unignored, .. program, PlainApp.Argument];
        return Process.Start(new ProcessStartInfo(line[0], line.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
