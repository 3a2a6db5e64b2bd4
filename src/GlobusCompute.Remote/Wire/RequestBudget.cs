using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobusCompute.Remote.Wire;

/// <summary>
/// Holds the requests of a client back as <see cref="RequestPace"/> asks. Those of a kind, for results or others, are sent in the order in which they came.
/// </summary>
internal sealed class RequestBudget
{
    private readonly object _lock = new();
    private readonly RequestPace? _pace;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Line _polls = new();
    private readonly Line _others = new();

    /// <param name="options">The limit, or null for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Receives failures of listeners to the measured waits; null for none.</param>
    public RequestBudget(RequestBudgetOptions? options, TimeProvider time, ILogger? logger = null)
    {
        _logger = logger ?? NullLogger.Instance;
        _pace = options is null ? null : new RequestPace(options, time);
        _time = time;
    }

    /// <summary>Waits until a request may be sent and counts it.</summary>
    /// <param name="isPoll">Whether it asks for results.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How long it took.</returns>
    public async ValueTask<TimeSpan> AcquireAsync(bool isPoll, CancellationToken cancellationToken)
    {
        var waited = _pace is null || TryTake(isPoll) ? TimeSpan.Zero : await WaitAsync(isPoll, cancellationToken).ConfigureAwait(false);
        ComputeMeters.BudgetWaited(isPoll, waited, _logger);
        return waited;
    }

    /// <summary>Uncounts a request that was not sent, so that another may be sent in its place.</summary>
    public void Refund(bool isPoll)
    {
        if (_pace is null)
        {
            return;
        }

        lock (_lock)
        {
            _pace.Refund(isPoll);
        }

        _polls.Wake();
        _others.Wake();
    }

    private bool TryTake(bool isPoll)
    {
        lock (_lock)
        {
            return LineOf(isPoll).Waiting == 0 && _pace!.TryTake(isPoll, _polls.Waiting > 0) is null;
        }
    }

    private async Task<TimeSpan> WaitAsync(bool isPoll, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        var line = LineOf(isPoll);
        ChangeWaiting(line, 1);
        try
        {
            await line.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await WaitFirstAsync(isPoll, line, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                line.Turn.Release();
            }
        }
        finally
        {
            if (ChangeWaiting(line, -1) == 0 && isPoll)
            {
                // The room that was kept is free.
                _others.Wake();
            }
        }

        return _time.GetElapsedTime(start);
    }

    private async Task WaitFirstAsync(bool isPoll, Line line, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var wake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            TimeSpan delay;
            lock (_lock)
            {
                if (_pace!.TryTake(isPoll, _polls.Waiting > 0) is not { } wait)
                {
                    return;
                }

                delay = wait;
                line.Watch(wake);
            }

            try
            {
                await Task.Delay(delay, _time, wake.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Something has become free: perhaps it may be sent now.
            }
            finally
            {
                line.Watch(null);
            }
        }
    }

    private int ChangeWaiting(Line line, int change)
    {
        lock (_lock)
        {
            return line.Waiting += change;
        }
    }

    private Line LineOf(bool isPoll) => isPoll ? _polls : _others;

    /// <summary>The requests of a kind that wait; only the first of them watches the clock.</summary>
    private sealed class Line
    {
        private CancellationTokenSource? _wake;

        public SemaphoreSlim Turn { get; } = new(1);

        public int Waiting { get; set; }

        public void Watch(CancellationTokenSource? wake)
        {
            lock (Turn)
            {
                _wake = wake;
            }
        }

        public void Wake()
        {
            lock (Turn)
            {
                // Within the lock, as it is disposed of after the wait; its waiter continues on a thread of the pool.
                _ = _wake?.CancelAsync();
            }
        }
    }
}
