namespace GlobusCompute.Remote.Exceptions;

/// <summary>
/// The service does not know any such task, or none that this identity may see: the id is another's, or results of it are kept no longer.
/// </summary>
public sealed class TaskNotFoundException : ComputeCallException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="handle">The ids of the call.</param>
    /// <param name="innerException">The cause, or null.</param>
    public TaskNotFoundException(string message, ComputeTaskHandle handle, Exception? innerException = null)
        : base(message, handle, innerException)
    {
    }

    internal TaskNotFoundException(ComputeTaskHandle handle, string reason)
        : base($"The service has no task {handle.TaskId} (of {handle.FunctionName}) to give the result of: {reason} "
            + "Results are kept for a limited time, and returned only to the identity that submitted the task.", handle)
    {
    }
}
