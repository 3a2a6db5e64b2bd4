using System.Diagnostics;
using System.Globalization;

namespace GlobusCompute.Remote.Chaos.Conducting;

/// <summary>The process with the clients. It ends when this one does.</summary>
internal sealed class ClientProcess : IDisposable
{
    /// <summary>What the process prints when results begin to reach all its clients by the stream, and when they no longer do.</summary>
    public const string StreamingWord = "(streaming)";

    /// <inheritdoc cref="StreamingWord"/>
    public const string NotStreamingWord = "(not streaming)";

    private readonly Process _process;
    private readonly Task _listening;
    private volatile bool _isStreaming;

    private ClientProcess(Process process)
    {
        _process = process;
        _listening = Task.Run(ListenAsync);
    }

    /// <summary>Whether results reach all clients by the stream, as far as they have said.</summary>
    public bool IsStreaming => _isStreaming;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public static ClientProcess Start(ChaosOptions options)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [typeof(ClientProcess).Assembly.Location, .. options.ToArguments()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
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

    public async Task WaitAsync()
    {
        await _process.WaitForExitAsync();
        await _listening;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    // What is no word to the conductor is for who watches the run.
    private async Task ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line is StreamingWord or NotStreamingWord)
            {
                _isStreaming = line == StreamingWord;
            }
            else
            {
                Console.WriteLine(line);
            }
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
