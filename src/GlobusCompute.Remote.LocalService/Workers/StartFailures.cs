using GlobusCompute.Remote.LocalService.Diagnostics;
using GlobusCompute.Remote.LocalService.Tasks;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>
/// Counts starts of workers that failed in a row. After several it fails the tasks that wait, which would wait for ever; the next submission tries again.
/// </summary>
internal sealed class StartFailures(WorkerSchedule schedule, TaskStore store, TimeProvider time, ILogger logger)
{
    private const int StartsBeforeGivingUp = 3;

    private int _count;

    public void Reset() => Volatile.Write(ref _count, 0);

    public void Add(string pythonPath, string reason)
    {
        if (Interlocked.Increment(ref _count) < StartsBeforeGivingUp)
        {
            return;
        }

        Reset();
        if (schedule.TakeWaiting() is not { } waiting)
        {
            return;
        }

        LocalLog.WorkersDoNotStart(logger, reason);
        var now = time.GetUtcNow();
        foreach (var task in waiting)
        {
            var error = $"PythonWorkerError: no worker process could be started with '{pythonPath}': {reason}";
            store.Complete(task, FailureResult.Lost(task.Id, error, null, now));
        }
    }
}
