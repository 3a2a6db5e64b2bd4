namespace GlobusCompute.Remote.Locking;

/// <summary>Sets how functions are pinned. Read once, when pinning begins.</summary>
public sealed class ComputePinOptions
{
    /// <summary>
    /// Gets or sets the Globus identity that is written down as the owner of what is registered. Null (the default) leaves it open: the service does not say
    /// who calls it.
    /// </summary>
    public Guid? Owner { get; set; }

    /// <summary>
    /// Gets or sets what is called after each function that was registered, one at a time, with the lock file as it is then; saving it there keeps what is
    /// registered, whatever happens next. Null (the default) calls nothing.
    /// </summary>
    public Action<ComputeLockFile>? OnPinned { get; set; }
}
