using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Threading;

namespace GlobusCompute.Remote.Submission;

/// <summary>
/// Counts the calls that are not sent yet, for the client and for each executor: a call counts from before it is made until it is sent or has
/// completed, and again whenever it is sent again. Every increment and decrement is here.
/// </summary>
/// <param name="maxCalls">The most calls that may wait.</param>
/// <param name="maxBytes">The most bytes of arguments that may wait.</param>
/// <param name="shutdownTimeout">How long a flush waits at the most.</param>
/// <param name="time">The clock.</param>
internal sealed class UnsentCalls(long maxCalls, long maxBytes, TimeSpan shutdownTimeout, TimeProvider time)
{
    // So many are worth looking for.
    private const int Many = 32;

    private readonly SubmissionCapacity _capacity = new(maxCalls, maxBytes);
    private int _completed;

    /// <summary>The calls of all executors.</summary>
    public long Count => _capacity.Calls;

    /// <summary>Counts a call that is about to be made, as soon as there is room for it.</summary>
    /// <exception cref="OperationCanceledException">The wait was canceled; the call does not count.</exception>
    public async Task EnterAsync(CallCounts executor, int bytes, CancellationToken cancellationToken)
    {
        // One who waits does not hold up a shutdown of his executor.
        await _capacity.TakeAsync(bytes, cancellationToken).ConfigureAwait(false);
        executor.Unsent.Increment();
    }

    /// <summary>Counts a call that is about to be made.</summary>
    /// <exception cref="CallQueueFullException">There is no room; the call does not count.</exception>
    public void Enter(CallCounts executor, int bytes)
    {
        executor.Unsent.Increment();
        try
        {
            _capacity.Take(bytes);
        }
        catch
        {
            executor.Unsent.Decrement();
            throw;
        }
    }

    /// <summary>Counts a call that was sent before and waits again, whether there is room or not.</summary>
    public void EnterAgain(RemoteCall call)
    {
        _capacity.Add(call.ArgumentBytes);
        call.Target.Counts.Unsent.Increment();
    }

    /// <summary>A counted call was sent, has completed, or was not made after all.</summary>
    public void Leave(CallCounts executor, int bytes) => Leave(executor, 1, bytes);

    /// <summary>The same of several calls of one executor.</summary>
    public void Leave(CallCounts executor, int calls, long bytes)
    {
        _capacity.Give(calls, bytes);
        executor.Unsent.Subtract(calls);
    }

    /// <summary>
    /// Notes a call that has completed without having been accepted: it takes room until the loop comes to it, which may be long while the service does not
    /// answer.
    /// </summary>
    /// <returns>Whether such calls are half of those that wait, so that it is time to drop them.</returns>
    public bool NoteCompleted()
    {
        var completed = Interlocked.Increment(ref _completed);
        if (completed < Count / 2 || (completed < Many && _capacity.HasRoom))
        {
            return false;
        }

        Volatile.Write(ref _completed, 0);
        return true;
    }

    /// <summary>Waits until a quarter of the bounds is free.</summary>
    public Task WaitForCapacityAsync(CancellationToken cancellationToken) => _capacity.WaitAsync(cancellationToken);

    /// <summary>Completes when the calls of all executors are sent.</summary>
    public Task WhenSentAsync() => _capacity.WhenEmptyAsync();

    /// <summary>Waits until the calls of all executors are sent, for the shutdown time at the most.</summary>
    /// <returns>Whether they are.</returns>
    public Task<bool> FlushAsync() => FlushAsync(_capacity.WhenEmptyAsync());

    /// <summary>Waits until an executor's calls are sent, for the shutdown time at the most.</summary>
    /// <returns>Whether they are.</returns>
    public Task<bool> FlushAsync(CallCounts executor) => FlushAsync(executor.Unsent.WhenZeroAsync());

    private async Task<bool> FlushAsync(Task sent)
    {
        if (sent.IsCompleted)
        {
            return true;
        }

        using var stop = new CancellationTokenSource();
        var first = await Task.WhenAny(sent, Task.Delay(shutdownTimeout, time, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return first == sent;
    }
}
