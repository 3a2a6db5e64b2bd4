namespace GlobusCompute.Remote.Chaos.Conducting;

/// <summary>What goes wrong around the clients, once at a time.</summary>
internal enum Disturbance
{
    KillBroker,
    RestartBroker,
    CloseConnections,
    ReplaceQueue,
    ResetStreams,
    FinishStreams,
    HalfCloseToClient,
    HalfCloseToServer,
    StallStreams,
    RefuseStreams,
    ResetRequests,
    FinishRequests,
    StallRequests,
    RefuseRequests,
    RestartService,
    Suspend,
    JumpForward,
    JumpBack,
    Reload,
    DisposeFirst,
    DisposeSecond,

    // Longer than heartbeats; these only in long runs.
    StallStreamsLong,
    SuspendLong,
}
