namespace GlobusCompute.Remote.Models;

/// <summary>Provides information about a task at the time when its future completed.</summary>
public sealed record ComputeTaskReport
{
    /// <summary>Gets or sets the task, or null when the service had not accepted the call.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>Gets or sets the service's id of the request that carried the call, or null when it was not accepted.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>Gets or sets the task group, or null when the call was not accepted.</summary>
    public Guid? TaskGroupId { get; init; }

    /// <summary>Gets or sets the endpoint.</summary>
    public Guid EndpointId { get; init; }

    /// <summary>
    /// Gets or sets the time when the service accepted the call, by this machine's clock; null if it did not, or when the future was attached to its task
    /// later.
    /// </summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Gets or sets the time when the service received the task, by its own clock; null if the service does not tell.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Gets or sets the time when the function started, by the worker's clock; null if unknown.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Gets or sets the time when the function ended, by the worker's clock; null if unknown.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>
    /// Gets the time from <see cref="ReceivedAt"/>, or else from <see cref="AcceptedAt"/>, to the start; null if it is unknown, also when the function started
    /// before its acceptance was known. The two times are from clocks of different machines, so it is as exact as they agree. Never negative.
    /// </summary>
    public TimeSpan? QueueTime => ExecutionFacts.Between(ReceivedAt ?? AcceptedAt, StartedAt);

    /// <summary>Gets the run time of the function; null if unknown.</summary>
    public TimeSpan? RunTime => EndedAt - StartedAt;

    /// <summary>Gets or sets the size of the serialized arguments in bytes.</summary>
    public int ArgumentBytes { get; init; }

    /// <summary>Gets or sets the size of the serialized result, or of the failure's text, in bytes; 0 if there was none.</summary>
    public int ResultBytes { get; init; }

    /// <summary>Gets or sets the number of times the call was sent; more than 1 only if its method is idempotent.</summary>
    public int Attempts { get; init; }

    /// <summary>Gets or sets the worker's environment, or null if unknown.</summary>
    public WorkerEnvironment? Worker { get; init; }
}
