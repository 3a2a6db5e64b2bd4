using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote.Wire;

/// <summary>The routes of the Compute web service that calls need (protocol.md §3.4). All of them spend the request budget.</summary>
internal interface IComputeService
{
    /// <summary>Registers a source; repeated by itself when that is safe.</summary>
    /// <exception cref="ComputeServiceException">The service refused.</exception>
    /// <exception cref="ServiceUnreachableException">The service could not be asked.</exception>
    Task<Guid> RegisterFunctionAsync(FunctionDefinition function, CancellationToken cancellationToken);

    /// <summary>Waits until a submit request may be sent, so that its batch can fill until then.</summary>
    Task WaitForSubmitAsync(CancellationToken cancellationToken);

    /// <summary>Gives back the permission of <see cref="WaitForSubmitAsync"/> that was not needed after all.</summary>
    void SkipSubmit();

    /// <summary>Submits a batch with the permission of <see cref="WaitForSubmitAsync"/>. Sent again only when it surely was not accepted.</summary>
    /// <exception cref="ComputeServiceException">The service refused the whole batch.</exception>
    /// <exception cref="ServiceUnreachableException">The service surely did not take the batch.</exception>
    /// <exception cref="AmbiguousOutcomeException">The service may have taken the batch.</exception>
    Task<SubmitAnswer> SubmitAsync(SubmissionBatch batch, CancellationToken cancellationToken);

    /// <summary>Asks for fresh credentials of the result stream, once. Each answer voids the one before (protocol.md §5.1).</summary>
    /// <exception cref="ComputeServiceException">The service refused, or its answer made no sense.</exception>
    /// <exception cref="ServiceUnreachableException">The service could not be asked.</exception>
    Task<StreamAddress> GetStreamAddressAsync(CancellationToken cancellationToken);

    /// <summary>Asks for the state of tasks, once: whoever polls tries again by itself.</summary>
    /// <exception cref="ComputeServiceException">The service refused, or its answer made no sense.</exception>
    /// <exception cref="ServiceUnreachableException">The service could not be asked.</exception>
    Task<TaskStatusPage> GetBatchStatusAsync(IReadOnlyList<Guid> taskIds, CancellationToken cancellationToken);

    /// <summary>Lists the tasks of a task group; repeated by itself when that may help.</summary>
    /// <exception cref="ComputeServiceException">The service refused, or its answer made no sense.</exception>
    /// <exception cref="ServiceUnreachableException">The service could not be asked.</exception>
    Task<ComputeTaskGroup> GetTaskGroupAsync(Guid taskGroupId, CancellationToken cancellationToken);

    /// <summary>Asks for what an app wants to know, or changes what it wants changed; repeated by itself when that is safe.</summary>
    /// <exception cref="ComputeServiceException">The service refused, or its answer made no sense.</exception>
    /// <exception cref="ServiceUnreachableException">The service could not be asked, or a change's outcome is not known.</exception>
    Task<T> AskAsync<T>(ServiceQuestion<T> question, CancellationToken cancellationToken);
}
