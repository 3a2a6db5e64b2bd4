using System.Text.Json;
using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>
/// Which task goes to which worker: all that the pool knows of its workers, behind one lock. It decides and posts; what takes time (writing to pipes, killing,
/// starting) it leaves to the pool.
/// </summary>
/// <param name="limits">How many workers there may be, and how long tasks may run.</param>
/// <param name="kills">Which workers are to be killed on demand.</param>
/// <param name="watch">Is on while workers have tasks. Its tick is to call <see cref="FindLong"/>.</param>
/// <param name="time">The clock of running tasks.</param>
internal sealed class WorkerSchedule(WorkerLimits limits, WorkerKills kills, SwitchedTimer watch, TimeProvider time)
{
    /// <summary>How long a task runs before those after it go to other workers, and how often that is looked at.</summary>
    public static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(20);

    private readonly object _gate = new();
    private readonly TaskQueue _queue = new();
    private readonly Dictionary<WorkerProcess, WorkerLoad> _loads = [];
    private int _starting;
    private bool _mayStart;
    private bool _isClosed;

    /// <summary>The workers and what each does.</summary>
    public IReadOnlyList<WorkerSnapshot> Describe()
    {
        lock (_gate)
        {
            return [.. _loads.Values.Select(load => load.Describe())];
        }
    }

    public void Enqueue(IReadOnlyList<LocalTask> tasks)
    {
        lock (_gate)
        {
            foreach (var task in tasks)
            {
                _queue.Add(task);
            }
        }
    }

    /// <summary>From now on, missing workers are to be started: the first one has shown that it can be done.</summary>
    public void AllowStarts()
    {
        lock (_gate)
        {
            _mayStart = true;
        }
    }

    /// <summary>Adds a worker that is starting; false if it comes too late.</summary>
    public bool TryAdd(WorkerProcess worker)
    {
        lock (_gate)
        {
            return !_isClosed && _loads.TryAdd(worker, new WorkerLoad(worker, time));
        }
    }

    /// <summary>Gives waiting tasks to workers that have room, and counts the workers that are missing as on their way.</summary>
    public ScheduleStep Assign()
    {
        List<WorkerProcess>? flush = null;
        List<WorkerProcess>? kill = null;
        lock (_gate)
        {
            if (_isClosed)
            {
                return ScheduleStep.Nothing;
            }

            while (_queue.Count > 0 && FindRoom(_queue.Peek()) is { } load)
            {
                var task = _queue.Take();
                task.State = TaskState.WaitingForLaunch;
                load.Add(task);
                if (task.Kill is { Kind: FaultKind.KillBefore })
                {
                    load.MarkKilled();
                    (kill ??= []).Add(load.Worker);
                    continue;
                }

                load.Worker.Post(task);
                flush ??= [];
                if (!flush.Contains(load.Worker))
                {
                    flush.Add(load.Worker);
                }
            }

            // As many as there are tasks that none of the workers there or on their way will take at once.
            var onTheirWay = _starting + _loads.Values.Count(l => !l.IsReady);
            var missing = _mayStart ? Math.Max(0, Math.Min(_queue.Count - onTheirWay, limits.MaxWorkers - _loads.Count - _starting)) : 0;
            _starting += missing;
            watch.Set(_loads.Values.Any(l => l.Count > 0));
            return new ScheduleStep(flush ?? [], kill ?? [], missing);
        }
    }

    /// <summary>Notes that the start of a worker which <see cref="Assign"/> asked for has come to its end, well or not.</summary>
    public void EndStart()
    {
        lock (_gate)
        {
            _starting--;
        }
    }

    public void MarkReady(WorkerProcess worker, WorkerDescription description)
    {
        lock (_gate)
        {
            _loads[worker].MarkReady(description);
        }
    }

    /// <summary>Notes that a worker has started its next task, and tells which.</summary>
    /// <exception cref="JsonException">It has none.</exception>
    public LocalTask Start(WorkerProcess worker)
    {
        lock (_gate)
        {
            var task = _loads[worker].Start();
            task.State = TaskState.Running;
            return task;
        }
    }

    /// <summary>Notes that a worker has done its task.</summary>
    /// <returns>The task, and whether the worker should get more; no task if the worker's kill came first, although it was as fast.</returns>
    /// <exception cref="JsonException">It runs none.</exception>
    public (LocalTask? Task, bool WantsMore) Finish(WorkerProcess worker)
    {
        lock (_gate)
        {
            var load = _loads[worker];
            return load.IsKilled ? (null, false) : (load.Finish(), load.WantsMore);
        }
    }

    /// <summary>Notes that a worker has given back its last tasks.</summary>
    /// <exception cref="JsonException">It does not have so many.</exception>
    public void TakeBack(WorkerProcess worker, int count)
    {
        lock (_gate)
        {
            var load = _loads[worker];
            TakeBack(load, count);
            load.EndTakeBack();
        }
    }

    /// <summary>Forgets a worker that has ended; what it had not started goes to others.</summary>
    public WorkerLoss Remove(WorkerProcess worker)
    {
        lock (_gate)
        {
            _loads.Remove(worker, out var load);
            var lost = load!.IsKilled ? load.Doomed : load.Running;
            // A kill that came too late for its task must not fail the next one.
            if (lost is not null && load.Overdue is not null && load.Overdue != lost)
            {
                lost = null;
            }

            var startedAt = load.Running is null ? (DateTimeOffset?)null : load.StartedAt;
            TakeBack(load, load.Count - (lost is null ? 0 : 1));
            return new WorkerLoss(lost, startedAt, load.Overdue is not null, load.IsReady, _isClosed);
        }
    }

    /// <summary>Decides that a worker is to be killed for a task; false if it does not run that task any more.</summary>
    public bool TryDoom(WorkerProcess worker, LocalTask task)
    {
        lock (_gate)
        {
            if (!_loads.TryGetValue(worker, out var load) || load.Running != task)
            {
                return false;
            }

            load.MarkKilled();
            return true;
        }
    }

    /// <summary>Looks for tasks that run long: what waits after them is asked back, and the workers of overdue ones are to be killed.</summary>
    public ScheduleStep FindLong()
    {
        List<WorkerProcess> flush = [];
        List<WorkerProcess> kill = [];
        lock (_gate)
        {
            foreach (var (worker, load) in _loads)
            {
                if (load.RunsLong && load.Count > 1 && !load.IsTakingBack)
                {
                    load.BeginTakeBack();
                    worker.Post(null);
                    flush.Add(worker);
                }

                if (limits.TaskTimeout is { } timeout && load.RunningFor > timeout && load.Overdue is null)
                {
                    load.MarkOverdue();
                    kill.Add(worker);
                }
            }
        }

        return new ScheduleStep(flush, kill);
    }

    /// <summary>Takes out all tasks that no worker has; null once it is closed.</summary>
    public IReadOnlyList<LocalTask>? TakeWaiting()
    {
        lock (_gate)
        {
            return _isClosed ? null : _queue.TakeAll();
        }
    }

    /// <summary>Has no more tasks given out and no worker added, and tells which workers there are.</summary>
    public IReadOnlyList<WorkerProcess> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            return [.. _loads.Keys];
        }
    }

    /// <summary>How many tasks wait, and how many workers run one.</summary>
    public (int Waiting, int Busy) Measure()
    {
        lock (_gate)
        {
            var (ahead, busy) = (0, 0);
            foreach (var load in _loads.Values)
            {
                ahead += Math.Max(0, load.Count - 1);
                busy += load.Count > 0 ? 1 : 0;
            }

            return (_queue.Count + ahead, busy);
        }
    }

    /// <summary>How many tasks do not run yet, and those that do.</summary>
    public (int Waiting, IReadOnlyList<LocalTaskSnapshot> Running) Observe()
    {
        lock (_gate)
        {
            LocalTaskSnapshot[] running = [.. _loads.Values.Where(l => l.Running is not null).Select(l => l.DescribeRunning())];
            return (_queue.Count + _loads.Values.Sum(l => l.Count) - running.Length, running);
        }
    }

    private WorkerLoad? FindRoom(LocalTask task)
    {
        kills.Choose(task);
        WorkerLoad? best = null;
        foreach (var load in _loads.Values)
        {
            // Nothing but the task itself may be lost with its worker.
            if (load.HasRoom && (task.Kill is null || load.Count == 0) && (best is null || load.Count < best.Count))
            {
                best = load;
            }
        }

        return best;
    }

    private void TakeBack(WorkerLoad load, int count)
    {
        var tasks = load.TakeBack(count);
        foreach (var task in tasks)
        {
            task.State = TaskState.Received;
        }

        _queue.Return(tasks);
    }
}
