namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>What <see cref="WorkerSchedule"/> has decided and the pool is to do.</summary>
/// <param name="Flush">The workers for which something was posted.</param>
/// <param name="Kill">The workers that are to be killed.</param>
/// <param name="Starts">How many more workers are to be started.</param>
internal readonly record struct ScheduleStep(IReadOnlyList<WorkerProcess> Flush, IReadOnlyList<WorkerProcess> Kill, int Starts = 0)
{
    public static ScheduleStep Nothing { get; } = new([], []);
}
