namespace GlobusCompute.Remote.Models;

/// <summary>What a result says beside its value.</summary>
/// <param name="Worker">Where the task ran, or null.</param>
/// <param name="StartedAt">When it began, in nanoseconds since 1970, or 0.</param>
/// <param name="EndedAt">When it ended, in nanoseconds since 1970, or 0.</param>
internal readonly record struct ExecutionFacts(WorkerEnvironment? Worker, long StartedAt, long EndedAt)
{
    public static DateTimeOffset? Time(long nanoseconds) =>
        nanoseconds > 0 ? DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : null;
}
