namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>Tasks finished per second, from what the pages that are open ask for. Safe for use by many threads.</summary>
internal sealed class RateMeter(TimeProvider time)
{
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(200);

    private readonly object _gate = new();
    private readonly Queue<(long Time, long Finished)> _marks = new();
    private long _last;

    /// <summary>Takes note of how many have finished by now, and gives the rate; null while it is not known yet.</summary>
    public double? Update(long finished)
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            while (_marks.TryPeek(out var oldest)
                && time.GetElapsedTime(oldest.Time, now) is var age && (age > s_longest || (age > s_window && _marks.Count > 2)))
            {
                _marks.Dequeue();
            }

            // Several pages may ask at about the same time.
            if (_marks.Count == 0 || time.GetElapsedTime(_last, now) >= s_step)
            {
                _marks.Enqueue((now, finished));
                _last = now;
            }

            var (since, before) = _marks.Peek();
            var seconds = time.GetElapsedTime(since, now).TotalSeconds;
            return seconds > 0 ? (finished - before) / seconds : null;
        }
    }
}
