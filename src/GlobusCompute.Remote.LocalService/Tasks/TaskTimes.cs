namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>When a worker began and ended a task, by the clock of this machine.</summary>
/// <param name="StartedAt">When the function started; null if it never did.</param>
/// <param name="Duration">How long it ran; null if that is not known.</param>
internal readonly record struct TaskTimes(DateTimeOffset? StartedAt, TimeSpan? Duration)
{
    public static TaskTimes Of(PackedResult result)
    {
        long? started = null;
        long? ended = null;
        foreach (var (state, nanoseconds) in result.Transitions)
        {
            _ = state == "execution-start" ? started = nanoseconds : ended = nanoseconds;
        }

        return new TaskTimes(
            started is { } start ? DateTimeOffset.UnixEpoch + FromNanoseconds(start) : null,
            started is { } from && ended is { } to ? FromNanoseconds(to - from) : null);
    }

    private static TimeSpan FromNanoseconds(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
}
