using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Wire;

/// <summary>
/// Decides when a request may be sent, so that no window ever holds more than its limit: at once while half of the window is free, then spaced, so that the
/// places that are free or become free are spread over the time. Requests for results and all other requests each keep a quarter that the other kind cannot
/// spend.
/// </summary>
/// <remarks>Not synchronized: its user holds a lock.</remarks>
internal sealed class RequestPace
{
    private readonly Queue<(long Time, bool IsPoll)> _sent = new();
    private readonly TimeProvider _time;
    private readonly int _requests;
    private readonly int _burst;
    private readonly int _share;
    private readonly long _window;
    private readonly long _lateness;
    private int _polls;
    private int _refunds;
    private long _last;

    public RequestPace(RequestBudgetOptions options, TimeProvider time)
    {
        _time = time;
        _requests = options.Requests;
        _burst = (_requests / 2) + (_requests % 2);
        _share = _requests > 1 ? Math.Max(1, _requests / 4) : 0;
        _window = Math.Max(1, (long)Math.Ceiling(options.Window.TotalSeconds * time.TimestampFrequency));

        // A request that is sent a little later than the pace asked, because of a timer or a slow caller, does not delay those after it: otherwise such delays
        // would add up, and a minute would hold fewer requests.
        _lateness = _window / 20;
    }

    /// <param name="isPoll">Whether the request asks for results.</param>
    /// <param name="pollsWait">Whether a request for results waits, so that its quarter is kept.</param>
    /// <returns>Null when the request may be sent, and is counted; otherwise the time after which to try again, whole milliseconds above zero.</returns>
    public TimeSpan? TryTake(bool isPoll, bool pollsWait)
    {
        var now = _time.GetTimestamp();
        Forget(now);

        // Room is kept for other requests always, as they come in bursts; for polls only while one waits.
        var others = _sent.Count - _polls;
        var kept = isPoll ? _share - others : pollsWait ? _share - _polls : 0;
        var room = _requests - Math.Max(0, kept) - _sent.Count;
        if (room <= 0)
        {
            return Wait(_sent.Peek().Time + _window - now);
        }

        var hasBurst = _sent.Count < _burst;
        var due = hasBurst ? now : _last + Spacing(room);
        if (hasBurst || due <= now || (isPoll ? _polls : others) < _share || _refunds > 0)
        {
            _refunds = hasBurst ? 0 : due > now && _refunds > 0 ? _refunds - 1 : _refunds;
            _sent.Enqueue((now, isPoll));
            _polls += isPoll ? 1 : 0;
            _last = due <= now && now - due <= _lateness ? due : now;
            return null;
        }

        return Wait(Math.Min(due, _sent.Peek().Time + _window) - now);
    }

    /// <summary>
    /// Uncounts a request that was not sent; the next one may be sent in its place. The oldest of its kind leaves the window: the later time stays, so that the
    /// window never holds more than allowed.
    /// </summary>
    public void Refund(bool isPoll)
    {
        // Rare and short: a window holds few requests.
        var kept = _sent.ToList();
        var index = kept.FindIndex(sent => sent.IsPoll == isPoll);
        if (index < 0)
        {
            return;
        }

        kept.RemoveAt(index);
        _sent.Clear();
        kept.ForEach(_sent.Enqueue);
        _polls -= isPoll ? 1 : 0;
        _refunds++;
    }

    // The shortest even spacing with which there is a place for each request: before the n-th oldest leaves, the free places and n - 1 others can be used. Sent
    // with it, requests never need a longer one later.
    private long Spacing(int room)
    {
        var spacing = _window / _requests;
        var places = room;
        foreach (var (time, _) in _sent)
        {
            places++;
            spacing = Math.Max(spacing, (time + _window - _last) / places);
        }

        return spacing;
    }

    private void Forget(long now)
    {
        while (_sent.TryPeek(out var oldest) && now - oldest.Time >= _window)
        {
            _sent.Dequeue();
            _polls -= oldest.IsPoll ? 1 : 0;
        }
    }

    // Timers count whole milliseconds, and must not fire too early.
    private TimeSpan Wait(long wait) => TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait * 1000.0 / _time.TimestampFrequency)));
}
