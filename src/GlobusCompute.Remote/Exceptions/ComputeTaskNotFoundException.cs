namespace GlobusCompute.Remote;

/// <summary>
/// The service knows no such task, or none that this identity may see: the id is another's, or results of it are kept no longer.
/// </summary>
public sealed class ComputeTaskNotFoundException : ComputeException
{
    internal ComputeTaskNotFoundException(ComputeTaskHandle handle, string reason)
        : base($"The service has no task {handle.TaskId} (of {handle.FunctionName}) to give the result of: {reason} "
            + "Results are kept for a limited time, and given only to who submitted the task.") => Handle = handle;

    /// <summary>The ids of the call.</summary>
    public ComputeTaskHandle Handle { get; }
}
