namespace GlobusCompute.Remote.Locking;

/// <summary>How functions are pinned.</summary>
public sealed record ComputePinOptions
{
    /// <summary>
    /// The Globus identity that is written down as the owner of what is registered. Null (the default) leaves it open: the service does not say who
    /// calls it.
    /// </summary>
    public Guid? Owner { get; init; }

    /// <summary>
    /// Called after each function that was registered, one at a time, with the lock file as it is then; saving it there keeps what is registered,
    /// whatever happens next. Null (the default) calls nothing.
    /// </summary>
    public Action<ComputeLockFile>? OnPinned { get; init; }
}
