using System.Text.Json;
using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>
/// What one worker has to do. Short tasks are sent ahead, so that the worker need not wait for the service between them; a task that turns out long has those
/// after it taken back, so that they do not wait for it. Known to <see cref="WorkerSchedule"/> only, under its lock.
/// </summary>
internal sealed class WorkerLoad(WorkerProcess worker, TimeProvider time)
{
    private const int TasksAhead = 16;
    private const int BytesAhead = 1 << 20;
    private const double ShortMilliseconds = 2;

    private readonly List<LocalTask> _tasks = new(TasksAhead);
    private double _averageMilliseconds = ShortMilliseconds;
    private long _bytes;
    private long _runningSince;
    private bool _isRunning;
    private long _finished;
    private WorkerDescription? _description;

    public WorkerProcess Worker => worker;

    public bool IsReady { get; private set; }

    public bool IsTakingBack { get; private set; }

    /// <summary>The task for which the worker is being killed.</summary>
    public LocalTask? Overdue { get; private set; }

    /// <summary>The task that shall be lost with its worker, which gets no other meanwhile.</summary>
    public LocalTask? Doomed { get; private set; }

    /// <summary>Whether the worker is being killed for <see cref="Doomed"/>; what it says from then on is not heard.</summary>
    public bool IsKilled { get; private set; }

    public LocalTask? Running => _isRunning ? _tasks[0] : null;

    public int Count => _tasks.Count;

    /// <summary>When the running task began, by the service's clock.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    public TimeSpan RunningFor => _isRunning ? time.GetElapsedTime(_runningSince) : TimeSpan.Zero;

    /// <summary>Whether the running task is a long one, so that none is to wait for it.</summary>
    public bool RunsLong => RunningFor > WorkerSchedule.WatchInterval;

    /// <summary>Whether another task may be sent, if tasks are to be sent to this worker at all.</summary>
    public bool HasRoom => IsReady && !IsTakingBack && Overdue is null && Doomed is null
        && (_tasks.Count == 0 || (_averageMilliseconds < ShortMilliseconds && !RunsLong && _tasks.Count < TasksAhead && _bytes < BytesAhead));

    /// <summary>Whether it is time to send more: filling up at half the depth lets one write carry many tasks.</summary>
    public bool WantsMore => _tasks.Count <= TasksAhead / 2;

    /// <summary>Notes that the worker can take tasks.</summary>
    public void MarkReady(WorkerDescription description)
    {
        IsReady = true;
        _description = description;
    }

    public void MarkOverdue() => Overdue = Running;

    public void MarkKilled() => IsKilled = true;

    /// <summary>Notes that the worker was asked to give back what it has not started; <see cref="TakeBack"/> is its answer.</summary>
    public void BeginTakeBack() => IsTakingBack = true;

    public void EndTakeBack() => IsTakingBack = false;

    public WorkerSnapshot Describe() => new(
        worker.Number,
        worker.ProcessId,
        IsReady,
        _description?.PythonVersion,
        Running,
        _isRunning ? RunningFor : null,
        _tasks.Count - (_isRunning ? 1 : 0),
        _finished);

    public LocalTaskSnapshot DescribeRunning() => _tasks[0].Describe() with
    {
        StartedAt = StartedAt,
        Duration = RunningFor,
    };

    public void Add(LocalTask task)
    {
        _tasks.Add(task);
        _bytes += task.Arguments.Length + task.Code.Length;
        Doomed = task.Kill is null ? null : task;
    }

    /// <exception cref="JsonException">There is no task.</exception>
    public LocalTask Start()
    {
        Require(_tasks.Count > 0);
        _isRunning = true;
        _tasks[0].Worker = worker.Number;
        StartedAt = time.GetUtcNow();
        _runningSince = time.GetTimestamp();
        return _tasks[0];
    }

    /// <exception cref="JsonException">No task runs.</exception>
    public LocalTask Finish()
    {
        Require(_isRunning);
        _averageMilliseconds += (RunningFor.TotalMilliseconds - _averageMilliseconds) / 4;
        _isRunning = false;
        Doomed = null;
        _finished++;
        var task = _tasks[0];
        _tasks.RemoveAt(0);
        _bytes -= task.Arguments.Length + task.Code.Length;
        return task;
    }

    /// <summary>The last tasks, which were not started and will not be here.</summary>
    /// <exception cref="JsonException">There are not so many.</exception>
    public IReadOnlyList<LocalTask> TakeBack(int count)
    {
        Require(count <= _tasks.Count);
        var taken = _tasks.GetRange(_tasks.Count - count, count);
        _tasks.RemoveRange(_tasks.Count - count, count);
        foreach (var task in taken)
        {
            _bytes -= task.Arguments.Length + task.Code.Length;
        }

        return taken;
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new JsonException("it speaks of a task that it does not have");
        }
    }
}
