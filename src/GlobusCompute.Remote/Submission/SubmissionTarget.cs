using System.Text.Json.Nodes;

namespace GlobusCompute.Remote.Submission;

/// <summary>Where an executor's calls go and what is sent along: all that decides which calls may share a request. Immutable.</summary>
internal sealed class SubmissionTarget
{
    // The same place with another preference for results, made when first asked for.
    private SubmissionTarget?[]? _others;

    private SubmissionTarget(SubmissionTarget other, ResultPreference results)
        : this(other.Owner, other.EndpointId, other.TaskGroup, other.UserEndpointConfig, other.ResourceSpecification, other.BatchSize, other.CallTimeout)
    {
        Unsent = other.Unsent;
        Results = results;
    }

    private SubmissionTarget(
        ComputeRuntime owner, Guid endpointId, TaskGroup taskGroup, string? userEndpointConfig, string? resourceSpecification, int? batchSize, TimeSpan? callTimeout)
    {
        Owner = owner;
        EndpointId = endpointId;
        TaskGroup = taskGroup;
        UserEndpointConfig = userEndpointConfig;
        ResourceSpecification = resourceSpecification;
        BatchSize = batchSize;
        CallTimeout = callTimeout;
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
    public UnsentCounter Unsent { get; } = new();

    /// <summary>The formats in which workers are asked for results.</summary>
    public ResultPreference Results { get; } = ResultPreference.JsonThenPickle;

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

    /// <summary>The same place for calls whose results are preferred in other formats. Thread-safe.</summary>
    public SubmissionTarget For(ResultPreference results)
    {
        results = results == ResultPreference.Auto ? ResultPreference.JsonThenPickle : results;
        if (results == Results)
        {
            return this;
        }

        var others = Volatile.Read(ref _others) ?? Interlocked.CompareExchange(ref _others, new SubmissionTarget?[(int)ResultPreference.Pickle + 1], null) ?? _others;
        ref var slot = ref others[(int)results];
        return Volatile.Read(ref slot) ?? Interlocked.CompareExchange(ref slot, new SubmissionTarget(this, results), null) ?? slot;
    }

    /// <summary>Whether calls of both may travel in one request.</summary>
    public bool SharesRequestsWith(SubmissionTarget other) =>
        ReferenceEquals(this, other)
        || (EndpointId == other.EndpointId
            && (ReferenceEquals(TaskGroup, other.TaskGroup) || (TaskGroup.Id is { } id && other.TaskGroup.Id == id))
            && UserEndpointConfig == other.UserEndpointConfig
            && ResourceSpecification == other.ResourceSpecification
            && BatchSize == other.BatchSize
            && Results == other.Results);

    // Empty options are not sent (protocol.md §3.6).
    private static string? Text(JsonObject? value) => value is { Count: > 0 } ? value.ToJsonString() : null;
}
