namespace GlobusCompute.Remote.Locking;

/// <summary>
/// A lock file cannot be used: it has merge conflict markers, is not JSON, is of another version, or is malformed. The message says what and where.
/// </summary>
public sealed class ComputeLockFileException : ComputeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="path">The file, or null when a text was read.</param>
    /// <param name="line">The line, from 1 on.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ComputeLockFileException(string message, string? path, int line, Exception? innerException = null)
        : base(message, innerException)
    {
        Path = path;
        Line = line;
    }

    internal ComputeLockFileException(string? path, int line, string reason, Exception? innerException = null)
        : base($"The lock file{(path is null ? "" : $" {path}")} {reason}", innerException)
    {
        Path = path;
        Line = line;
    }

    /// <summary>Gets the file, or null when a text was read.</summary>
    public string? Path { get; }

    /// <summary>Gets the line, from 1 on.</summary>
    public int Line { get; }
}
