namespace GlobusCompute.Remote.Journal;

/// <summary>A journal cannot be opened, read or written.</summary>
public sealed class ComputeJournalException : ComputeException
{
    internal ComputeJournalException(string path, string reason, Exception? innerException = null)
        : base($"The journal {path} {reason}", innerException) => Path = path;

    /// <summary>The journal's file.</summary>
    public string Path { get; }
}
