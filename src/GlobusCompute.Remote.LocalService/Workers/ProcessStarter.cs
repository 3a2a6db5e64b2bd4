using System.Collections.Concurrent;
using System.Diagnostics;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>
/// Starts processes on one thread that lives as long as the service. Linux sends a child its parent-death signal when the thread that started it ends, and pool
/// threads end while their process lives on.
/// </summary>
internal sealed class ProcessStarter : IDisposable
{
    private readonly BlockingCollection<(ProcessStartInfo Info, TaskCompletionSource<Process> Done)> _orders = [];
    private readonly Thread _thread;

    public ProcessStarter()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "gcompute process starter" };
        _thread.Start();
    }

    public Task<Process> StartAsync(ProcessStartInfo info)
    {
        var done = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _orders.Add((info, done));
        }
        catch (InvalidOperationException)
        {
            done.SetException(new ObjectDisposedException(nameof(ProcessStarter)));
        }

        return done.Task;
    }

    /// <summary>Ends the thread; to be called when no process is left.</summary>
    public void Dispose() => _orders.CompleteAdding();

    private void Run()
    {
        foreach (var (info, done) in _orders.GetConsumingEnumerable())
        {
            try
            {
                done.SetResult(Process.Start(info)!);
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }
    }
}
