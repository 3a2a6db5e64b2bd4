using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Threading;

namespace GlobusCompute.Remote.Submission;

/// <summary>
/// Where calls go and what is sent along: an executor's settings when they were made. Immutable; an executor whose settings change makes another,
/// and what was called before stays with the old one.
/// </summary>
internal sealed class SubmissionTarget
{
    // The same place with another preference for results, made when first asked for.
    private SubmissionTarget?[]? _others;

    public SubmissionTarget(ComputeRuntime owner, ExecutorCalls calls, TargetSettings settings, ResultPreference results = ResultPreference.JsonThenPickle)
    {
        Owner = owner;
        Calls = calls;
        Settings = settings;
        Results = results;
        MaxTaskBytes = owner.MaxTaskBytes(this);
    }

    public ComputeRuntime Owner { get; }

    /// <summary>The executor's calls, under whatever settings.</summary>
    public ExecutorCalls Calls { get; }

    public TargetSettings Settings { get; }

    /// <summary>The most bytes one task may take; 0 when the settings alone fill a request.</summary>
    public int MaxTaskBytes { get; }

    public Guid EndpointId => Settings.EndpointId;

    public TaskGroup TaskGroup => Settings.TaskGroup;

    public string? UserEndpointConfig => Settings.UserEndpointConfig;

    public string? ResourceSpecification => Settings.ResourceSpecification;

    public int? BatchSize => Settings.BatchSize;

    public TimeSpan? CallTimeout => Settings.CallTimeout;

    /// <summary>The formats in which workers are asked for results, unless the settings name them.</summary>
    public ResultPreference Results { get; }

    /// <summary>Counts the executor's calls that are not sent yet.</summary>
    public CallCounter Unsent => Calls.Unsent;

    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    public static SubmissionTarget Create(ComputeRuntime owner, Guid endpointId, ComputeExecutorOptions options)
    {
        var target = new SubmissionTarget(owner, new ExecutorCalls(), new TargetSettings
        {
            EndpointId = endpointId,
            TaskGroup = ExecutorSettings.Id(options.TaskGroupId, nameof(options.TaskGroupId), nameof(options)) is { } id ? new TaskGroup(id) : owner.DefaultTaskGroup,
            UserEndpointConfig = JsonOption.UserEndpointConfig.Write(options.UserEndpointConfig, nameof(options)),
            ResourceSpecification = JsonOption.ResourceSpecification.Write(options.ResourceSpecification, nameof(options)),
            ResultSerializers = ExecutorSettings.Serializers(options.ResultSerializers, nameof(options)),
            ContainerId = ExecutorSettings.Id(options.ContainerId, nameof(options.ContainerId), nameof(options)),
            BatchSize = ExecutorSettings.BatchSize(options.BatchSize, nameof(options)),
            CallTimeout = ExecutorSettings.CallTimeout(options.CallTimeout, nameof(options)),
        });
        ExecutorSettings.RequireRoom(target, nameof(options));
        return target;
    }

    /// <summary>Where a task is that was submitted before. Nothing is sent there.</summary>
    /// <param name="owner">The client's runtime.</param>
    /// <param name="calls">Where its calls are counted; null for nowhere.</param>
    /// <param name="endpointId">The endpoint, as far as it is known.</param>
    /// <param name="taskGroupId">The task group, as far as it is known.</param>
    public static SubmissionTarget ForAttached(ComputeRuntime owner, ExecutorCalls? calls, Guid endpointId, Guid? taskGroupId) =>
        new(owner, calls ?? new ExecutorCalls(), new TargetSettings { EndpointId = endpointId, TaskGroup = new TaskGroup(taskGroupId) });

    /// <summary>The same place for calls whose results are preferred in other formats. Thread-safe.</summary>
    public SubmissionTarget For(ResultPreference results)
    {
        results = results == ResultPreference.Auto ? ResultPreference.JsonThenPickle : results;
        if (results == Results || Settings.ResultSerializers is not null)
        {
            return this;
        }

        var others = Volatile.Read(ref _others) ?? Interlocked.CompareExchange(ref _others, new SubmissionTarget?[(int)ResultPreference.Pickle + 1], null) ?? _others;
        ref var slot = ref others[(int)results];
        return Volatile.Read(ref slot) ?? Interlocked.CompareExchange(ref slot, new SubmissionTarget(Owner, Calls, Settings, results), null) ?? slot;
    }

    /// <summary>Whether calls of both may travel in one request.</summary>
    public bool SharesRequestsWith(SubmissionTarget other) => ReferenceEquals(this, other) || (Results == other.Results && Settings.SharesRequestsWith(other.Settings));
}
