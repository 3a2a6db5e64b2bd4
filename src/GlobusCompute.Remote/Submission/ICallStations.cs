using GlobusCompute.Remote.Futures;

namespace GlobusCompute.Remote.Submission;

/// <summary>What becomes of a call when one station is done with it.</summary>
internal interface ICallStations
{
    /// <summary>The function's id is known: the call can be sent.</summary>
    void Ready(RemoteCall call, Guid functionId);

    /// <summary>The service has accepted the call: its result is awaited.</summary>
    void Accepted(RemoteCall call, Guid taskId, SubmissionReceipt receipt);

    /// <summary>The call has left the part of its way on which its arguments are needed: accepted, failed or ended meanwhile. Told once.</summary>
    /// <param name="call">The call.</param>
    /// <param name="reuse">Whether the arguments' memory may be used again.</param>
    void Settled(RemoteCall call, bool reuse);

    /// <summary>An idempotent call whose fate is not known waits a little and is sent again, instead of being settled.</summary>
    /// <returns>False when it is not.</returns>
    bool TrySendLater(RemoteCall call);

    /// <summary>The client has ended with the call under way: the call ends, and is settled.</summary>
    void Detach(RemoteCall call);
}
