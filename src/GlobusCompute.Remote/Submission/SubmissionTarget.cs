using System.Text.Json.Nodes;

namespace GlobusCompute.Remote.Submission;

/// <summary>Where an executor's calls go and what is sent along: all that decides which calls may share a request. Immutable.</summary>
internal sealed class SubmissionTarget
{
    private SubmissionTarget(
        ComputeRuntime owner, Guid endpointId, TaskGroup taskGroup, string? userEndpointConfig, string? resourceSpecification, int? batchSize, TimeSpan? callTimeout,
        UnsentCounter? unsent = null)
    {
        Owner = owner;
        EndpointId = endpointId;
        TaskGroup = taskGroup;
        UserEndpointConfig = userEndpointConfig;
        ResourceSpecification = resourceSpecification;
        BatchSize = batchSize;
        CallTimeout = callTimeout;
        Unsent = unsent ?? new UnsentCounter();
    }

    public ComputeRuntime Owner { get; }

    public Guid EndpointId { get; }

    public TaskGroup TaskGroup { get; }

    /// <summary>The JSON object as text, or null for none.</summary>
    public string? UserEndpointConfig { get; }

    /// <summary>The JSON object as text, or null for none.</summary>
    public string? ResourceSpecification { get; }

    public int? BatchSize { get; }

    /// <summary>How long a call may take where its method says nothing else; null for no limit.</summary>
    public TimeSpan? CallTimeout { get; }

    /// <summary>Counts this executor's calls that are not sent yet.</summary>
    public UnsentCounter Unsent { get; }

    public static SubmissionTarget Create(ComputeRuntime owner, Guid endpointId, ComputeExecutorOptions options)
    {
        if (options.BatchSize is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"{nameof(ComputeExecutorOptions)}.{nameof(options.BatchSize)} must be at least 1, or null.");
        }

        if (options.CallTimeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > TimeSpan.FromDays(24)))
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"{nameof(ComputeExecutorOptions)}.{nameof(options.CallTimeout)} must be above zero and at most 24 days, or null.");
        }

        return new SubmissionTarget(
            owner,
            endpointId,
            options.TaskGroupId is { } id ? new TaskGroup(id) : owner.DefaultTaskGroup,
            Text(options.UserEndpointConfig),
            Text(options.ResourceSpecification),
            options.BatchSize,
            options.CallTimeout);
    }

    /// <summary>Where a task is that was submitted before. Nothing is sent there.</summary>
    public static SubmissionTarget ForAttached(ComputeRuntime owner, Guid endpointId, Guid? taskGroupId) =>
        new(owner, endpointId, new TaskGroup(taskGroupId), userEndpointConfig: null, resourceSpecification: null, batchSize: null, callTimeout: null);

    /// <summary>The same in another task group.</summary>
    public SubmissionTarget WithTaskGroup(Guid taskGroupId) =>
        new(Owner, EndpointId, new TaskGroup(taskGroupId), UserEndpointConfig, ResourceSpecification, BatchSize, CallTimeout, Unsent);

    /// <summary>Whether calls of both may travel in one request.</summary>
    public bool SharesRequestsWith(SubmissionTarget other) =>
        ReferenceEquals(this, other)
        || (EndpointId == other.EndpointId
            && (ReferenceEquals(TaskGroup, other.TaskGroup) || (TaskGroup.Id is { } id && other.TaskGroup.Id == id))
            && UserEndpointConfig == other.UserEndpointConfig
            && ResourceSpecification == other.ResourceSpecification
            && BatchSize == other.BatchSize);

    // Empty options are not sent (protocol.md §3.6).
    private static string? Text(JsonObject? value) => value is { Count: > 0 } ? value.ToJsonString() : null;
}
