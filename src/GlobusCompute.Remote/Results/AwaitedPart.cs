using GlobusCompute.Remote.Futures;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// A part of the router: a hash table whose entries are the calls themselves, chained by <see cref="RemoteCall.Next"/>, so that an awaited call needs no
/// memory beside its share of the table. Calls that await the same task hang on the first of them by <see cref="RemoteCall.Sibling"/>.
/// </summary>
internal sealed class AwaitedPart
{
    private const int Smallest = 16;

    private readonly object _lock = new();
    private RemoteCall?[] _buckets = [];
    private volatile int _count;
    private int _added;

    /// <summary>The tasks that are awaited here.</summary>
    public int Count => _count;

    /// <summary>The tasks that have been added here so far; it wraps around.</summary>
    public int Added => Volatile.Read(ref _added);

    /// <returns>False when another call was submitted as the same task.</returns>
    public bool TryAdd(Guid id, uint hash, RemoteCall call)
    {
        lock (_lock)
        {
            if (_count >= _buckets.Length)
            {
                Resize(Math.Max(Smallest, _buckets.Length * 2));
            }

            ref var place = ref Find(id, hash);
            if (place is { } first)
            {
                if (!call.IsAttached && IsSubmitted(first))
                {
                    return false;
                }

                call.Sibling = first;
                call.Next = first.Next;
                first.Next = null;
                place = call;
            }
            else
            {
                call.Next = null;
                place = call;
                _count++;
                Volatile.Write(ref _added, _added + 1); // Afterwards: whoever has not seen the one sees the other later.
            }

            call.IsAwaited = true;
            return true;
        }
    }

    public bool Contains(Guid id, uint hash)
    {
        lock (_lock)
        {
            return _buckets.Length > 0 && Find(id, hash) is not null;
        }
    }

    /// <summary>Takes the calls of a task out.</summary>
    /// <returns>The first of them; null when there is none.</returns>
    public RemoteCall? Take(Guid id, uint hash)
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                return null;
            }

            ref var place = ref Find(id, hash);
            if (place is not { } first)
            {
                return null;
            }

            place = first.Next;
            Release(first);
            Removed();
            return first;
        }
    }

    /// <summary>Takes one call out; others that await the same task stay.</summary>
    public void Remove(Guid id, uint hash, RemoteCall call)
    {
        lock (_lock)
        {
            // It may have been taken out, and put in again as another task.
            if (_count == 0 || !call.IsAwaited || !call.IsTask(id))
            {
                return;
            }

            ref var place = ref Find(id, hash);
            if (place == call)
            {
                RemoveFirst(ref place, call);
            }
            else
            {
                var before = place!;
                while (before.Sibling != call)
                {
                    before = before.Sibling!;
                }

                before.Sibling = call.Sibling;
            }

            call.Sibling = null;
            call.Next = null;
            call.IsAwaited = false;
        }
    }

    /// <summary>Lists one call of each task.</summary>
    public List<RemoteCall> List()
    {
        lock (_lock)
        {
            var calls = new List<RemoteCall>(_count);
            foreach (var bucket in _buckets)
            {
                for (var call = bucket; call is not null; call = call.Next)
                {
                    calls.Add(call);
                }
            }

            return calls;
        }
    }

    /// <summary>Takes the calls of all tasks out.</summary>
    /// <returns>The first call of each task.</returns>
    public List<RemoteCall> TakeAll()
    {
        lock (_lock)
        {
            var calls = List();
            calls.ForEach(Release);
            _buckets = [];
            _count = 0;
            return calls;
        }
    }

    private void RemoveFirst(ref RemoteCall? place, RemoteCall call)
    {
        if (call.Sibling is { } second)
        {
            second.Next = call.Next;
            place = second;
        }
        else
        {
            place = call.Next;
            Removed();
        }
    }

    // The siblings stay linked, for whoever ends them.
    private static void Release(RemoteCall first)
    {
        first.Next = null;
        for (var call = first; call is not null; call = call.Sibling)
        {
            call.IsAwaited = false;
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

    /// <summary>Finds where the first call of a task is, or the end of the chain where it would be.</summary>
    private ref RemoteCall? Find(Guid id, uint hash)
    {
        ref var place = ref _buckets[hash & (uint)(_buckets.Length - 1)];
        while (place is { } call && !call.IsTask(id))
        {
            place = ref call.NextLink;
        }

        return ref place;
    }

    // A burst's table is not kept for ever.
    private void Removed()
    {
        _count--;
        if (_buckets.Length > Smallest && _count < _buckets.Length / 8)
        {
            Resize(_buckets.Length / 4);
        }
    }

    private void Resize(int size)
    {
        var buckets = new RemoteCall?[size];
        foreach (var bucket in _buckets)
        {
            for (var call = bucket; call is not null;)
            {
                var next = call.Next;
                ref var place = ref buckets[ResultRouter.HashOf(call.TaskId!.Value) & (uint)(size - 1)];
                call.Next = place;
                place = call;
                call = next;
            }
        }

        _buckets = buckets;
    }
}
