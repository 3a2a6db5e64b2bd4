using GlobusCompute.Remote.Threading;

namespace GlobusCompute.Remote.Futures;

/// <summary>The counts of an executor's calls, whatever its settings were when each was made, and whether those not sent are withdrawn.</summary>
internal sealed class CallCounts
{
    private long _accepted;
    private volatile bool _isWithdrawn;

    /// <summary>Calls that are not sent yet, and callers about to make one.</summary>
    public CallCounter Unsent { get; } = new();

    /// <summary>Calls whose futures have not completed.</summary>
    public CallCounter Pending { get; } = new();

    /// <summary>Tasks that the service has accepted.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Whether calls that were never sent shall not be sent any more.</summary>
    public bool IsWithdrawn => _isWithdrawn;

    public void CountAccepted() => Interlocked.Increment(ref _accepted);

    public void Withdraw() => _isWithdrawn = true;
}
