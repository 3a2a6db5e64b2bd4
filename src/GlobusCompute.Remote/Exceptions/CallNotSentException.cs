namespace GlobusCompute.Remote;

/// <summary>
/// A call does not run: it was never sent, or the service refused it. Calling again is safe. Reported for a tag that the journal does not know any running call
/// of, and for calls that their client had not sent yet when it was disposed by <see cref="ComputeClient.Dispose"/>.
/// </summary>
public sealed class CallNotSentException : ComputeCallException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="handle">The ids of the call.</param>
    /// <param name="innerException">The cause, or null.</param>
    public CallNotSentException(string message, ComputeTaskHandle handle, Exception? innerException = null)
        : base(message, handle, innerException)
    {
    }

    internal CallNotSentException(string tag, string reason)
        : base($"The call with the tag '{tag}' does not run: {reason}", ComputeTaskHandle.ForTask(Guid.Empty) with { TaskId = null, Tag = tag })
    {
    }

    internal CallNotSentException(ComputeTaskHandle handle)
        : base(
            $"The client was disposed before {handle.FunctionName} was sent to endpoint {handle.EndpointId}. Calling again, with another client, is safe.",
            handle)
    {
    }

    /// <summary>Gets the tag of the call; null when it has none.</summary>
    public string? Tag => Handle.Tag;

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
