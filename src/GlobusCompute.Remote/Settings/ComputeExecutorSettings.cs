namespace GlobusCompute.Remote.Settings;

/// <summary>
/// Holds the text, numbers and times of <see cref="ComputeExecutorOptions"/>, so that they can be bound from configuration.
/// </summary>
public class ComputeExecutorSettings
{
    /// <summary>Initializes settings with the defaults.</summary>
    public ComputeExecutorSettings()
    {
    }

    private protected ComputeExecutorSettings(ComputeExecutorSettings other)
    {
        ArgumentNullException.ThrowIfNull(other);
        TaskGroupId = other.TaskGroupId;
        ResultSerializers = other.ResultSerializers is { } paths ? [.. paths] : null;
        ContainerId = other.ContainerId;
        Label = other.Label;
        CallTimeout = other.CallTimeout;
        BatchSize = other.BatchSize;
    }

    /// <summary>
    /// Gets or sets the task group of the calls. Null (the default) takes the client's: the service names one in the answer to the first request, and all
    /// executors of the client that have no other share it.
    /// </summary>
    public Guid? TaskGroupId { get; set; }

    /// <summary>
    /// Gets or sets the strategies in which workers shall try to write results, as Python import paths. Null (the default) asks for what is read here best;
    /// an empty list leaves it to the endpoint.
    /// </summary>
    public IReadOnlyList<string>? ResultSerializers { get; set; }

    /// <summary>
    /// Gets or sets the container in which functions run, a matter of old endpoints. Null (the default) for none. Sources are registered with it by the older
    /// route; see <see cref="ComputeExecutor.ContainerId"/>.
    /// </summary>
    public Guid? ContainerId { get; set; }

    /// <summary>Gets or sets a name that the executor's text shows. Default empty; not null.</summary>
    public string Label { get; set; } = "";

    /// <summary>
    /// Gets or sets how long a call may take until its future faults with <see cref="ComputeTimeoutException"/>, where its method says nothing else. Null (the
    /// default) sets no limit; above zero and at most 24 days otherwise.
    /// </summary>
    public TimeSpan? CallTimeout { get; set; }

    /// <summary>Gets or sets the most tasks in one request. Null (the default) fills requests up to the byte limit; at least 1 otherwise.</summary>
    public int? BatchSize { get; set; }
}
