namespace GlobusCompute.Remote.Models;

/// <summary>What a result says beside its value.</summary>
/// <param name="Worker">Where the task ran, or null.</param>
/// <param name="StartedAt">When it began, in nanoseconds since 1970, or 0.</param>
/// <param name="EndedAt">When it ended, in nanoseconds since 1970, or 0.</param>
/// <param name="ReceivedAt">When the service received it, in nanoseconds since 1970, or 0.</param>
internal readonly record struct ExecutionFacts(WorkerEnvironment? Worker, long StartedAt, long EndedAt, long ReceivedAt = 0)
{
    /// <summary>
    /// How long the task waited: from its receipt by the service, else from its acceptance, which is known a little later. Null where that is not known: a task
    /// may start before its acceptance is.
    /// </summary>
    public TimeSpan? QueueTime(DateTimeOffset? acceptedAt) =>
        Time(StartedAt) - (Time(ReceivedAt) ?? acceptedAt) is { } time && time >= TimeSpan.Zero ? time : null;

    public static DateTimeOffset? Time(long nanoseconds) =>
        nanoseconds > 0 ? DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : null;
}
