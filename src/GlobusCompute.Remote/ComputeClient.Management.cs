using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote;

/// <summary>Management requests. They count against the request budget and are retried when that is safe.</summary>
public sealed partial class ComputeClient
{
    // As many as Python's Executor asks for at once; no limit is documented (protocol.md §7).
    private const int TasksPerRequest = 128;

    /// <summary>Lists endpoints.</summary>
    /// <param name="role">The endpoints to list: the caller's own, or all that the caller may use.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ComputeServiceException">The service refused the request, or its answer was malformed.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<IReadOnlyList<ComputeEndpoint>> GetEndpointsAsync(
        ComputeEndpointRole role = ComputeEndpointRole.Owner, CancellationToken cancellationToken = default) =>
        Enum.IsDefined(role)
            ? _runtime.Requests.AskAsync(ManagementRequests.Endpoints(role), cancellationToken)
            : throw new ArgumentOutOfRangeException(nameof(role), role, "It must be one of the named values.");

    /// <summary>Gets the metadata of an endpoint.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ComputeServiceException">The service refused the request, for example because the endpoint does not exist, or its answer was
    /// malformed.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ComputeEndpointMetadata> GetEndpointAsync(Guid endpointId, CancellationToken cancellationToken = default) =>
        _runtime.Requests.AskAsync(ManagementRequests.Endpoint(NotEmpty(endpointId, nameof(endpointId))), cancellationToken);

    /// <summary>Gets the status of an endpoint.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ComputeServiceException">The service refused the request, for example because the endpoint does not exist, or its answer was
    /// malformed.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ComputeEndpointStatus> GetEndpointStatusAsync(Guid endpointId, CancellationToken cancellationToken = default) =>
        _runtime.Requests.AskAsync(ManagementRequests.EndpointStatus(NotEmpty(endpointId, nameof(endpointId))), cancellationToken);

    /// <summary>Gets the functions that an endpoint allows.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ComputeServiceException">The service refused the request, for example because the endpoint does not exist, or its answer was
    /// malformed.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ComputeAllowedFunctions> GetAllowedFunctionsAsync(Guid endpointId, CancellationToken cancellationToken = default) =>
        _runtime.Requests.AskAsync(ManagementRequests.AllowedFunctions(NotEmpty(endpointId, nameof(endpointId))), cancellationToken);

    /// <summary>Stops an endpoint that the caller owns. The service disconnects it, and it cannot be started again for a while.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="cancellationToken">Cancels the request; the endpoint may have been stopped then.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ComputeServiceException">The service refused the request, or its answer was malformed.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable, or its answer was lost: the message says which.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ComputeEndpointLock> StopEndpointAsync(Guid endpointId, CancellationToken cancellationToken = default) =>
        _runtime.Requests.AskAsync(ManagementRequests.StopEndpoint(NotEmpty(endpointId, nameof(endpointId))), cancellationToken);

    /// <summary>Deletes an endpoint that the caller owns.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="cancellationToken">Cancels the request; the endpoint may have been deleted then.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ComputeServiceException">The service refused the request.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable, or its answer was lost: the message says which.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task DeleteEndpointAsync(Guid endpointId, CancellationToken cancellationToken = default) =>
        _runtime.Requests.AskAsync(ManagementRequests.DeleteEndpoint(NotEmpty(endpointId, nameof(endpointId))), cancellationToken);

    /// <summary>Gets a registered function.</summary>
    /// <param name="functionId">The function.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ComputeServiceException">The service refused the request, for example because the function does not exist, or its answer was
    /// malformed.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ComputeFunctionInfo> GetFunctionAsync(Guid functionId, CancellationToken cancellationToken = default) =>
        _runtime.Requests.AskAsync(
            ManagementRequests.Function(NotEmpty(functionId, nameof(functionId)), answer => FunctionAnswers.Read(answer, functionId)),
            cancellationToken);

    /// <summary>Deletes a function that the caller owns.</summary>
    /// <param name="functionId">The function.</param>
    /// <param name="cancellationToken">Cancels the request; the function may have been deleted then.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ComputeServiceException">The service refused the request.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable, or its answer was lost: the message says which.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task DeleteFunctionAsync(Guid functionId, CancellationToken cancellationToken = default) =>
        _runtime.Requests.AskAsync(ManagementRequests.DeleteFunction(NotEmpty(functionId, nameof(functionId))), cancellationToken);

    /// <summary>
    /// Gets the state of a task, with its result if it has one. The service may delete a result that was read, so keep it. Futures receive their results
    /// without this method; it is for tasks of which only the id is known.
    /// </summary>
    /// <param name="taskId">The task.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ComputeServiceException">The service refused the request, for example because the task does not exist, or its answer was
    /// malformed.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ComputeTaskInfo> GetTaskAsync(Guid taskId, CancellationToken cancellationToken = default) =>
        _runtime.Requests.AskAsync(
            ManagementRequests.Task(NotEmpty(taskId, nameof(taskId)), task => TaskAnswers.Read(task, _runtime.Options.PropertyNaming)),
            cancellationToken);

    /// <summary>Gets the states of several tasks, with their results, in requests of up to 128 tasks. See <see cref="GetTaskAsync"/>.</summary>
    /// <param name="taskIds">The tasks. Duplicates are ignored.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>
    /// One entry for each requested task. A task that the service does not know has failed; a task that its answer leaves out is pending.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="taskIds"/> is null.</exception>
    /// <exception cref="ComputeServiceException">The service refused a request, or an answer was malformed.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async Task<IReadOnlyDictionary<Guid, ComputeTaskInfo>> GetTasksAsync(IEnumerable<Guid> taskIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(taskIds);
        var tasks = new Dictionary<Guid, ComputeTaskInfo>();
        foreach (var page in taskIds.Distinct().Chunk(TasksPerRequest))
        {
            var request = ManagementRequests.Tasks(page, answer => TaskAnswers.Read(answer, page, _runtime.Options.PropertyNaming));
            foreach (var (id, task) in await _runtime.Requests.AskAsync(request, cancellationToken).ConfigureAwait(false))
            {
                tasks.Add(id, task);
            }
        }

        return tasks;
    }

    /// <summary>Lists the tasks of a task group.</summary>
    /// <param name="taskGroupId">The task group.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ComputeServiceException">The service refused the request, for example because the task group does not exist, or its answer was
    /// malformed.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ComputeTaskGroup> GetTaskGroupAsync(Guid taskGroupId, CancellationToken cancellationToken = default) =>
        _runtime.Requests.GetTaskGroupAsync(NotEmpty(taskGroupId, nameof(taskGroupId)), cancellationToken);

    /// <summary>
    /// Gets the service's versions, and logs a warning if the service no longer accepts clients with <see cref="ComputeUserRuntime.SdkVersion"/>. It is meant
    /// for logs only: it never fails, and nothing depends on it.
    /// </summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The versions, or null when the service was unreachable.</returns>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ComputeServiceVersion?> CheckVersionAsync(CancellationToken cancellationToken = default) =>
        _runtime.Requests.CheckVersionAsync(cancellationToken);

    private static Guid NotEmpty(Guid id, string parameter) =>
        id != Guid.Empty ? id : throw new ArgumentException("The id is empty.", parameter);
}
