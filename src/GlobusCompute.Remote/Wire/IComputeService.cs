using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Wire;

/// <summary>What the library asks of the Compute web service (protocol.md §3.4). All requests spend the request budget.</summary>
internal interface IComputeService
{
    /// <summary>Registers a source. Repeated when that is safe.</summary>
    /// <returns>The function's id.</returns>
    /// <exception cref="ComputeServiceException">The service refused.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable.</exception>
    Task<Guid> RegisterFunctionAsync(RegisterRequest request, CancellationToken cancellationToken);

    /// <summary>Gets the bytes of a submit body beside its tasks.</summary>
    int GetSubmitOverhead(SubmitRequest request);

    /// <summary>Waits until a submit request may be sent, so that its batch can fill until then.</summary>
    Task WaitForSubmitAsync(CancellationToken cancellationToken);

    /// <summary>Gives back the permission of <see cref="WaitForSubmitAsync"/> that was not needed after all.</summary>
    void SkipSubmit();

    /// <summary>Submits tasks with the permission of <see cref="WaitForSubmitAsync"/>. Sent again only when they surely were not accepted.</summary>
    /// <exception cref="ComputeServiceException">The service refused all of them.</exception>
    /// <exception cref="ServiceUnreachableException">The service surely did not take them.</exception>
    /// <exception cref="AmbiguousOutcomeException">The service may have taken them.</exception>
    Task<SubmitAnswer> SubmitAsync(SubmitRequest request, CancellationToken cancellationToken);

    /// <summary>Requests fresh credentials of the result stream, once. Each answer voids the one before (protocol.md §5.1).</summary>
    /// <exception cref="ComputeServiceException">The service refused, or its answer made no sense.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable.</exception>
    Task<StreamAnswer> GetStreamAddressAsync(CancellationToken cancellationToken);

    /// <summary>Gets the state of tasks, once: whoever polls tries again.</summary>
    /// <exception cref="ComputeServiceException">The service refused, or its answer made no sense.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable.</exception>
    Task<TaskStatusPage> GetBatchStatusAsync(IReadOnlyList<Guid> taskIds, CancellationToken cancellationToken);

    /// <summary>The same of a service in memory, which may hold its answer until there are news of one of the tasks.</summary>
    Task<TaskStatusPage> WaitForBatchStatusAsync(IReadOnlyList<Guid> taskIds, CancellationToken cancellationToken) =>
        GetBatchStatusAsync(taskIds, cancellationToken);

    /// <summary>Lists the tasks of a task group. Repeated when that may help.</summary>
    /// <exception cref="ComputeServiceException">The service refused, or its answer made no sense.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable.</exception>
    Task<ComputeTaskGroup> GetTaskGroupAsync(Guid taskGroupId, CancellationToken cancellationToken);

    /// <summary>Sends a request that an app makes. Repeated when that is safe.</summary>
    /// <exception cref="ComputeServiceException">The service refused, or its answer made no sense.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable, or a change's outcome is not known.</exception>
    Task<T> SendAsync<T>(ManagementRequest<T> request, CancellationToken cancellationToken);
}
