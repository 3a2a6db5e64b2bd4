namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>Counts finished tasks and remembers the last of them, without their results.</summary>
internal sealed class TaskHistory
{
    private const int Kept = 100;

    private readonly object _gate = new();
    private readonly Queue<LocalTaskSnapshot> _recent = new(Kept);
    private long _succeeded;
    private long _failed;

    public void Add(LocalTask task)
    {
        var snapshot = Describe(task, task.Result!);
        task.Tally.AddFinished(task.State == TaskState.Failed, snapshot.StartedAt - snapshot.SubmittedAt, snapshot.Duration, task.CompletedAt);
        lock (_gate)
        {
            _ = task.State == TaskState.Failed ? _failed++ : _succeeded++;
            if (_recent.Count == Kept)
            {
                _recent.Dequeue();
            }

            _recent.Enqueue(snapshot);
        }
    }

    public (long Succeeded, long Failed, IReadOnlyList<LocalTaskSnapshot> Recent) Read()
    {
        lock (_gate)
        {
            return (_succeeded, _failed, _recent.ToArray());
        }
    }

    /// <summary>Describes a finished task.</summary>
    public static LocalTaskSnapshot Describe(LocalTask task, PackedResult result)
    {
        var times = TaskTimes.Of(result);
        return task.Describe() with
        {
            StartedAt = times.StartedAt,
            FinishedAt = task.CompletedAt,
            Duration = times.Duration,
            Failure = task.Failure,
        };
    }
}
