using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>The times of tasks at one moment.</summary>
internal sealed class TaskClock(DashboardSources sources)
{
    private readonly DateTimeOffset _now = sources.Time.GetUtcNow();
    private readonly Dictionary<Guid, LocalTaskSnapshot> _running = sources.Pool.Observe().Running.ToDictionary(static task => task.TaskId);

    /// <summary>When a task started, and how long it waited and ran so far.</summary>
    public (DateTimeOffset? StartedAt, TimeSpan? Queue, TimeSpan? Run) Of(LocalTask task)
    {
        if (task.Result is { } result)
        {
            var times = TaskTimes.Of(result);
            return (times.StartedAt, times.StartedAt - task.CreatedAt, times.Duration);
        }

        return _running.TryGetValue(task.Id, out var running) ? (running.StartedAt, running.StartedAt - task.CreatedAt, running.Duration)
            : task.State == TaskState.Running ? (null, null, null)
            : (null, _now - task.CreatedAt, null);
    }
}
