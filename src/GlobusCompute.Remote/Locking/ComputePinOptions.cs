namespace GlobusCompute.Remote.Locking;

/// <summary>Provides options for pinning functions.</summary>
public sealed record ComputePinOptions
{
    /// <summary>
    /// Gets or sets the Globus identity that is recorded as the owner of registered functions. Null (the default) records none: the service does not say who
    /// calls it.
    /// </summary>
    public Guid? Owner { get; init; }

    /// <summary>
    /// Gets or sets a callback after each registered function, called one at a time, with the current lock file; saving it there keeps what is registered,
    /// whatever happens next. Null (the default) calls nothing.
    /// </summary>
    public Action<ComputeLockFile>? OnPinned { get; init; }
}
