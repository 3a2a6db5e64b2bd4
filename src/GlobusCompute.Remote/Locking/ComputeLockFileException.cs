namespace GlobusCompute.Remote.Locking;

/// <summary>
/// A lock file cannot be used: it has merge conflict markers, is not JSON, is of another version, or is malformed. The message says what and where.
/// </summary>
public sealed class ComputeLockFileException : ComputeException
{
    internal ComputeLockFileException(string? path, int line, string reason, Exception? innerException = null)
        : base($"The lock file{(path is null ? "" : $" {path}")} {reason}", innerException)
    {
        Path = path;
        Line = line;
    }

    /// <summary>The file, or null when a text was read.</summary>
    public string? Path { get; }

    /// <summary>The line, from 1 on.</summary>
    public int Line { get; }
}
