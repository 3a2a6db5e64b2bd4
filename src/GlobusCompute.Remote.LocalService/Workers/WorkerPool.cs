using GlobusCompute.Remote.LocalService.Faults;
using GlobusCompute.Remote.LocalService.Tasks;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>
/// Gives tasks to workers. The first worker is started with the service, to learn whether Python runs at all; others when tasks wait.
/// A worker that ends fails the task it was running and no other.
/// </summary>
internal sealed partial class WorkerPool : IWorkerOwner, IAsyncDisposable
{
    private static readonly TimeSpan s_watchInterval = TimeSpan.FromMilliseconds(20);

    private readonly WorkerConfiguration _configuration;
    private readonly int _maxWorkers;
    private readonly TimeSpan? _taskTimeout;
    private readonly TaskStore _store;
    private readonly FaultSwitch _faults;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ILogger _output;
    private readonly ProcessStarter _starter = new();
    private readonly object _gate = new();
    private readonly TaskQueue _queue = new();
    private readonly List<WorkerProcess> _workers = [];
    private readonly Timer _watch;
    private Task _starts = Task.CompletedTask;
    private bool _isWatching;
    private bool _isDisposed;

    public WorkerPool(
        WorkerConfiguration configuration, int maxWorkers, TimeSpan? taskTimeout, TaskStore store, FaultSwitch faults, TimeProvider time, ILoggerFactory loggers)
    {
        _configuration = configuration;
        _maxWorkers = maxWorkers;
        _taskTimeout = taskTimeout;
        _store = store;
        _faults = faults;
        _time = time;
        _logger = loggers.CreateLogger(LocalLog.ServiceCategory);
        _output = loggers.CreateLogger(LocalLog.OutputCategory);
        _watch = new Timer(static pool => ((WorkerPool)pool!).Watch(), this, Timeout.Infinite, Timeout.Infinite);
    }

    public int MaxWorkers => _maxWorkers;

    public IReadOnlyList<int> ProcessIds
    {
        get
        {
            lock (_gate)
            {
                return [.. _workers.Select(w => w.ProcessId)];
            }
        }
    }

    public void Submit(IReadOnlyList<LocalTask> tasks)
    {
        lock (_gate)
        {
            foreach (var task in tasks)
            {
                _queue.Add(task);
            }
        }

        Dispatch(onThreadOf: null);
    }

    /// <summary>How many tasks wait, and how many workers run one.</summary>
    public (int Waiting, int Busy) Measure()
    {
        lock (_gate)
        {
            var (ahead, busy) = (0, 0);
            foreach (var worker in _workers)
            {
                ahead += Math.Max(0, worker.Load.Count - 1);
                busy += worker.Load.Count > 0 ? 1 : 0;
            }

            return (_queue.Count + ahead, busy);
        }
    }

    /// <summary>How many tasks do not run yet, and those that do.</summary>
    public (int Waiting, IReadOnlyList<LocalTaskSnapshot> Running) Observe()
    {
        lock (_gate)
        {
            LocalTaskSnapshot[] running = [.. _workers.Where(w => w.Load.Running is not null).Select(w => w.Load.DescribeRunning())];
            return (_queue.Count + _workers.Sum(w => w.Load.Count) - running.Length, running);
        }
    }

    public async ValueTask DisposeAsync()
    {
        WorkerProcess[] workers;
        Task starts;
        lock (_gate)
        {
            _isDisposed = true;
            workers = [.. _workers];
            starts = _starts;
        }

        _trial?.TrySetCanceled();
        await _watch.DisposeAsync().ConfigureAwait(false);
        await starts.ConfigureAwait(false);
        await Task.WhenAll(workers.Select(w => w.StopAsync())).ConfigureAwait(false);
        _starter.Dispose();
    }

    /// <summary>Hands out what waits.</summary>
    /// <param name="onThreadOf">
    /// The worker whose reading thread this is: writing to it cannot block for long, since it reads while it writes. Others are written to elsewhere.
    /// </param>
    private void Dispatch(WorkerProcess? onThreadOf)
    {
        List<WorkerProcess>? touched = null;
        List<WorkerProcess>? doomed = null;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            while (_queue.Count > 0 && FindRoom(_queue.Peek()) is { } worker)
            {
                var task = _queue.Take();
                task.State = TaskState.WaitingForLaunch;
                worker.Load.Add(task);
                if (task.Kill is { Kind: FaultKind.KillBefore })
                {
                    worker.Load.IsKilled = true;
                    (doomed ??= []).Add(worker);
                    continue;
                }

                worker.Post(task);
                touched ??= [];
                if (!touched.Contains(worker))
                {
                    touched.Add(worker);
                }
            }

            StartMissing();
            SetWatching(_workers.Exists(w => w.Load.Count > 0));
        }

        foreach (var worker in touched ?? [])
        {
            worker.Flush(mayBlock: worker == onThreadOf);
        }

        foreach (var worker in doomed ?? [])
        {
            worker.Kill();
        }
    }

    private WorkerProcess? FindRoom(LocalTask task)
    {
        ChooseKill(task);
        WorkerProcess? best = null;
        foreach (var worker in _workers)
        {
            // Nothing but the task itself may be lost with its worker.
            if (worker.Load.HasRoom && (task.Kill is null || worker.Load.Count == 0) && (best is null || worker.Load.Count < best.Load.Count))
            {
                best = worker;
            }
        }

        return best;
    }

    private void SetWatching(bool wanted)
    {
        if (_isWatching != wanted)
        {
            _isWatching = wanted;
            _watch.Change(wanted ? s_watchInterval : Timeout.InfiniteTimeSpan, wanted ? s_watchInterval : Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Looks for tasks that run long: what waits behind them goes to others, and what is overdue is ended.</summary>
    private void Watch()
    {
        List<WorkerProcess> takeBack = [];
        List<WorkerProcess> kill = [];
        lock (_gate)
        {
            foreach (var worker in _workers)
            {
                var load = worker.Load;
                if (load.RunningFor > s_watchInterval && load.Count > 1 && !load.IsTakingBack)
                {
                    load.IsTakingBack = true;
                    worker.Post(null);
                    takeBack.Add(worker);
                }

                if (_taskTimeout is { } timeout && load.RunningFor > timeout && load.Overdue is null)
                {
                    load.MarkOverdue();
                    kill.Add(worker);
                }
            }
        }

        foreach (var worker in takeBack)
        {
            worker.Flush(mayBlock: false);
        }

        foreach (var worker in kill)
        {
            worker.Kill();
        }
    }
}
