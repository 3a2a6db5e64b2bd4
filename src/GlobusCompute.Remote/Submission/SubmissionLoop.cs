using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Threading;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Submission;

/// <summary>
/// Coalesces the calls of all executors into requests. A call goes at once while the budget is free; while it waits, its batch fills.
/// </summary>
internal sealed partial class SubmissionLoop : IAsyncDisposable
{
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromMilliseconds(100);

    private readonly IncomingCalls _incoming = new();
    private readonly List<SubmissionGroup> _groups = [];
    private readonly RequestsInFlight _requests = new();
    private readonly AsyncSignal _signal = new();
    private readonly SemaphoreSlim _slots = new(RequestsInFlight.Most);
    private readonly CancellationTokenSource _stop = new();
    private volatile CancellationTokenSource _interrupt = new();
    private int _sweep;
    private int _next;
    private readonly IComputeService _service;
    private readonly BatchSender _sender;
    private readonly ICallLifecycle _lifecycle;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _loop;

    /// <param name="service">Where requests go.</param>
    /// <param name="sender">Sends a batch and reports the outcome to its calls.</param>
    /// <param name="lifecycle">Told of calls that ended before they were sent, and of those that are still here when the loop stops.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where a failure of the loop is logged.</param>
    public SubmissionLoop(IComputeService service, BatchSender sender, ICallLifecycle lifecycle, TimeProvider time, ILogger logger)
    {
        _service = service;
        _sender = sender;
        _lifecycle = lifecycle;
        _time = time;
        _logger = logger;
        _loop = BackgroundTask.Run(RunAsync);
    }

    public void Enqueue(RemoteCall call)
    {
        if (!_incoming.TryAdd(call, out var isFirst))
        {
            _lifecycle.Detach(call);
        }
        else if (isFirst)
        {
            // Who leaves the first call wakes the loop for all that come until it looks.
            _signal.Set();
        }
    }

    /// <summary>Drops waiting calls that will not be sent, also while the loop waits for the budget.</summary>
    public void Sweep()
    {
        Volatile.Write(ref _sweep, 1);
        Interlocked.MemoryBarrier();
        _interrupt.Cancel();
        _signal.Set();
    }

    /// <summary>Stops sending. Calls that are still here, also those in a request, are detached.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
        _slots.Dispose();
    }

    /// <summary>
    /// Completes the futures of calls in requests that do not stop. Their sending goes on, and so do their arguments.
    /// </summary>
    public void Abandon()
    {
        foreach (var call in _requests.Calls)
        {
            call.TryFail(new ComputeDetachedException(call.Handle));
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
                break;
            }
            catch (Exception e)
            {
                // Nothing may end this loop while calls wait.
                Log.LoopFailed(_logger, nameof(SubmissionLoop), e);
                await Task.Delay(s_afterFailure, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        // Before the requests have ended, which may not depend on us.
        _arrived.Append(_incoming.Close());
        foreach (var call in _groups.SelectMany(static g => g.Drain()))
        {
            End(call);
        }

        while (_arrived.Take() is { } call)
        {
            End(call);
        }

        await _requests.WhenAllAsync().ConfigureAwait(false);
    }

    private async Task StepAsync()
    {
        Collect();
        if (!_groups.Exists(IsSendable))
        {
            await _signal.WaitAsync(_stop.Token).ConfigureAwait(false);
            return;
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _interrupt.Token);
        try
        {
            await _slots.WaitAsync(waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsInterrupted)
        {
            _interrupt = new CancellationTokenSource();
            return;
        }

        SubmissionBatch? batch = null;
        try
        {
            await _service.WaitForSubmitAsync(waiting.Token).ConfigureAwait(false);
            Collect();
            batch = TakeBatch();
            if (batch is null)
            {
                _service.SkipSubmit();
            }
        }
        catch (OperationCanceledException) when (IsInterrupted)
        {
            _interrupt = new CancellationTokenSource();
        }
        finally
        {
            if (batch is null)
            {
                _slots.Release();
            }
        }

        if (batch is not null)
        {
            Send(batch);
        }
    }

    // Only the waits are broken off, before anything was taken; the next Collect sweeps.
    private bool IsInterrupted => _interrupt.IsCancellationRequested && !_stop.IsCancellationRequested;

    private bool IsSendable(SubmissionGroup group) => group.HasCalls && _requests.MayBegin(group.Target);

    private SubmissionBatch? TakeBatch()
    {
        for (var i = 0; i < _groups.Count; i++)
        {
            // In turn, so that one busy executor does not starve the others.
            var index = (_next + i) % _groups.Count;
            var group = _groups[index];
            if (!IsSendable(group))
            {
                continue;
            }

            var batch = group.Take(call => _lifecycle.SendingCompleted(call, reuse: true));
            if (!group.HasCalls)
            {
                // Forgotten when empty: executors come and go.
                _groups.RemoveAt(index);
                index--;
            }

            _next = index + 1;
            if (batch.Count > 0)
            {
                return batch;
            }

            i = -1;
            if (_groups.Count == 0)
            {
                break;
            }
        }

        return null;
    }

    private void Send(SubmissionBatch batch)
    {
        var isNameless = _requests.Begin(batch.Target);
        _requests.Track(SendAsync(batch, isNameless), batch);
    }

    private async Task SendAsync(SubmissionBatch batch, bool isNameless)
    {
        try
        {
            await Task.Yield();
            await _sender.SendAsync(batch, _stop.Token).ConfigureAwait(false);
        }
        finally
        {
            _requests.End(batch.Target, isNameless);
            _slots.Release();
            _signal.Set();
        }
    }
}
