namespace GlobusCompute.Remote;

/// <summary>By the journal, no call with the tag runs: it was never sent, or the service refused it. Calling is safe.</summary>
public sealed class CallNotSentException : ComputeException
{
    internal CallNotSentException(string tag, string reason)
        : base($"The call with the tag '{tag}' does not run: {reason}") => Tag = tag;

    /// <summary>The tag that was asked for.</summary>
    public string Tag { get; }
}
