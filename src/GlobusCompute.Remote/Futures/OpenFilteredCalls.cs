using System.Collections.Concurrent;

namespace GlobusCompute.Remote.Futures;

/// <summary>The calls of a client around which filters run. A filter may wait for anything; when the client ends, no future waits for it.</summary>
internal sealed class OpenFilteredCalls
{
    private readonly ConcurrentDictionary<FilteredCall, bool> _calls = new(ReferenceEqualityComparer.Instance);
    private volatile bool _isClosed;

    public int Count => _calls.Count;

    public void Add(FilteredCall call)
    {
        _calls.TryAdd(call, true);
        Interlocked.MemoryBarrier();
        if (_isClosed)
        {
            End(call);
        }
    }

    public void Remove(FilteredCall call) => _calls.TryRemove(call, out _);

    /// <summary>The client has ended: faults those that have not completed.</summary>
    public void Close()
    {
        _isClosed = true;
        Interlocked.MemoryBarrier();
        foreach (var (call, _) in _calls)
        {
            End(call);
        }
    }

    private void End(FilteredCall call)
    {
        var handle = call.Handle;
        var isUnsent = handle.TaskId is null && call.Stage < ComputeFutureStage.Sending;
        call.TryFail(isUnsent ? new CallNotSentException(handle) : new ComputeDetachedException(handle));
        Remove(call);
    }
}
