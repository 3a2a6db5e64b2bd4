using Refit;

namespace GlobusCompute.Remote.Wire;

/// <summary>
/// The routes of the Compute web service (protocol.md §3.4). Refit's generator writes the client; what it returns is a good answer whose body has been read.
/// </summary>
/// <remarks>Bodies must be <see cref="HttpContent"/>: a <c>byte[]</c> would be sent as a JSON string.</remarks>
internal interface IComputeRoutes
{
    [Post("/v3/functions")]
    Task<HttpResponseMessage> RegisterFunctionAsync(
        [Body] HttpContent body, [Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Post("/v2/functions")]
    Task<HttpResponseMessage> RegisterContainerFunctionAsync(
        [Body] HttpContent body, [Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Post("/v3/endpoints/{endpointId}/submit")]
    Task<HttpResponseMessage> SubmitAsync(
        Guid endpointId, [Body] HttpContent body, [Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Post("/v2/batch_status")]
    Task<HttpResponseMessage> GetBatchStatusAsync(
        [Body] HttpContent body, [Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Get("/v2/get_amqp_result_connection_url")]
    Task<HttpResponseMessage> GetStreamAddressAsync([Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Get("/v2/taskgroup/{taskGroupId}")]
    Task<HttpResponseMessage> GetTaskGroupAsync(Guid taskGroupId, [Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Get("/v2/version?service=all")]
    Task<HttpResponseMessage> GetVersionAsync([Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Get("/v2/endpoints")]
    Task<HttpResponseMessage> GetEndpointsAsync([Query] string? role, [Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Get("/v2/endpoints/{endpointId}")]
    Task<HttpResponseMessage> GetEndpointAsync(Guid endpointId, [Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Get("/v2/endpoints/{endpointId}/status")]
    Task<HttpResponseMessage> GetEndpointStatusAsync(Guid endpointId, [Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Delete("/v2/endpoints/{endpointId}")]
    Task<HttpResponseMessage> DeleteEndpointAsync(Guid endpointId, [Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Post("/v3/endpoints/{endpointId}/lock")]
    Task<HttpResponseMessage> StopEndpointAsync(Guid endpointId, [Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Get("/v3/endpoints/{endpointId}/allowed_functions")]
    Task<HttpResponseMessage> GetAllowedFunctionsAsync(
        Guid endpointId, [Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Get("/v2/functions/{functionId}")]
    Task<HttpResponseMessage> GetFunctionAsync(Guid functionId, [Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Delete("/v2/functions/{functionId}")]
    Task<HttpResponseMessage> DeleteFunctionAsync(Guid functionId, [Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);

    [Get("/v2/tasks/{taskId}")]
    Task<HttpResponseMessage> GetTaskAsync(Guid taskId, [Property(RequestPolicy.Key)] RequestPolicy policy, CancellationToken cancellationToken);
}
