using GlobusCompute.Remote.LocalService.Faults;
using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>Which workers are to be killed on demand, and when.</summary>
internal sealed class WorkerKills(FaultSwitch faults, TimeProvider time)
{
    /// <summary>Decides, once for each task, whether its worker is to be killed.</summary>
    public void Choose(LocalTask task)
    {
        if (!task.IsKillChosen)
        {
            task.IsKillChosen = true;
            task.Kill = faults.Current?.Fire(FaultTarget.Workers, static _ => true).Select(f => f.Rule).FirstOrDefault();
        }
    }

    /// <summary>Completes when the worker that runs the task is to be killed, or has ended before.</summary>
    public Task WaitAsync(FaultRule kill, WorkerProcess worker) =>
        kill.Duration is { } delay ? Task.WhenAny(Task.Delay(delay, time), worker.Ended) : Task.CompletedTask;
}
