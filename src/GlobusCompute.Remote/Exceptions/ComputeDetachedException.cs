namespace GlobusCompute.Remote;

/// <summary>The client was disposed while the call was pending. Its task, if it has one, keeps running; <see cref="Handle"/> finds it again.</summary>
public sealed class ComputeDetachedException : ComputeException
{
    internal ComputeDetachedException(ComputeTaskHandle handle)
        : base(handle.TaskId is { } id
            ? $"The client was disposed before {handle.FunctionName} ended. Task {id} keeps running on endpoint {handle.EndpointId}."
            : $"The client was disposed before {handle.FunctionName} was known to be accepted by endpoint {handle.EndpointId}.") => Handle = handle;

    /// <summary>The ids of the call.</summary>
    public ComputeTaskHandle Handle { get; }
}
