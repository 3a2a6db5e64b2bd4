namespace GlobusCompute.Remote.Wire;

/// <summary>
/// A sliding window over the requests of a client: never more than so many in any window's length. Questions for results and all other
/// requests each keep a quarter that the other kind cannot spend, so that neither starves.
/// </summary>
internal sealed class RequestBudget
{
    private readonly object _lock = new();
    private readonly Queue<(long Time, bool IsQuestion)> _sent = new();
    private readonly RequestBudgetOptions? _options;
    private readonly TimeProvider _time;
    private readonly int _share;
    private int _questions;
    private int _waitingQuestions;

    /// <param name="options">The limit, or null for none.</param>
    /// <param name="time">The clock.</param>
    public RequestBudget(RequestBudgetOptions? options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _share = options is { Requests: > 1 } ? Math.Max(1, options.Requests / 4) : 0;
    }

    /// <summary>Waits until a request may be sent and counts it.</summary>
    /// <param name="isQuestion">Whether it asks for results.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How long it took.</returns>
    public async ValueTask<TimeSpan> AcquireAsync(bool isQuestion, CancellationToken cancellationToken)
    {
        if (_options is null || TryAcquire(isQuestion) is not { } wait)
        {
            return TimeSpan.Zero;
        }

        var start = _time.GetTimestamp();
        CountWaiting(isQuestion, 1);
        try
        {
            for (TimeSpan? next = wait; next is { } delay; next = TryAcquire(isQuestion))
            {
                await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            CountWaiting(isQuestion, -1);
        }

        return _time.GetElapsedTime(start);
    }

    /// <summary>
    /// Uncounts a request that was not sent. The oldest of its kind goes in its place: the later time stays, so the window never holds more than
    /// allowed.
    /// </summary>
    public void Refund(bool isQuestion)
    {
        if (_options is null)
        {
            return;
        }

        lock (_lock)
        {
            // Rare and short: a window holds few requests.
            var kept = _sent.ToList();
            var index = kept.FindIndex(sent => sent.IsQuestion == isQuestion);
            if (index < 0)
            {
                return;
            }

            kept.RemoveAt(index);
            _sent.Clear();
            kept.ForEach(_sent.Enqueue);
            _questions -= isQuestion ? 1 : 0;
        }
    }

    private void CountWaiting(bool isQuestion, int change)
    {
        if (isQuestion)
        {
            Interlocked.Add(ref _waitingQuestions, change);
        }
    }

    /// <returns>Null when the request may go; otherwise how long to wait before trying again.</returns>
    private TimeSpan? TryAcquire(bool isQuestion)
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            while (_sent.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.Time, now) >= _options!.Window)
            {
                _sent.Dequeue();
                _questions -= oldest.IsQuestion ? 1 : 0;
            }

            // Room is kept for other requests always, as they come in bursts; for questions only while one waits.
            var kept = isQuestion ? _share - (_sent.Count - _questions)
                : Volatile.Read(ref _waitingQuestions) > 0 ? _share - _questions
                : 0;
            if (_sent.Count + 1 + Math.Max(0, kept) <= _options!.Requests)
            {
                _sent.Enqueue((now, isQuestion));
                _questions += isQuestion ? 1 : 0;
                return null;
            }

            var wait = _options.Window - _time.GetElapsedTime(_sent.Peek().Time, now);
            return wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1);
        }
    }
}
