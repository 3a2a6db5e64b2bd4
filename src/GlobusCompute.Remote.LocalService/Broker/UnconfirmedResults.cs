namespace GlobusCompute.Remote.LocalService.Broker;

/// <summary>What one channel has sent and the broker has not yet confirmed, by the numbers that the channel counts.</summary>
internal sealed class UnconfirmedResults
{
    private readonly Dictionary<ulong, OutgoingResult> _bySequence = [];
    private ulong _lowest = 1;
    private ulong _next = 1;

    /// <summary>Notes a message before it is sent: the confirmation may be faster than the call that sends it.</summary>
    public void Add(OutgoingResult result)
    {
        lock (_bySequence)
        {
            _bySequence.Add(_next++, result);
        }
    }

    /// <summary>Takes out what the broker speaks of.</summary>
    public IReadOnlyList<OutgoingResult> Take(ulong sequence, bool multiple)
    {
        List<OutgoingResult> taken = [];
        lock (_bySequence)
        {
            for (var i = multiple ? _lowest : sequence; i <= sequence; i++)
            {
                if (_bySequence.Remove(i, out var result))
                {
                    taken.Add(result);
                }
            }

            while (_lowest < _next && !_bySequence.ContainsKey(_lowest))
            {
                _lowest++;
            }
        }

        return taken;
    }

    /// <summary>Takes out all, in the order in which they were sent.</summary>
    public IReadOnlyList<OutgoingResult> TakeAll()
    {
        lock (_bySequence)
        {
            OutgoingResult[] all = [.. _bySequence.OrderBy(p => p.Key).Select(p => p.Value)];
            _bySequence.Clear();
            return all;
        }
    }
}
