using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Wire;

/// <summary>The requests that an app makes (protocol.md §3.4).</summary>
internal static class ManagementRequests
{
    public static ManagementRequest<ComputeServiceVersion> Version { get; } =
        new(static (routes, policy, cancel) => routes.GetVersionAsync(policy, cancel), static body => VersionAnswer.Parse(body).ToVersion());

    public static ManagementRequest<ComputeTaskGroup> TaskGroup(Guid id) => new(
        (routes, policy, cancel) => routes.GetTaskGroupAsync(id, policy, cancel),
        body => WireJson.Read(body, WireJson.Default.TaskGroupAnswer).ToTaskGroup(id))
    { MaxAnswerBytes = AnswerLimit.Listing };

    public static ManagementRequest<IReadOnlyList<ComputeEndpoint>> Endpoints(ComputeEndpointRole role) => new(
        (routes, policy, cancel) => routes.GetEndpointsAsync(role == ComputeEndpointRole.Any ? "any" : null, policy, cancel),
        static body => WireJson.Read(body, WireJson.Default.EndpointsAnswer).ToEndpoints())
    { MaxAnswerBytes = AnswerLimit.Description };

    public static ManagementRequest<ComputeEndpointMetadata> Endpoint(Guid id) =>
        new((routes, policy, cancel) => routes.GetEndpointAsync(id, policy, cancel), body => EndpointMetadataAnswer.Parse(body, id))
        {
            MaxAnswerBytes = AnswerLimit.Description,
        };

    public static ManagementRequest<ComputeEndpointStatus> EndpointStatus(Guid id) => new(
        (routes, policy, cancel) => routes.GetEndpointStatusAsync(id, policy, cancel),
        static body => WireJson.Read(body, WireJson.Default.EndpointStatusAnswer).ToStatus());

    public static ManagementRequest<bool> DeleteEndpoint(Guid id) =>
        new((routes, policy, cancel) => routes.DeleteEndpointAsync(id, policy, cancel), static _ => true) { Changes = true };

    public static ManagementRequest<ComputeEndpointLock> StopEndpoint(Guid id) => new(
        (routes, policy, cancel) => routes.StopEndpointAsync(id, policy, cancel),
        body => new ComputeEndpointLock(id, WireJson.Read(body, WireJson.Default.EndpointLockAnswer).LockExpirationTimestamp))
    { Changes = true };

    public static ManagementRequest<ComputeAllowedFunctions> AllowedFunctions(Guid id) => new(
        (routes, policy, cancel) => routes.GetAllowedFunctionsAsync(id, policy, cancel),
        body => WireJson.Read(body, WireJson.Default.AllowedFunctionsAnswer).ToAllowedFunctions(id))
    { MaxAnswerBytes = AnswerLimit.Description };

    /// <param name="id">The function.</param>
    /// <param name="read">Takes what the answer says.</param>
    public static ManagementRequest<T> Function<T>(Guid id, Func<FunctionAnswer, T> read) => new(
        (routes, policy, cancel) => routes.GetFunctionAsync(id, policy, cancel),
        body => read(WireJson.Read(body, WireJson.Default.FunctionAnswer)))
    { MaxAnswerBytes = AnswerLimit.Listing };

    public static ManagementRequest<bool> DeleteFunction(Guid id) =>
        new((routes, policy, cancel) => routes.DeleteFunctionAsync(id, policy, cancel), static _ => true) { Changes = true };

    /// <param name="id">The task.</param>
    /// <param name="read">Takes what the answer says, whose memory goes afterwards.</param>
    public static ManagementRequest<T> Task<T>(Guid id, Func<TaskStatusEntry, T> read) => new(
        (routes, policy, cancel) => routes.GetTaskAsync(id, policy, cancel),
        body => read(TaskStatusEntry.Parse(body, id)))
    { MaxAnswerBytes = AnswerLimit.Results };

    /// <param name="ids">The tasks.</param>
    /// <param name="read">Takes what the answer says, whose memory goes afterwards.</param>
    public static ManagementRequest<T> Tasks<T>(IReadOnlyList<Guid> ids, Func<IReadOnlyList<TaskStatusEntry>, T> read) => new(
        (routes, policy, cancel) => routes.GetBatchStatusAsync(WireJson.Content(new TaskIdsRequest(ids), WireJson.Default.TaskIdsRequest), policy, cancel),
        body => read(TaskStatusPage.Parse(body)))
    { MaxAnswerBytes = AnswerLimit.Results };
}
