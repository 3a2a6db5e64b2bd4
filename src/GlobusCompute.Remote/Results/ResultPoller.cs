using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Threading;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// Asks <c>batch_status</c> for results. Without a stream it asks for everything that is pending, more often while something happens and less often while
/// nothing does; beside a stream it asks for what was announced, and sweeps what has been pending for long. Sleeps while nothing is pending.
/// </summary>
internal sealed partial class ResultPoller : IAsyncDisposable
{
    // A sweep beside a healthy stream must not spend the budget: with more, it goes on in the next one.
    private const int TasksPerSweep = 2000;

    private readonly AsyncSignal _signal = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IComputeService _service;
    private readonly ResultRouter _router;
    private readonly ResultInbox _inbox;
    private readonly PollQueue _queue;
    private readonly PollPace _pace;
    private readonly PageSize _page = new();
    private readonly OutageClock _outage;
    private readonly AbsentTasks _absent;
    private readonly TimeSpan _sweepInterval;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly bool _isHeld;
    private readonly Task _loop;
    private volatile bool _streaming;
    private volatile bool _modeChanged;
    private volatile bool _isAsleep;
    private volatile bool _signInRequired;
    private volatile CancellationTokenSource? _question;
    private bool _hasFailed;
    private long _lastSweep;

    public ResultPoller(IComputeService service, ResultRouter router, ResultInbox inbox, ComputeClientOptions options, ILogger logger)
    {
        _service = service;
        _router = router;
        _inbox = inbox;
        _queue = new PollQueue(router, options.TimeProvider, options.SweepInterval);
        _pace = new PollPace(options.PollInterval, options.MaxPollInterval);
        _absent = new AbsentTasks(options.OutageTimeout, options.TimeProvider);
        _outage = new OutageClock(options.OutageTimeout, options.TimeProvider, logger);
        _sweepInterval = options.SweepInterval;
        _time = options.TimeProvider;
        _lastSweep = _time.GetTimestamp();
        _logger = logger;
        _isHeld = options.IsServiceInMemory;
        _loop = BackgroundTask.Run(RunAsync);
    }

    /// <summary>Whether the service refuses to give results before another sign-in.</summary>
    public bool IsSignInRequired => _signInRequired;

    /// <summary>Tasks are pending from now on. They are in the router already.</summary>
    public void Watch(ReadOnlyMemory<Guid> taskIds)
    {
        // Beside a stream, sweeps find them in the router.
        if (!_streaming)
        {
            _queue.Add(taskIds);
            GiveUpQuestion();
            _signal.Set();
            return;
        }

        Interlocked.MemoryBarrier();
        if (_isAsleep)
        {
            _signal.Set();
        }
    }

    /// <summary>A task's result is there and must be fetched.</summary>
    public void Fetch(Guid taskId)
    {
        _queue.Announce(taskId);
        GiveUpQuestion();
        _signal.Set();
    }

    /// <summary>A stream delivers from now on. What it may have missed before is requested once.</summary>
    public void StreamUp() => Change(streaming: true);

    /// <summary>No stream delivers: everything is polled.</summary>
    public void StreamDown() => Change(streaming: false);

    /// <summary>Asks for tasks at once that may have ended long ago. They are in the router already.</summary>
    /// <returns>A task that completes when the service was asked for each of them. Those that are pending then are polled like all others.</returns>
    public Task CheckFirstAsync(IEnumerable<Guid> taskIds)
    {
        var check = _queue.CheckFirst(taskIds);
        if (_stop.IsCancellationRequested)
        {
            _queue.EndChecks();
        }

        GiveUpQuestion();
        _signal.Set();
        return check;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _queue.EndChecks();
        _stop.Dispose();
    }

    private void Change(bool streaming)
    {
        if (_streaming != streaming)
        {
            _streaming = streaming;
            _modeChanged = true;
            _signal.Set();
        }
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await StepAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Nothing may end this loop while results are awaited.
                Log.LoopFailed(_logger, nameof(ResultPoller), e);
                await Task.Delay(_pace.Shortest, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task StepAsync()
    {
        if (_router.IsEmpty && !_queue.HasChecks)
        {
            await SleepAsync().ConfigureAwait(false);
            return;
        }

        if (_modeChanged)
        {
            _modeChanged = false;
            _outage.Restart();
            _pace.Restart();
            if (_streaming)
            {
                _queue.BeginSweep(all: true, 0);
                _lastSweep = _time.GetTimestamp();
            }
            else
            {
                _queue.BeginPolling();
            }
        }

        if (!await WaitAsync().ConfigureAwait(false))
        {
            return;
        }

        await _inbox.WaitForRoomAsync(_stop.Token).ConfigureAwait(false);
        var isGivenUp = CancellationToken.None;
        if (_isHeld)
        {
            // Before the tasks are chosen: what comes later ends the question. First checks are answered at once, with or without news.
            var question = new CancellationTokenSource();
            _question = question;
            Interlocked.MemoryBarrier();
            isGivenUp = _queue.HasChecks ? CancellationToken.None : question.Token;
        }

        var ids = _queue.Next(_streaming, _isHeld ? int.MaxValue : _page.Current);
        if (ids.Count > 0)
        {
            await AskAsync(ids, isGivenUp).ConfigureAwait(false);
        }
    }

    // Not by whoever is here: what awaits the question goes on elsewhere.
    private void GiveUpQuestion() => _ = _question?.CancelAsync();

    private async Task SleepAsync()
    {
        _queue.Clear();
        _outage.Restart();
        _isAsleep = true;

        // A call that came between the two looks has not seen the loop asleep, or has given the signal.
        Interlocked.MemoryBarrier();
        if (_router.IsEmpty && !_queue.HasChecks)
        {
            await _signal.WaitAsync(_stop.Token).ConfigureAwait(false);
        }
        else
        {
            _queue.BeginPolling();
        }

        _isAsleep = false;
        _pace.Restart();
        _lastSweep = _time.GetTimestamp();
    }

    /// <returns>Whether it is time to ask; otherwise something has changed and is to be looked at first.</returns>
    private async Task<bool> WaitAsync()
    {
        if (_queue.HasChecks && (_streaming || !_hasFailed))
        {
            return true;
        }

        if (!_streaming)
        {
            if (!_isHeld || _hasFailed)
            {
                await WaitForPaceAsync().ConfigureAwait(false);
            }

            return !_modeChanged;
        }

        if (_queue.IsSweeping)
        {
            return true;
        }

        if (_queue.TakeAnnouncements())
        {
            // As patient as Python (protocol.md §5.4) while the service has nothing, but at once at first.
            await WaitForPaceAsync().ConfigureAwait(false);
            return !_modeChanged;
        }

        var untilSweep = _sweepInterval - _time.GetElapsedTime(_lastSweep);
        if (untilSweep > TimeSpan.Zero && await WaitForSignalAsync(untilSweep).ConfigureAwait(false))
        {
            _pace.Restart();
            return false;
        }

        _lastSweep = _time.GetTimestamp();
        _queue.BeginSweep(all: false, TasksPerSweep);
        return true;
    }

    // News cut a long wait down to the shortest one.
    private async Task WaitForPaceAsync()
    {
        var wait = _pace.Wait;
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        if (wait > _pace.Shortest)
        {
            if (!await WaitForSignalAsync(wait).ConfigureAwait(false))
            {
                return;
            }

            _pace.Restart();
            if (_queue.HasChecks)
            {
                return;
            }
        }

        await Task.Delay(_pace.Shortest, _time, _stop.Token).ConfigureAwait(false);
    }

    /// <returns>False when the time was over first.</returns>
    private async Task<bool> WaitForSignalAsync(TimeSpan wait)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var signal = _signal.WaitAsync(woken.Token).AsTask();
        var delay = Task.Delay(wait, _time, woken.Token);
        var first = await Task.WhenAny(signal, delay).ConfigureAwait(false);
        await woken.CancelAsync().ConfigureAwait(false);
        _stop.Token.ThrowIfCancellationRequested();
        return first == signal;
    }
}
