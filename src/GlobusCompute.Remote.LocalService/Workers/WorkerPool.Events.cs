using System.Text.Json;
using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <content>What workers report.</content>
internal sealed partial class WorkerPool
{
    void IWorkerOwner.OnReady(WorkerProcess worker, string details)
    {
        lock (_gate)
        {
            worker.Load.IsReady = true;
            _failedStarts = 0;
        }

        LocalLog.WorkerReady(_logger, worker.Number, worker.ProcessId, details);
        _trial?.TrySetResult(null);
        Dispatch(onThreadOf: worker);
    }

    void IWorkerOwner.OnStarted(WorkerProcess worker)
    {
        LocalTask task;
        lock (_gate)
        {
            Require(worker.Load.Count > 0);
            task = worker.Load.Start(_time.GetUtcNow());
            task.State = TaskState.Running;
        }

        if (task.Kill is not null)
        {
            KillRunning(worker, task);
        }
    }

    void IWorkerOwner.OnDone(WorkerProcess worker, byte[] result)
    {
        var frame = ResultFrame.Parse(result);
        LocalTask task;
        bool wantsMore;
        lock (_gate)
        {
            Require(worker.Load.Running is not null);
            if (worker.Load.IsKilled)
            {
                // The kill came first, although the worker was as fast.
                return;
            }

            task = worker.Load.Finish();
            wantsMore = worker.Load.WantsMore;
        }

        _store.Complete(task, frame);
        if (wantsMore)
        {
            Dispatch(onThreadOf: worker);
        }
    }

    void IWorkerOwner.OnReturned(WorkerProcess worker, int count)
    {
        lock (_gate)
        {
            Require(count <= worker.Load.Count);
            TakeBack(worker, count);
            worker.Load.IsTakingBack = false;
        }

        Dispatch(onThreadOf: worker);
    }

    void IWorkerOwner.OnEnded(WorkerProcess worker, WorkerEnd end)
    {
        var load = worker.Load;
        LocalTask? lost;
        bool isOrdered;
        lock (_gate)
        {
            _workers.Remove(worker);
            lost = load.IsKilled ? load.Doomed : load.Running;
            // A kill that came too late for its task must not fail the next one.
            if (lost is not null && load.Overdue is not null && load.Overdue != lost)
            {
                lost = null;
            }

            TakeBack(worker, load.Count - (lost is null ? 0 : 1));
            isOrdered = _isDisposed;
        }

        if (isOrdered)
        {
            return;
        }

        if (load.IsReady)
        {
            LocalLog.WorkerLost(_logger, worker.Number, worker.ProcessId, end.Describe(), lost?.Id);
        }
        else if (_trial is { Task.IsCompleted: false } trial)
        {
            trial.SetResult(end);
            return;
        }
        else
        {
            StartFailed($"it {end.Describe()}");
        }

        if (lost is not null)
        {
            var error = load.Overdue is null
                ? $"parsl.executors.high_throughput.errors.WorkerLost: The worker process {worker.ProcessId} was lost {(load.Running is null ? "before" : "while")} it ran this task: it {end.Describe()}"
                : $"TaskTimeout: The task ran longer than the {_taskTimeout!.Value.TotalSeconds:0.###} s that "
                    + $"{nameof(LocalComputeServiceOptions)}.{nameof(LocalComputeServiceOptions.TaskTimeout)} allows; its worker process was killed.";
            _store.Complete(lost, FailureFrame.Lost(lost.Id, error, load.Running is null ? null : load.StartedAt, _time.GetUtcNow()));
        }

        Dispatch(onThreadOf: null);
    }

    private void TakeBack(WorkerProcess worker, int count)
    {
        var tasks = worker.Load.TakeBack(count);
        foreach (var task in tasks)
        {
            task.State = TaskState.Received;
        }

        _queue.Return(tasks);
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new JsonException("it speaks of a task that it does not have");
        }
    }
}
