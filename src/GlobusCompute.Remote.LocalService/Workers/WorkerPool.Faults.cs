using GlobusCompute.Remote.LocalService.Faults;
using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <content>Workers that are killed on demand.</content>
internal sealed partial class WorkerPool
{
    private void ChooseKill(LocalTask task)
    {
        if (!task.IsKillChosen)
        {
            task.IsKillChosen = true;
            task.Kill = _faults.Current?.Fire(FaultTarget.Workers, static _ => true).Select(f => f.Rule).FirstOrDefault();
        }
    }

    private void KillRunning(WorkerProcess worker, LocalTask task)
    {
        if (task.Kill!.Duration is not { } delay)
        {
            KillIfRunning(worker, task);
        }
        else
        {
            _ = KillLaterAsync(worker, task, delay);
        }
    }

    private async Task KillLaterAsync(WorkerProcess worker, LocalTask task, TimeSpan delay)
    {
        await Task.WhenAny(Task.Delay(delay, _time), worker.Ended).ConfigureAwait(false);
        KillIfRunning(worker, task);
    }

    private void KillIfRunning(WorkerProcess worker, LocalTask task)
    {
        lock (_gate)
        {
            if (worker.Load.Running != task || !_workers.Contains(worker))
            {
                return;
            }

            worker.Load.IsKilled = true;
        }

        worker.Kill();
    }
}
