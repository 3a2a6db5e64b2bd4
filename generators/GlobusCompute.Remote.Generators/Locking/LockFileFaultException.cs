namespace GlobusCompute.Remote.Generators.Locking;

/// <summary>A text is JSON, but no lock file.</summary>
/// <param name="position">Where.</param>
/// <param name="message">Why, to stand behind the file's name.</param>
internal sealed class LockFileFaultException(int position, string message) : Exception(message)
{
    /// <summary>Where.</summary>
    public int Position { get; } = position;
}
