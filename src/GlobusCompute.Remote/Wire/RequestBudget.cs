using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobusCompute.Remote.Wire;

/// <summary>
/// A sliding window over the requests of a client: never more than so many in any window's length. Requests for results and all other requests each keep a
/// quarter that the other kind cannot spend, so that neither starves.
/// </summary>
internal sealed class RequestBudget
{
    private readonly object _lock = new();
    private readonly Queue<(long Time, bool IsPoll)> _sent = new();
    private readonly RequestBudgetOptions? _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly int _share;
    private int _polls;
    private int _waitingPolls;

    /// <param name="options">The limit, or null for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of listeners to the measured waits that fail; null for nobody.</param>
    public RequestBudget(RequestBudgetOptions? options, TimeProvider time, ILogger? logger = null)
    {
        _logger = logger ?? NullLogger.Instance;
        _options = options;
        _time = time;
        _share = options is { Requests: > 1 } ? Math.Max(1, options.Requests / 4) : 0;
    }

    /// <summary>Waits until a request may be sent and counts it.</summary>
    /// <param name="isPoll">Whether it asks for results.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How long it took.</returns>
    public async ValueTask<TimeSpan> AcquireAsync(bool isPoll, CancellationToken cancellationToken)
    {
        var waited = _options is null || TryAcquire(isPoll) is not { } wait
            ? TimeSpan.Zero
            : await WaitAsync(isPoll, wait, cancellationToken).ConfigureAwait(false);
        ComputeMeters.BudgetWaited(isPoll, waited, _logger);
        return waited;
    }

    /// <summary>
    /// Uncounts a request that was not sent. The oldest of its kind goes in its place: the later time stays, so the window never holds more than
    /// allowed.
    /// </summary>
    public void Refund(bool isPoll)
    {
        if (_options is null)
        {
            return;
        }

        lock (_lock)
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
        }
    }

    private async Task<TimeSpan> WaitAsync(bool isPoll, TimeSpan wait, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        CountWaiting(isPoll, 1);
        try
        {
            for (TimeSpan? next = wait; next is { } delay; next = TryAcquire(isPoll))
            {
                await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            CountWaiting(isPoll, -1);
        }

        return _time.GetElapsedTime(start);
    }

    private void CountWaiting(bool isPoll, int change)
    {
        if (isPoll)
        {
            Interlocked.Add(ref _waitingPolls, change);
        }
    }

    /// <returns>Null when the request may go; otherwise how long to wait before trying again.</returns>
    private TimeSpan? TryAcquire(bool isPoll)
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            while (_sent.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.Time, now) >= _options!.Window)
            {
                _sent.Dequeue();
                _polls -= oldest.IsPoll ? 1 : 0;
            }

            // Room is kept for other requests always, as they come in bursts; for polls only while one waits.
            var kept = isPoll ? _share - (_sent.Count - _polls)
                : Volatile.Read(ref _waitingPolls) > 0 ? _share - _polls
                : 0;
            if (_sent.Count + 1 + Math.Max(0, kept) <= _options!.Requests)
            {
                _sent.Enqueue((now, isPoll));
                _polls += isPoll ? 1 : 0;
                return null;
            }

            var wait = _options.Window - _time.GetElapsedTime(_sent.Peek().Time, now);
            return wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1);
        }
    }
}
