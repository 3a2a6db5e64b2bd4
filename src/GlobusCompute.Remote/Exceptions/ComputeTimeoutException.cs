namespace GlobusCompute.Remote;

/// <summary>A call did not end in the time its method or executor allows. It was withdrawn when it was not sent; otherwise its task keeps running.</summary>
public sealed class ComputeTimeoutException : ComputeException
{
    internal ComputeTimeoutException(ComputeTaskHandle handle, TimeSpan timeout)
        : base(handle.TaskId is { } id
            ? $"{handle.FunctionName} did not end within {timeout}. Task {id} keeps running on endpoint {handle.EndpointId}."
            : $"{handle.FunctionName} was not accepted by endpoint {handle.EndpointId} within {timeout}.")
    {
        Handle = handle;
        Timeout = timeout;
    }

    /// <summary>The ids of the call.</summary>
    public ComputeTaskHandle Handle { get; }

    /// <summary>The time that was allowed.</summary>
    public TimeSpan Timeout { get; }
}
