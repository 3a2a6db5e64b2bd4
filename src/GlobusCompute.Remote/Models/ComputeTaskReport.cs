namespace GlobusCompute.Remote.Models;

/// <summary>What became known of a task by the time its future ended.</summary>
public sealed record ComputeTaskReport
{
    /// <summary>The task, or null when the service had not accepted the call.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>The service's id of the request that carried the call, or null when it was not accepted.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>The task group, or null when the call was not accepted.</summary>
    public Guid? TaskGroupId { get; init; }

    /// <summary>The endpoint.</summary>
    public Guid EndpointId { get; init; }

    /// <summary>
    /// When the service had accepted the call, by this machine's clock; null when it had not, or when the future was attached to its task later.
    /// </summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When the function began to run, by the worker's clock; null when that is not known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the function had ended, by the worker's clock; null when that is not known.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>
    /// From acceptance to the start; null when one of them is not known. The two clocks are different machines', so it is as exact as they agree, and
    /// never negative.
    /// </summary>
    public TimeSpan? QueueTime => StartedAt - AcceptedAt is { } time ? (time > TimeSpan.Zero ? time : TimeSpan.Zero) : null;

    /// <summary>How long the function ran; null when that is not known.</summary>
    public TimeSpan? RunTime => EndedAt - StartedAt;

    /// <summary>Bytes of the serialized arguments, as they travelled.</summary>
    public int ArgumentBytes { get; init; }

    /// <summary>Bytes of the serialized result, or of the failure's text; 0 when there was none.</summary>
    public int ResultBytes { get; init; }

    /// <summary>How often the call was sent; more than once only where its method is idempotent.</summary>
    public int Attempts { get; init; }

    /// <summary>Where the task ran, or null when that is not known.</summary>
    public WorkerEnvironment? Worker { get; init; }
}
