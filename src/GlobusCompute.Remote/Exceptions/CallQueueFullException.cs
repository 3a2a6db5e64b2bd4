namespace GlobusCompute.Remote.Exceptions;

/// <summary>
/// Too many calls, or too many bytes of arguments, wait to be sent. The call was not made; await <see cref="ComputeClient.WaitForCapacityAsync"/>
/// first.
/// </summary>
public sealed class CallQueueFullException : ComputeException
{
    internal CallQueueFullException(long calls, long bytes)
        : base($"{calls:N0} calls with {bytes:N0} bytes of arguments wait to be sent, and no more are taken. "
            + $"Await {nameof(ComputeClient)}.{nameof(ComputeClient.WaitForCapacityAsync)} between calls, or raise "
            + $"{nameof(ComputeClientOptions)}.{nameof(ComputeClientOptions.MaxUnsentCalls)} and {nameof(ComputeClientOptions.MaxUnsentBytes)}.")
    {
    }
}
