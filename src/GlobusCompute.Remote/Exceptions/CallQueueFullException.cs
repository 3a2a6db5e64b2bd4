namespace GlobusCompute.Remote.Exceptions;

/// <summary>
/// Too many calls, or too many bytes of arguments, wait to be sent. The call was not made; await <see cref="ComputeClient.WaitForCapacityAsync"/>
/// first.
/// </summary>
public sealed class CallQueueFullException : ComputeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause, or null.</param>
    public CallQueueFullException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal CallQueueFullException(long calls, long bytes)
        : base($"{calls:N0} calls with {bytes:N0} bytes of arguments wait to be sent, which is the limit. "
            + $"Await {nameof(ComputeClient)}.{nameof(ComputeClient.WaitForCapacityAsync)} between calls, or raise "
            + $"{nameof(ComputeClientOptions)}.{nameof(ComputeClientOptions.MaxUnsentCalls)} and {nameof(ComputeClientOptions.MaxUnsentBytes)}.")
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
