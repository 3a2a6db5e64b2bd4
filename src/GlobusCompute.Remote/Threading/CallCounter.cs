namespace GlobusCompute.Remote.Threading;

/// <summary>Counts calls, and tells when there are none.</summary>
internal sealed class CallCounter
{
    private readonly object _lock = new();
    private long _count;
    private TaskCompletionSource? _zero;

    public long Count => Interlocked.Read(ref _count);

    /// <returns>The count with this call.</returns>
    public long Increment() => Interlocked.Increment(ref _count);

    public void Decrement() => Subtract(1);

    public void Subtract(int calls)
    {
        if (Interlocked.Add(ref _count, -calls) == 0)
        {
            Tell();
        }
    }

    /// <summary>Ends when the count is zero at some moment after the call.</summary>
    public Task WhenZeroAsync()
    {
        Task zero;
        lock (_lock)
        {
            _zero ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            zero = _zero.Task;
        }

        // The last decrement may have come before the source was there.
        Tell();
        return zero;
    }

    private void Tell()
    {
        lock (_lock)
        {
            if (_zero is not null && Count == 0)
            {
                _zero.SetResult();
                _zero = null;
            }
        }
    }
}
