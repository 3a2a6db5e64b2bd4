namespace GlobusCompute.Remote.Exceptions;

/// <summary>
/// No result could be asked for during <see cref="ComputeClientOptions.MaxOutage"/>. The task may have run; <see cref="Handle"/> finds it again.
/// </summary>
public sealed class ResultsUnreachableException : ComputeException
{
    internal ResultsUnreachableException(ComputeTaskHandle handle, TimeSpan outage, Exception? innerException)
        : base(
            $"The service could not be asked for the result of {handle.FunctionName} "
            + $"(task {handle.TaskId}, group {handle.TaskGroupId}, endpoint {handle.EndpointId}) "
            + $"for {outage}{(innerException is null ? "." : $": {innerException.Message}")} "
            + "The task may have run; keep these ids to ask for its result once the service is in reach.",
            innerException) => Handle = handle;

    /// <summary>The ids of the call.</summary>
    public ComputeTaskHandle Handle { get; }
}
