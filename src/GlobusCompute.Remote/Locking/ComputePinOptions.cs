namespace GlobusCompute.Remote.Locking;

/// <summary>Sets how functions are pinned. Read once, when pinning begins.</summary>
public sealed class ComputePinOptions
{
    /// <summary>
    /// Gets or sets the Globus identity that is recorded as the owner of the registered functions. Null (the default) records none: the service does not
    /// report who calls it.
    /// </summary>
    public Guid? Owner { get; set; }

    /// <summary>
    /// Gets or sets a callback that is called after each registered function, one at a time, with the current lock file. Save the file there to keep every
    /// registered function even if a later one fails. Null (the default) calls nothing.
    /// </summary>
    public Action<ComputeLockFile>? OnPinned { get; set; }
}
