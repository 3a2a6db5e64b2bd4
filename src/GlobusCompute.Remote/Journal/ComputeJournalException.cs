namespace GlobusCompute.Remote.Journal;

/// <summary>A journal cannot be opened, read or written.</summary>
public sealed class ComputeJournalException : ComputeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="path">The journal's file.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ComputeJournalException(string message, string path, Exception? innerException = null)
        : base(message, innerException) => Path = path;

    /// <summary>Gets the journal's file.</summary>
    public string Path { get; }

    internal static ComputeJournalException Of(string path, string reason, Exception? innerException = null) =>
        new($"The journal {path} {reason}", path, innerException);
}
