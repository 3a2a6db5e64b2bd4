using System.Buffers.Binary;
using System.ComponentModel;
using System.Text.Json;
using GlobusCompute.Remote.LocalService.Diagnostics;
using GlobusCompute.Remote.LocalService.Faults;
using GlobusCompute.Remote.LocalService.Tasks;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>
/// Runs tasks on workers: carries out what <see cref="WorkerSchedule"/> decides, and tells it and the store what workers say. The first worker is started
/// with the service, to learn whether Python runs at all; others when tasks wait. A worker that ends fails the task it was running and no other.
/// </summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    private const int LostKept = 20;

    private readonly WorkerLimits _limits;
    private readonly TaskStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WorkerLauncher _launcher;
    private readonly WorkerKills _kills;
    private readonly SwitchedTimer _watch;
    private readonly WorkerSchedule _schedule;
    private readonly StartFailures _startFailures;
    private readonly Queue<LostWorker> _lost = new();
    private readonly object _startsGate = new();
    private Task _starts = Task.CompletedTask;

    // Null while the first worker is on trial.
    private volatile PythonInterpreter? _python;

    public WorkerPool(WorkerConfiguration configuration, WorkerLimits limits, TaskStore store, FaultSwitch faults, TimeProvider time, ILoggerFactory loggers)
    {
        _limits = limits;
        _store = store;
        _time = time;
        _logger = loggers.CreateLogger(LocalLog.ServiceCategory);
        Output = new OutputLog(time);
        _launcher = new WorkerLauncher(configuration, loggers.CreateLogger(LocalLog.OutputCategory), Output);
        _kills = new WorkerKills(faults, time);
        _watch = new SwitchedTimer(time, WorkerSchedule.WatchInterval, () => CarryOut(_schedule!.FindLong(), onThreadOf: null));
        _schedule = new WorkerSchedule(limits, _kills, _watch, time);
        _startFailures = new StartFailures(_schedule, store, time, _logger);
    }

    public int MaxWorkers => _limits.MaxWorkers;

    public IReadOnlyList<int> ProcessIds => [.. Workers.Select(w => w.ProcessId)];

    public IReadOnlyList<WorkerSnapshot> Workers => _schedule.Describe();

    /// <summary>What workers have printed last.</summary>
    public OutputLog Output { get; }

    /// <summary>The workers that ended last although nobody had ordered it, the earliest first.</summary>
    public IReadOnlyList<LostWorker> Lost
    {
        get
        {
            lock (_lost)
            {
                return [.. _lost];
            }
        }
    }

    /// <summary>Starts the first worker with the first interpreter that can run one, and waits until it is ready.</summary>
    /// <exception cref="PythonNotFoundException">None of the interpreters is a Python that can be used.</exception>
    /// <exception cref="PythonWorkerException">The worker ended before it was ready, or was not ready in time.</exception>
    public async Task StartAsync(IReadOnlyList<PythonInterpreter> candidates, CancellationToken cancellationToken)
    {
        _python = await new InterpreterTrial(StartOneAsync, _time).FindAsync(candidates, cancellationToken).ConfigureAwait(false);
        _schedule.AllowStarts();
        Assign(onThreadOf: null);
    }

    public void Submit(IReadOnlyList<LocalTask> tasks)
    {
        _schedule.Enqueue(tasks);
        Assign(onThreadOf: null);
    }

    /// <summary>How many tasks wait, and how many workers run one.</summary>
    public (int Waiting, int Busy) Measure() => _schedule.Measure();

    /// <summary>How many tasks do not run yet, and those that do.</summary>
    public (int Waiting, IReadOnlyList<LocalTaskSnapshot> Running) Observe() => _schedule.Observe();

    public async ValueTask DisposeAsync()
    {
        var workers = _schedule.Close();
        await _watch.DisposeAsync().ConfigureAwait(false);
        Task starts;
        lock (_startsGate)
        {
            starts = _starts;
        }

        await starts.ConfigureAwait(false);
        await Task.WhenAll(workers.Select(w => w.StopAsync())).ConfigureAwait(false);
        _launcher.Dispose();
    }

    private void Assign(WorkerProcess? onThreadOf) => CarryOut(_schedule.Assign(), onThreadOf);

    /// <summary>Does what was decided.</summary>
    /// <param name="step">The decision.</param>
    /// <param name="onThreadOf">
    /// The worker whose reading thread this is: writing to it cannot block for long, since it reads while it writes. Others are written to elsewhere.
    /// </param>
    private void CarryOut(ScheduleStep step, WorkerProcess? onThreadOf)
    {
        foreach (var worker in step.Flush)
        {
            worker.Flush(mayBlock: worker == onThreadOf);
        }

        foreach (var worker in step.Kill)
        {
            worker.Kill();
        }

        for (var i = 0; i < step.Starts; i++)
        {
            var start = StartOrderedAsync(_python!);
            lock (_startsGate)
            {
                _starts = Task.WhenAll(_starts, start);
            }
        }
    }

    private async Task StartOrderedAsync(PythonInterpreter python)
    {
        try
        {
            await StartOneAsync(python).ConfigureAwait(false);
        }
        catch (Exception e) when (e is Win32Exception or IOException or ObjectDisposedException)
        {
            _startFailures.Add(python.Path, $"{e.GetType().Name}: {e.Message}");
        }
        finally
        {
            _schedule.EndStart();
            Assign(onThreadOf: null);
        }
    }

    private async Task<WorkerProcess> StartOneAsync(PythonInterpreter python)
    {
        var worker = await _launcher.StartAsync(python).ConfigureAwait(false);
        if (!_schedule.TryAdd(worker))
        {
            worker.Kill();
            throw new ObjectDisposedException(nameof(WorkerPool));
        }

        worker.Run(_launcher.Configuration, OnMessage, OnEnded);
        return worker;
    }

    private void OnMessage(WorkerProcess worker, byte kind, byte[] body)
    {
        switch (kind)
        {
            case WorkerFrames.Ready:
                OnReady(worker, WorkerDescription.Parse(body));
                break;
            case WorkerFrames.Started:
                OnStarted(worker);
                break;
            case WorkerFrames.Done:
                OnDone(worker, PackedResult.Parse(body));
                break;
            case WorkerFrames.Returned:
                _schedule.TakeBack(worker, BinaryPrimitives.ReadInt32BigEndian(body));
                Assign(onThreadOf: worker);
                break;
            default:
                throw new JsonException($"unknown kind {kind}");
        }
    }

    private void OnReady(WorkerProcess worker, WorkerDescription description)
    {
        _schedule.MarkReady(worker, description);
        _startFailures.Reset();
        LocalLog.WorkerReady(_logger, worker.Number, worker.ProcessId, description.Text);
        if (_python is null && description.MissingPackages.Count > 0)
        {
            LocalLog.PackagesMissing(_logger, description.Executable, string.Join(" and ", description.MissingPackages), description.InstallCommand);
        }

        Assign(onThreadOf: worker);
    }

    private void OnStarted(WorkerProcess worker)
    {
        var task = _schedule.Start(worker);
        if (task.Kill is { } kill)
        {
            _ = KillAsync(worker, task, kill);
        }
    }

    private void OnDone(WorkerProcess worker, PackedResult result)
    {
        var (task, wantsMore) = _schedule.Finish(worker);
        if (task is not null)
        {
            _store.Complete(task, result);
        }

        if (wantsMore)
        {
            Assign(onThreadOf: worker);
        }
    }

    private void OnEnded(WorkerProcess worker, WorkerEnd end)
    {
        var loss = _schedule.Remove(worker);
        if (loss.IsOrdered)
        {
            return;
        }

        Remember(new LostWorker(worker.Number, worker.ProcessId, _time.GetUtcNow(), end.Describe(), loss.Task?.Id));
        if (loss.WasReady)
        {
            LocalLog.WorkerLost(_logger, worker.Number, worker.ProcessId, end.Describe(), loss.Task?.Id);
        }
        else if (_python is { } python)
        {
            _startFailures.Add(python.Path, $"it {end.Describe()}");
        }

        if (loss.Task is { } lost)
        {
            var error = loss.Describe(worker.ProcessId, end, _limits.TaskTimeout);
            _store.Complete(lost, FailureResult.Lost(lost.Id, error, loss.StartedAt, _time.GetUtcNow()));
        }

        Assign(onThreadOf: null);
    }

    private void Remember(LostWorker lost)
    {
        lock (_lost)
        {
            _lost.Enqueue(lost);
            if (_lost.Count > LostKept)
            {
                _lost.Dequeue();
            }
        }
    }

    private async Task KillAsync(WorkerProcess worker, LocalTask task, FaultRule kill)
    {
        await _kills.WaitAsync(kill, worker).ConfigureAwait(false);
        if (_schedule.TryDoom(worker, task))
        {
            worker.Kill();
        }
    }
}
