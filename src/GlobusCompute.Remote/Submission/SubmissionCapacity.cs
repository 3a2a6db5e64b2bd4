using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Threading;

namespace GlobusCompute.Remote.Submission;

/// <summary>Bounds what waits to be sent, in calls and bytes, and lets callers wait until there is room again.</summary>
internal sealed class SubmissionCapacity(long maxCalls, long maxBytes)
{
    private readonly object _lock = new();
    private readonly CallCounter _calls = new();
    private long _bytes;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _given;

    public long Calls => _calls.Count;

    /// <summary>Gets whether a quarter of the bounds is free.</summary>
    public bool HasRoom
    {
        get
        {
            var calls = Calls;
            return calls == 0 || (calls * 4 <= maxCalls * 3 && Interlocked.Read(ref _bytes) <= maxBytes / 4 * 3);
        }
    }

    /// <summary>Takes room for a call. A first call is taken whatever its size.</summary>
    /// <exception cref="CallQueueFullException">There is none.</exception>
    public void Take(int bytes)
    {
        var calls = _calls.Increment();
        var total = Interlocked.Add(ref _bytes, bytes);
        if (calls > maxCalls || (total > maxBytes && calls > 1))
        {
            Give(bytes);
            throw new CallQueueFullException(calls - 1, total - bytes);
        }
    }

    /// <summary>Takes room for a call as soon as there is some. A first call is taken whatever its size.</summary>
    public async Task TakeAsync(int bytes, CancellationToken cancellationToken)
    {
        while (!TryTake(bytes))
        {
            Task given;
            lock (_lock)
            {
                given = (_given ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            // What was given back before the source was there did not reach it.
            if (TryTake(bytes))
            {
                return;
            }

            await given.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Counts a call that was taken before and waits again.</summary>
    public void Add(int bytes)
    {
        _calls.Increment();
        Interlocked.Add(ref _bytes, bytes);
    }

    /// <summary>Gives back the room of a call.</summary>
    public void Give(int bytes) => Give(1, bytes);

    /// <summary>Gives back the room of several calls.</summary>
    public void Give(int calls, long bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        _calls.Subtract(calls);
        if (Volatile.Read(ref _room) is not null && HasRoom)
        {
            lock (_lock)
            {
                _room?.TrySetResult();
                _room = null;
            }
        }

        if (Volatile.Read(ref _given) is not null)
        {
            lock (_lock)
            {
                _given?.TrySetResult();
                _given = null;
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

    /// <summary>Completes when nothing waits.</summary>
    public Task WhenEmptyAsync() => _calls.WhenZeroAsync();

    // Looks before it counts, so that one who waits does not wake himself by taking his count back.
    private bool TryTake(int bytes)
    {
        var calls = Calls;
        var total = Interlocked.Read(ref _bytes);
        if (calls >= maxCalls || (calls > 0 && total + bytes > maxBytes))
        {
            return false;
        }

        Add(bytes);
        return true;
    }
}
