namespace GlobusCompute.Remote.Futures;

/// <summary>Says which call was canceled, and whether its task continues.</summary>
internal static class CallCancellation
{
    /// <param name="handle">What is known of the call.</param>
    /// <param name="token">The token of the task that is canceled, which it must be for the task to end as canceled.</param>
    public static TaskCanceledException Of(ComputeTaskHandle handle, CancellationToken token) => new(
        handle.TaskId is { } id
            ? $"{handle.FunctionName} was canceled here. Its task {id} keeps running on endpoint {handle.EndpointId}."
            : $"{handle.FunctionName} was canceled before endpoint {handle.EndpointId} was known to have accepted it.",
        innerException: null,
        token);
}
