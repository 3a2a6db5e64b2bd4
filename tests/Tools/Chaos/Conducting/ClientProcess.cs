using System.Diagnostics;
using System.Globalization;

namespace GlobusCompute.Remote.Chaos.Conducting;

/// <summary>The process with the clients. It ends when this one does.</summary>
internal sealed class ClientProcess : IDisposable
{
    private readonly Process _process;

    private ClientProcess(Process process) => _process = process;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public static ClientProcess Start(ChaosOptions options)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [typeof(ClientProcess).Assembly.Location, .. options.ToArguments()]) { RedirectStandardInput = true };
        return new ClientProcess(Process.Start(start)!);
    }

    public void Say(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has died, which the verdict tells.
        }
    }

    public void Allow(int tasks) => Say($"allow {tasks.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Holds the process for a time, as a laptop's lid does. Where there are no signals, nothing happens.</summary>
    public async Task SuspendAsync(TimeSpan time)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await SignalAsync("-STOP");
        try
        {
            await Task.Delay(time);
        }
        finally
        {
            await SignalAsync("-CONT");
        }
    }

    public Task WaitAsync() => _process.WaitForExitAsync();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
