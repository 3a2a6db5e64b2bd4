namespace GlobusCompute.Remote.Futures;

/// <summary>
/// Calls in the order in which they were added, linked by <see cref="RemoteCall.Next"/>: a queue that needs no memory. Not thread-safe, not to be copied.
/// </summary>
internal struct CallChain
{
    private RemoteCall? _first;
    private RemoteCall? _last;

    public int Count { get; private set; }

    public readonly RemoteCall? First => _first;

    /// <summary>Makes a chain of calls that were pushed one before the other, so that the first pushed is the last in the links.</summary>
    public static CallChain Reversed(RemoteCall? newest)
    {
        var chain = new CallChain { _last = newest };
        while (newest is not null)
        {
            var older = newest.Next;
            newest.Next = chain._first;
            chain._first = newest;
            chain.Count++;
            newest = older;
        }

        return chain;
    }

    public void Add(RemoteCall call)
    {
        call.Next = null;
        if (_last is null)
        {
            _first = call;
        }
        else
        {
            _last.Next = call;
        }

        _last = call;
        Count++;
    }

    /// <summary>Adds the calls of another chain, which is not used any more.</summary>
    public void Append(CallChain other)
    {
        if (_last is null)
        {
            this = other;
        }
        else if (other._first is not null)
        {
            _last.Next = other._first;
            _last = other._last;
            Count += other.Count;
        }
    }

    /// <summary>Takes the first call out; null when there is none.</summary>
    public RemoteCall? Take()
    {
        if (_first is not { } call)
        {
            return null;
        }

        _first = call.Next;
        if (_first is null)
        {
            _last = null;
        }

        call.Next = null;
        Count--;
        return call;
    }
}
