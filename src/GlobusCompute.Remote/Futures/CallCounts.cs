using GlobusCompute.Remote.Threading;

namespace GlobusCompute.Remote.Futures;

/// <summary>The counts of an executor's calls, whatever its settings were when each was made, and whether those not sent are withdrawn.</summary>
internal sealed class CallCounts
{
    private readonly CallCounts? _outer;
    private long _accepted;
    private volatile bool _isWithdrawn;

    public CallCounts()
    {
    }

    private CallCounts(CallCounts outer)
    {
        _outer = outer;
        Unsent = outer.Unsent;
    }

    /// <summary>Calls that are not sent yet, and callers about to make one.</summary>
    public CallCounter Unsent { get; } = new();

    /// <summary>Calls whose futures have not completed.</summary>
    public CallCounter Pending { get; } = new();

    /// <summary>Tasks that the service has accepted.</summary>
    public long Accepted => _outer?.Accepted ?? Interlocked.Read(ref _accepted);

    /// <summary>Whether calls that were never sent shall not be sent any more.</summary>
    public bool IsWithdrawn => _outer?.IsWithdrawn ?? _isWithdrawn;

    /// <summary>
    /// The counts for submissions of calls around which filters run. The app sees the future of such a call pend, and not those of its submissions.
    /// </summary>
    public static CallCounts Within(CallCounts outer) => new(outer);

    public void CountAccepted(int calls)
    {
        if (_outer is null)
        {
            Interlocked.Add(ref _accepted, calls);
        }
        else
        {
            _outer.CountAccepted(calls);
        }
    }

    public void Withdraw() => _isWithdrawn = true;
}
