namespace GlobusCompute.Remote.Exceptions;

/// <summary>
/// No result could be requested for <see cref="Settings.ComputeClientSettings.OutageTimeout"/>. The task may have run;
/// <see cref="ComputeCallException.Handle"/> finds it again.
/// </summary>
public sealed class ResultsUnreachableException : ComputeCallException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="handle">The ids of the call.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ResultsUnreachableException(string message, ComputeTaskHandle handle, Exception? innerException = null)
        : base(message, handle, innerException)
    {
    }

    internal ResultsUnreachableException(ComputeTaskHandle handle, TimeSpan outage, Exception? innerException)
        : base(
            $"The service was unreachable for the result of {handle.FunctionName} "
            + $"(task {handle.TaskId}, group {handle.TaskGroupId}, endpoint {handle.EndpointId}) "
            + $"for {outage}{(innerException is null ? "." : $": {innerException.Message}")} "
            + "The task may have run; keep these ids to get its result once the service is reachable.",
            handle,
            innerException)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
