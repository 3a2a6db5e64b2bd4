namespace GlobusCompute.Remote.Submission;

/// <summary>Bounds what waits to be sent, in calls and bytes, and lets callers wait until there is room again.</summary>
internal sealed class SubmissionCapacity(long maxCalls, long maxBytes)
{
    private readonly object _lock = new();
    private long _calls;
    private long _bytes;
    private TaskCompletionSource? _room;

    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Takes room for a call. A first call is taken whatever its size.</summary>
    /// <exception cref="SubmissionQueueFullException">There is none.</exception>
    public void Take(int bytes)
    {
        var calls = Interlocked.Increment(ref _calls);
        var total = Interlocked.Add(ref _bytes, bytes);
        if (calls > maxCalls || (total > maxBytes && calls > 1))
        {
            Give(bytes);
            throw new SubmissionQueueFullException(calls - 1, total - bytes);
        }
    }

    /// <summary>Counts a call that was taken before and waits again.</summary>
    public void Add(int bytes)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void Give(int bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        Interlocked.Decrement(ref _calls);
        if (Volatile.Read(ref _room) is not null && HasRoom)
        {
            lock (_lock)
            {
                _room?.TrySetResult();
                _room = null;
            }
        }
    }

    /// <summary>Ends when a quarter of the bounds is free.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (HasRoom)
        {
            return Task.CompletedTask;
        }

        lock (_lock)
        {
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.MemoryBarrier();
            if (HasRoom)
            {
                _room.TrySetResult();
            }

            return _room.Task.WaitAsync(cancellationToken);
        }
    }

    private bool HasRoom
    {
        get
        {
            var calls = Calls;
            return calls == 0 || (calls * 4 <= maxCalls * 3 && Interlocked.Read(ref _bytes) <= maxBytes / 4 * 3);
        }
    }
}
