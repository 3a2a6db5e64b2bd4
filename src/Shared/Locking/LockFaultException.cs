namespace GlobusCompute.Remote.Shared.Locking;

/// <summary>A text is JSON, but not a lock file.</summary>
/// <param name="position">Where.</param>
/// <param name="message">Why, without the place.</param>
internal sealed class LockFaultException(int position, string message) : Exception(message)
{
    /// <summary>Where.</summary>
    public int Position { get; } = position;
}
