using System.Diagnostics;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Victim;

namespace GlobusCompute.Remote.IntegrationTests.ComingBack;

/// <summary>A run of the app that is killed.</summary>
internal sealed class VictimProcess : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    private readonly Process _process;

    private VictimProcess(Process process) => _process = process;

    public static VictimProcess Start(VictimOptions options)
    {
        string[] line = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", typeof(IWork).Assembly.Location, .. options.ToArguments()];
        return new VictimProcess(Process.Start(new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
    }

    public static VictimOptions OptionsFor(LocalComputeService service, string journal, string file, bool streams = false) =>
        new(service.Url, service.Token, service.EndpointId, streams, journal, file);

    /// <summary>The task group, once all calls are accepted.</summary>
    public async Task<Guid> ReadGroupAsync() => Guid.Parse((await _process.StandardOutput.ReadLineAsync().WaitAsync(s_limit))!);

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitAsync();
    }

    /// <returns>How it ended: 137 when it was killed.</returns>
    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(s_limit);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
