using System.Text.Json;

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
        long? started = null;
        long? ended = null;
        foreach (var (state, nanoseconds) in result.Transitions)
        {
            _ = state == "execution-start" ? started = nanoseconds : ended = nanoseconds;
        }

        return task.Describe() with
        {
            StartedAt = started is { } start ? DateTimeOffset.UnixEpoch + FromNanoseconds(start) : null,
            FinishedAt = task.CompletedAt,
            Duration = started is { } from && ended is { } to ? FromNanoseconds(to - from) : null,
            Failure = result.IsError ? Summarize(JsonSerializer.Deserialize<string>(result.Data)!) : null,
        };
    }

    private static TimeSpan FromNanoseconds(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    /// <summary>A traceback's last line; of a text in the frame for lost tasks its first, behind which the worker's output may follow.</summary>
    private static string Summarize(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines switch
        {
            [] => "no reason given",
            [_, _, var error, ..] when FailureResult.IsFramed(text) => error,
            _ => lines[^1],
        };
    }
}
