using System.Diagnostics;
using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>
/// What one worker has to do. Short tasks are sent ahead, so that the worker need not wait for the service between them; a task that turns
/// out long has those behind it taken back, so that they do not wait for it.
/// </summary>
internal sealed class WorkerLoad
{
    private const int TasksAhead = 16;
    private const int BytesAhead = 1 << 20;
    private const double ShortMilliseconds = 2;

    private readonly List<LocalTask> _tasks = new(TasksAhead);
    private double _averageMilliseconds = ShortMilliseconds;
    private long _bytes;
    private long _runningSince;

    public bool IsReady { get; set; }

    private bool IsRunning { get; set; }

    public bool IsTakingBack { get; set; }

    /// <summary>The task for which the worker is being killed.</summary>
    public LocalTask? Overdue { get; private set; }

    /// <summary>The task that shall be lost with its worker, which gets no other meanwhile.</summary>
    public LocalTask? Doomed { get; private set; }

    /// <summary>Whether the worker is being killed for <see cref="Doomed"/>; what it says from then on is not heard.</summary>
    public bool IsKilled { get; set; }

    public LocalTask? Running => IsRunning ? _tasks[0] : null;

    public int Count => _tasks.Count;

    /// <summary>When the running task began, in <see cref="DateTimeOffset"/> terms of the service's clock.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    public LocalTaskSnapshot DescribeRunning() => new()
    {
        TaskId = _tasks[0].Id,
        FunctionName = _tasks[0].FunctionName,
        SubmittedAt = _tasks[0].CreatedAt,
        StartedAt = StartedAt,
        Duration = RunningFor,
    };

    public TimeSpan RunningFor => IsRunning ? Stopwatch.GetElapsedTime(_runningSince) : TimeSpan.Zero;

    /// <summary>Whether another task may be sent, if tasks are to be sent to this worker at all.</summary>
    public bool HasRoom => IsReady && !IsTakingBack && Overdue is null && Doomed is null
        && (_tasks.Count == 0 || (_averageMilliseconds < ShortMilliseconds && _tasks.Count < TasksAhead && _bytes < BytesAhead));

    /// <summary>Whether it is time to send more: filling up at half the depth lets one write carry many tasks.</summary>
    public bool WantsMore => _tasks.Count <= TasksAhead / 2;

    public void Add(LocalTask task)
    {
        _tasks.Add(task);
        _bytes += task.Arguments.Length + task.Code.Length;
        Doomed = task.Kill is null ? null : task;
    }

    public LocalTask Start(DateTimeOffset now)
    {
        IsRunning = true;
        StartedAt = now;
        _runningSince = Stopwatch.GetTimestamp();
        return _tasks[0];
    }

    public void MarkOverdue() => Overdue = Running;

    public LocalTask Finish()
    {
        _averageMilliseconds += (RunningFor.TotalMilliseconds - _averageMilliseconds) / 4;
        IsRunning = false;
        Doomed = null;
        var task = _tasks[0];
        _tasks.RemoveAt(0);
        _bytes -= task.Arguments.Length + task.Code.Length;
        return task;
    }

    /// <summary>The last tasks, which were not started and will not be here.</summary>
    public IReadOnlyList<LocalTask> TakeBack(int count)
    {
        var taken = _tasks.GetRange(_tasks.Count - count, count);
        _tasks.RemoveRange(_tasks.Count - count, count);
        foreach (var task in taken)
        {
            _bytes -= task.Arguments.Length + task.Code.Length;
        }

        return taken;
    }
}
