namespace GlobusCompute.Remote;

/// <summary>
/// A call did not complete in the time its method or executor allows. It was withdrawn when it was not sent; otherwise its task keeps running, and while
/// a request with it has no answer, it is not known whether there is a task.
/// </summary>
public sealed class ComputeTimeoutException : ComputeException
{
    internal ComputeTimeoutException(ComputeTaskHandle handle, TimeSpan timeout, bool wasSent)
        : base(handle.TaskId is { } id
            ? $"{handle.FunctionName} did not complete within {timeout}. Task {id} keeps running on endpoint {handle.EndpointId}."
            : wasSent
                ? $"{handle.FunctionName} did not complete within {timeout}. It was sent to endpoint {handle.EndpointId}, "
                    + "and whether it was accepted is not known."
                : $"{handle.FunctionName} was not sent to endpoint {handle.EndpointId} within {timeout}.")
    {
        Handle = handle;
        Timeout = timeout;
    }

    /// <summary>The ids of the call.</summary>
    public ComputeTaskHandle Handle { get; }

    /// <summary>The time that was allowed.</summary>
    public TimeSpan Timeout { get; }
}
