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
    public TimeSpan? QueueTime(DateTimeOffset? acceptedAt) => Between(Time(ReceivedAt) ?? acceptedAt, Time(StartedAt));

    /// <summary>The time between two moments; null where one is not known, and where the clocks that they are from put them the other way around.</summary>
    public static TimeSpan? Between(DateTimeOffset? from, DateTimeOffset? to) => to - from is { } time && time >= TimeSpan.Zero ? time : null;

    public static DateTimeOffset? Time(long nanoseconds) =>
        nanoseconds > 0 ? DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : null;
}
