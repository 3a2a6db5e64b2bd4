using GlobusCompute.Remote.Futures;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// The calls whose results are awaited, by task. A task is submitted as one call; others may be attached to it, and all get its result. Each call is put in
/// once, when it knows its task, and taken out once, which nobody else does then. Thread-safe: the parts are locked one by one, each for a moment.
/// </summary>
internal sealed class ResultRouter
{
    private const int PartBits = 6;

    private readonly AwaitedPart[] _parts = new AwaitedPart[1 << PartBits];

    public ResultRouter()
    {
        for (var i = 0; i < _parts.Length; i++)
        {
            _parts[i] = new AwaitedPart();
        }
    }

    /// <summary>Gets whether no task was awaited at some moment of this question.</summary>
    public bool IsEmpty
    {
        get
        {
            // Parts are looked at one after the other: a call may come into one that was looked at, and another one leave a part that comes later.
            var added = Added;
            while (Count == 0)
            {
                var before = added;
                added = Added;
                if (added == before)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The tasks that are awaited.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var part in _parts)
            {
                count += part.Count;
            }

            return count;
        }
    }

    /// <summary>The tasks awaited at the moment, in no order, each with one of its calls.</summary>
    public IEnumerable<KeyValuePair<Guid, RemoteCall>> Pending
    {
        get
        {
            foreach (var part in _parts)
            {
                foreach (var call in part.List())
                {
                    // One that is sent again meanwhile has another task by and by.
                    if (call.TaskId is { } id)
                    {
                        yield return KeyValuePair.Create(id, call);
                    }
                }
            }
        }
    }

    private int Added
    {
        get
        {
            var added = 0;
            foreach (var part in _parts)
            {
                added = unchecked(added + part.Added);
            }

            return added;
        }
    }

    /// <summary>Puts a call in. It knows its task.</summary>
    /// <returns>False when another call was submitted as the same task.</returns>
    public bool TryAdd(RemoteCall call)
    {
        var id = call.TaskId!.Value;
        return Part(id, out var hash).TryAdd(id, hash, call);
    }

    public bool Contains(Guid taskId) => Part(taskId, out var hash).Contains(taskId, hash);

    /// <summary>Takes the calls of a task out, so that nobody else ends them.</summary>
    public bool TryTake(Guid taskId, out AwaitingCalls calls)
    {
        var first = Part(taskId, out var hash).Take(taskId, hash);
        calls = first is null ? default : new AwaitingCalls(first);
        return first is not null;
    }

    /// <summary>Forgets a call that has ended, and none that still awaits the same task.</summary>
    public void Remove(Guid taskId, RemoteCall call)
    {
        // Whoever ends a call has said so before he looks here; whoever puts one in looks afterwards whether it has ended. As a rule its result has taken it
        // out.
        if (call.IsAwaited)
        {
            Part(taskId, out var hash).Remove(taskId, hash, call);
        }
    }

    /// <summary>Takes all calls out.</summary>
    public IEnumerable<RemoteCall> Drain()
    {
        foreach (var part in _parts)
        {
            foreach (var first in part.TakeAll())
            {
                foreach (var call in new AwaitingCalls(first))
                {
                    yield return call;
                }
            }
        }
    }

    /// <summary>Gets the hash of a task, each bit of which depends on the whole id, whatever the service's ids look like.</summary>
    public static uint HashOf(Guid taskId)
    {
        var hash = (uint)taskId.GetHashCode() * 0x9E3779B1;
        return hash ^ (hash >> 15);
    }

    // The upper bits choose the part, the lower ones the place in it.
    private AwaitedPart Part(Guid taskId, out uint hash)
    {
        hash = HashOf(taskId);
        return _parts[hash >> (32 - PartBits)];
    }
}
