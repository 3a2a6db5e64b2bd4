namespace GlobusCompute.Remote;

/// <summary>
/// The client was disposed while the call was pending. Its task, if it has one, keeps running; <see cref="ComputeCallException.Handle"/> finds it again.
/// </summary>
public sealed class ComputeDetachedException : ComputeCallException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="handle">The ids of the call.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ComputeDetachedException(string message, ComputeTaskHandle handle, Exception? innerException = null)
        : base(message, handle, innerException)
    {
    }

    internal ComputeDetachedException(ComputeTaskHandle handle)
        : base(handle.TaskId is { } id
            ? $"The client was disposed before {handle.FunctionName} completed. Task {id} keeps running on endpoint {handle.EndpointId}."
            : $"The client was disposed before {handle.FunctionName} was known to be accepted by endpoint {handle.EndpointId}.", handle)
    {
    }
}
