using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote.LocalService.Diagnostics;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>All tasks that can be requested. Finished ones go by age and number; unfinished ones stay.</summary>
/// <param name="retention">How long a finished task is kept.</param>
/// <param name="maxFinished">How many finished tasks are kept.</param>
/// <param name="finished">Hears of each task that has just been finished and can be requested; null if nobody does.</param>
/// <param name="time">The clock of completion and retention.</param>
/// <param name="logger">Where tasks are logged as they come and finish.</param>
internal sealed class TaskStore(TimeSpan retention, int maxFinished, Action<LocalTask>? finished, TimeProvider time, ILogger logger)
{
    // Who looks at a finished task wants to see its arguments; large ones, and those of long ago, are not worth the memory.
    private const long MaxInputBytes = 16 << 20;
    private const int MaxTaskInputBytes = 64 << 10;

    private readonly ConcurrentDictionary<Guid, LocalTask> _tasks = new();
    private readonly ConcurrentQueue<LocalTask> _finished = new();
    private readonly Dictionary<Guid, TaskGroup> _groups = [];
    private readonly TaskLine _line = new();
    private readonly KeptInputs _inputs = new(MaxInputBytes, MaxTaskInputBytes);
    private readonly object _gate = new();
    private int _finishedCount;

    public void Add(Guid groupId, IReadOnlyList<LocalTask> tasks)
    {
        lock (_gate)
        {
            var group = GetOrAddGroup(groupId, tasks.Count > 0 ? tasks[0].Batch.User : null);
            foreach (var task in tasks)
            {
                _tasks[task.Id] = task;
                group.Tasks[task.Id] = task;
                _line.Add(task);
                task.Tally.AddSubmitted();
            }
        }

        if (logger.IsEnabled(LogLevel.Trace))
        {
            foreach (var task in tasks)
            {
                LocalLog.TaskIs(logger, task.Id, task.Batch.User, task.Batch.RequestId, "accepted");
            }
        }
    }

    /// <summary>The outcomes of tasks, including those that are forgotten.</summary>
    public TaskHistory History { get; } = new();

    public bool TryGet(Guid id, [NotNullWhen(true)] out LocalTask? task) => _tasks.TryGetValue(id, out task);

    /// <summary>All tasks that can be requested.</summary>
    public IEnumerable<LocalTask> Tasks => _tasks.Values;

    /// <summary>Reads the tasks that can be requested in the order in which they were accepted.</summary>
    public TaskLine.View ReadLine()
    {
        lock (_gate)
        {
            return _line.Read();
        }
    }

    /// <summary>Gets a task group's owner and tasks; null without such a group.</summary>
    public (string? Owner, IReadOnlyList<LocalTask> Tasks)? GetGroup(Guid id)
    {
        lock (_gate)
        {
            return _groups.TryGetValue(id, out var group) ? (group.Owner, [.. group.Tasks.Values.OrderBy(t => t.CreatedAt)]) : null;
        }
    }

    /// <summary>Makes a task group a user's, unless it is somebody's already.</summary>
    /// <returns>Whose it is.</returns>
    public string? Claim(Guid id, string user)
    {
        lock (_gate)
        {
            return GetOrAddGroup(id, user).Owner;
        }
    }

    public void Complete(LocalTask task, PackedResult result)
    {
        task.Complete(result, time.GetUtcNow());
        History.Add(task);
        _inputs.Add(task.Input);
        _finished.Enqueue(task);
        Interlocked.Increment(ref _finishedCount);
        LocalLog.TaskIs(logger, task.Id, task.Batch.User, task.Batch.RequestId, result.IsError ? "failed" : "finished");
        finished?.Invoke(task);
    }

    /// <summary>Forgets what is too old or too many. Called once per request: requests are what a task is kept for.</summary>
    public void Evict()
    {
        var oldest = time.GetUtcNow() - retention;
        if (!IsDue(oldest, out _))
        {
            return;
        }

        lock (_gate)
        {
            while (IsDue(oldest, out var task) && _finished.TryDequeue(out _))
            {
                Interlocked.Decrement(ref _finishedCount);
                _tasks.TryRemove(task.Id, out _);
                _line.Forget(task);
                if (_groups.TryGetValue(task.GroupId, out var group) && group.Tasks.Remove(task.Id) && group.Tasks.Count == 0)
                {
                    _groups.Remove(task.GroupId);
                }
            }
        }
    }

    private TaskGroup GetOrAddGroup(Guid id, string? user)
    {
        if (!_groups.TryGetValue(id, out var group))
        {
            _groups.Add(id, group = new TaskGroup(user));
        }

        return group;
    }

    private bool IsDue(DateTimeOffset oldest, [NotNullWhen(true)] out LocalTask? task) =>
        _finished.TryPeek(out task) && (task.CompletedAt <= oldest || Volatile.Read(ref _finishedCount) > maxFinished);
}
