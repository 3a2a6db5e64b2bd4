namespace GlobusCompute.Remote;

/// <summary>
/// Contains the ids of one call, which can be stored to find its task again with <see cref="ComputeClient.Attach{T}(ComputeTaskHandle, ComputeCallOptions?)"/>.
/// Contains no secrets.
/// </summary>
/// <param name="TaskId">The task, or null when the service had not accepted the call.</param>
/// <param name="TaskGroupId">The task group, or null when it was not known yet.</param>
/// <param name="EndpointId">The endpoint the call was sent to.</param>
/// <param name="FunctionId">The function, or null when its registration had not ended.</param>
/// <param name="FunctionName">The method's name as in messages, e.g. <c>IAnalysis.Fit</c>.</param>
/// <param name="FunctionHash">SHA-256 of the registered source in lower-case hexadecimal, or null for a pinned function.</param>
/// <param name="Tag">The app's name for the call, see <see cref="ComputeTagAttribute"/>; null without one.</param>
public sealed partial record ComputeTaskHandle(
    Guid? TaskId,
    Guid? TaskGroupId,
    Guid EndpointId,
    Guid? FunctionId,
    string FunctionName,
    string? FunctionHash,
    string? Tag = null);
