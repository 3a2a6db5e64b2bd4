namespace GlobusCompute.Remote.Futures;

/// <summary>
/// What stations report of a call when they are done with it: the only way in which anything goes back up. A station knows this interface and the
/// stations after it, and none before it.
/// </summary>
internal interface ICallLifecycle
{
    /// <summary>Gets whether results come by the stream at the moment.</summary>
    bool IsStreaming { get; }

    /// <summary>The function's id is known: the call can be sent.</summary>
    void Ready(RemoteCall call, Guid functionId);

    /// <summary>The service has accepted calls of one request: their sending is complete, and their results are awaited.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="taskIds">The task of each, all different. Not changed afterwards.</param>
    /// <param name="receipt">What they have in common.</param>
    void Accepted(ReadOnlySpan<RemoteCall> calls, Guid[] taskIds, SubmissionReceipt receipt);

    /// <summary>
    /// The call has left the part of its way on which its arguments are needed, without having been accepted: failed or completed meanwhile. Reported
    /// once for each sending, as the acceptance of a call is.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="reuse">Whether the arguments' memory may be used again.</param>
    void SendingCompleted(RemoteCall call, bool reuse);

    /// <summary>An idempotent call whose fate is not known waits a little and is sent again, instead of completing its sending.</summary>
    /// <returns>False when it is not.</returns>
    bool TrySendLater(RemoteCall call);

    /// <summary>An idempotent call whose worker was lost is sent again.</summary>
    /// <returns>False when it is not.</returns>
    bool TrySendAgain(RemoteCall call);

    /// <summary>The client has ended with the call under way: the call faults, and its sending is complete.</summary>
    void Detach(RemoteCall call);

    /// <summary>The future has completed in whatever way: nobody waits for its result any more.</summary>
    void Completed(RemoteCall call);

    /// <summary>The result of a task is at the service and must be fetched, since it does not come by the stream.</summary>
    void ResultAnnounced(Guid taskId);
}
