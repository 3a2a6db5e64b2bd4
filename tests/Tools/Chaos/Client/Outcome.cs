namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>How a call ends, as its app sees it.</summary>
internal enum Outcome : byte
{
    Pending,
    Good,

    /// <summary>The failure of its function, or the loss of its worker.</summary>
    Failed,
    WorkerLost,

    /// <summary>A hostile result that was read or refused.</summary>
    HostileRead,
    HostileRefused,

    // What the app has done.
    Canceled,
    TimedOut,
    Detached,

    /// <summary>The call threw: its client or executor was being disposed.</summary>
    NotMade,

    /// <summary>The library says that it was not accepted, so that it did not run.</summary>
    NotAccepted,
    NotRegistered,

    /// <summary>The library says that it may have run.</summary>
    Unknown,

    /// <summary>The library says that there is no such task, or gave up asking.</summary>
    Lost,
    Wrong,
    Unexpected,
}
