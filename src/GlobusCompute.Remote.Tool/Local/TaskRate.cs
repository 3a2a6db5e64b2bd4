namespace GlobusCompute.Remote.Tool.Local;

/// <summary>Tasks finished per second over the last seconds.</summary>
internal sealed class TaskRate(TimeProvider time)
{
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(5);
    private readonly Queue<(long Time, long Finished)> _marks = new();

    /// <summary>Takes note of how many have finished by now, and gives the rate.</summary>
    public double Update(long finished)
    {
        var now = time.GetTimestamp();
        _marks.Enqueue((now, finished));
        while (_marks.Count > 2 && time.GetElapsedTime(_marks.Peek().Time, now) > s_window)
        {
            _marks.Dequeue();
        }

        var (since, before) = _marks.Peek();
        var seconds = time.GetElapsedTime(since, now).TotalSeconds;
        return seconds > 0 ? (finished - before) / seconds : 0;
    }
}
