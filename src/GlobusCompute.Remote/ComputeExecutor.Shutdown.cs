namespace GlobusCompute.Remote;

/// <content>Shutdown and disposal.</content>
public sealed partial class ComputeExecutor
{
    private int _disposed;

    /// <summary>
    /// Stops accepting calls, sends the queued ones, and waits for all of this executor's futures to complete, also those made with earlier settings. It
    /// may be called again, also with other arguments.
    /// </summary>
    /// <param name="wait">
    /// Whether to wait for the futures. With false, the task completes when every call was sent or has completed; results are still delivered until the
    /// client is disposed.
    /// </param>
    /// <param name="cancelFutures">
    /// Whether to cancel the futures of calls that were not sent, instead of sending them. Calls that were sent are never canceled: their tasks run, and the
    /// service cannot stop them. <see cref="ComputeFuture.Cancel"/> abandons one.
    /// </param>
    /// <param name="cancellationToken">Cancels only the wait: the executor is shut down from the moment of the call.</param>
    /// <returns>A task that completes then. It does not fault if calls fail; await their futures for that.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public async Task ShutdownAsync(bool wait = true, bool cancelFutures = false, CancellationToken cancellationToken = default)
    {
        _executor.Close();
        if (cancelFutures)
        {
            _executor.Counts.Withdraw();
        }

        _runtime.Calls.Sweep();

        await _executor.Counts.Unsent.WhenZeroAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        if (wait)
        {
            await _executor.Counts.Pending.WhenZeroAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Stops accepting calls and sends the queued ones, within <see cref="Settings.ComputeClientSettings.ShutdownTimeout"/> at most. Its futures stay with the
    /// client, and their results are still delivered. <see cref="ShutdownAsync"/> waits for them.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _executor.Close();
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _runtime.Calls.Sweep();
            await _runtime.Unsent.FlushAsync(_executor.Counts).ConfigureAwait(false);
        }
    }

    /// <summary>Stops accepting calls, and leaves the queued ones to the client, which sends them. It does not wait.</summary>
    public void Dispose() => _executor.Close();
}
