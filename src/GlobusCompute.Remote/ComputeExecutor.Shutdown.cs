namespace GlobusCompute.Remote;

/// <summary>How it ends.</summary>
public sealed partial class ComputeExecutor
{
    private int _disposed;

    /// <summary>
    /// Takes no more calls, sends those that wait to be sent, and waits until the futures of all calls of this executor have ended, under whatever
    /// settings they were
    /// made. May be called again, also with other arguments.
    /// </summary>
    /// <param name="wait">
    /// Whether to wait for the futures. False ends when every call was sent or has ended; results still come as long as the client lives.
    /// </param>
    /// <param name="cancelFutures">
    /// Whether to cancel the futures of calls that were not sent, instead of sending them. Calls that were sent are not canceled, not even here:
    /// their tasks run,
    /// and the service has no way to stop them. <see cref="ComputeFuture.Cancel"/> abandons one.
    /// </param>
    /// <param name="cancellationToken">Ends the wait, and nothing else: the executor is shut down from the moment of the call.</param>
    /// <returns>A task that ends then. It does not fail when calls fail; await their futures for that.</returns>
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
    /// Takes no more calls and sends those that wait to be sent, for <see cref="Settings.ComputeClientSettings.ShutdownTimeout"/> at the most. Its futures
    /// stay with the client, and their results still come. <see cref="ShutdownAsync"/> waits for them.
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

    /// <summary>Takes no more calls, and leaves those that were made to the client, which sends the unsent ones. Waits for nothing.</summary>
    public void Dispose() => _executor.Close();
}
