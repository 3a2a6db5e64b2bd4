using System.Collections.Concurrent;
using GlobusCompute.Remote.Futures;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// The calls whose results are awaited, by task id. A task is submitted as one call; others may be attached to it, and all get its result. They are chained by
/// <see cref="RemoteCall.Sibling"/>, which is written before its call can be seen here, so that a chain is replaced as a whole.
/// </summary>
internal sealed class ResultRouter
{
    private readonly ConcurrentDictionary<Guid, RemoteCall> _pending = new();

    public bool IsEmpty => _pending.IsEmpty;

    public int Count => _pending.Count;

    /// <returns>False when another call was submitted as the same task.</returns>
    public bool TryAdd(Guid taskId, RemoteCall call)
    {
        while (!_pending.TryAdd(taskId, call))
        {
            if (!_pending.TryGetValue(taskId, out var first))
            {
                continue;
            }

            if (!call.IsAttached && IsSubmitted(first))
            {
                return false;
            }

            call.Sibling = first;
            if (_pending.TryUpdate(taskId, call, first))
            {
                return true;
            }

            call.Sibling = null;
        }

        return true;
    }

    public bool Contains(Guid taskId) => _pending.ContainsKey(taskId);

    /// <summary>Takes the calls of a task out, so that nobody else ends them.</summary>
    public bool TryTake(Guid taskId, out AwaitingCalls calls)
    {
        var isThere = _pending.TryRemove(taskId, out var first);
        calls = isThere ? new AwaitingCalls(first!) : default;
        return isThere;
    }

    /// <summary>Forgets a call that has ended, and none that still awaits the same task.</summary>
    public void Remove(Guid taskId, RemoteCall call)
    {
        // Alone, as nearly always.
        if (call.Sibling is null && _pending.TryRemove(KeyValuePair.Create(taskId, call)))
        {
            return;
        }

        // An ended call may stay in the chain behind a pending one: it is ended once more then, to no effect.
        while (_pending.TryGetValue(taskId, out var first))
        {
            var pending = first;
            while (pending is { Stage: ComputeFutureStage.Completed })
            {
                pending = pending.Sibling;
            }

            if (pending == first
                || (pending is null ? _pending.TryRemove(KeyValuePair.Create(taskId, first)) : _pending.TryUpdate(taskId, pending, first)))
            {
                return;
            }
        }
    }

    /// <summary>The tasks awaited at the moment, in no order, each with one of its calls.</summary>
    public IEnumerable<KeyValuePair<Guid, RemoteCall>> Pending => _pending;

    /// <summary>Takes all calls out.</summary>
    public IEnumerable<RemoteCall> Drain()
    {
        foreach (var (id, _) in _pending)
        {
            if (_pending.TryRemove(id, out var first))
            {
                foreach (var call in new AwaitingCalls(first))
                {
                    yield return call;
                }
            }
        }
    }

    private static bool IsSubmitted(RemoteCall? call)
    {
        for (; call is not null; call = call.Sibling)
        {
            if (!call.IsAttached)
            {
                return true;
            }
        }

        return false;
    }
}
