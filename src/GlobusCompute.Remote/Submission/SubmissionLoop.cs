using System.Threading.Channels;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Threading;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Submission;

/// <summary>
/// Coalesces the calls of all executors into requests. A call goes at once while the budget is free; while it waits, its batch fills.
/// </summary>
internal sealed class SubmissionLoop : IAsyncDisposable
{
    private const int RequestsInFlight = 8;

    // A slow endpoint, whose first request may take a minute, must not hold up the others.
    private const int RequestsInFlightPerEndpoint = 4;

    private static readonly TimeSpan s_afterFailure = TimeSpan.FromMilliseconds(100);

    private readonly Channel<RemoteCall> _incoming = Channel.CreateUnbounded<RemoteCall>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });

    private readonly List<SubmissionGroup> _groups = [];
    private readonly HashSet<TaskGroup> _nameless = [];
    private readonly Dictionary<Guid, int> _inFlight = [];
    private readonly HashSet<Task> _sending = [];
    private readonly AsyncSignal _signal = new();
    private readonly SemaphoreSlim _slots = new(RequestsInFlight);
    private readonly CancellationTokenSource _stop = new();
    private volatile CancellationTokenSource _interrupt = new();
    private int _sweep;
    private readonly IComputeService _service;
    private readonly BatchSender _sender;
    private readonly Func<SubmissionTarget, long> _fixedBytes;
    private readonly ICallStations _stations;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _maxRequestBytes;
    private readonly Task _loop;
    private int _next;

    /// <param name="service">Where requests go.</param>
    /// <param name="sender">Sends a batch and tells its calls what came of it.</param>
    /// <param name="maxRequestBytes">The most bytes of one request.</param>
    /// <param name="fixedBytes">Bytes of a request beside its tasks.</param>
    /// <param name="stations">Told of calls that ended before they were sent, and of those that are still here when the loop stops.</param>
    /// <param name="time">The clock of the pause after a failure.</param>
    /// <param name="logger">Where a failure of the loop is logged.</param>
    public SubmissionLoop(
        IComputeService service,
        BatchSender sender,
        long maxRequestBytes,
        Func<SubmissionTarget, long> fixedBytes,
        ICallStations stations,
        TimeProvider time,
        ILogger logger)
    {
        _service = service;
        _sender = sender;
        _maxRequestBytes = maxRequestBytes;
        _fixedBytes = fixedBytes;
        _stations = stations;
        _time = time;
        _logger = logger;
        _loop = BackgroundTask.Run(RunAsync);
    }

    public void Enqueue(RemoteCall call)
    {
        if (_incoming.Writer.TryWrite(call))
        {
            _signal.Set();
        }
        else
        {
            _stations.Detach(call);
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
        _incoming.Writer.TryComplete();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
        _slots.Dispose();
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
                await Task.Delay(s_afterFailure, _time, CancellationToken.None).ConfigureAwait(false);
            }
        }

        Task[] sending;
        lock (_sending)
        {
            sending = [.. _sending];
        }

        await Task.WhenAll(sending).ConfigureAwait(false);
        Collect();
        foreach (var call in _groups.SelectMany(static g => g.Drain()))
        {
            _stations.Detach(call);
        }
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

    private void Collect()
    {
        while (_incoming.Reader.TryRead(out var call))
        {
            if (call.IsWithdrawn)
            {
                Drop(call);
                continue;
            }

            var group = _groups.Find(g => g.Target.SharesRequestsWith(call.Target));
            if (group is null)
            {
                group = new SubmissionGroup(call.Target, _maxRequestBytes);
                _groups.Add(group);
            }

            group.Add(call);
        }

        if (Interlocked.Exchange(ref _sweep, 0) != 0)
        {
            _groups.ForEach(g => g.Sweep(Drop));
            _groups.RemoveAll(static g => !g.HasCalls);
        }
    }

    private void Drop(RemoteCall call)
    {
        call.TryCancel();
        _stations.Settled(call, reuse: true);
    }

    // The service names a task group in the answer to a request without one. Until then a second such request would make a second group.
    private bool IsSendable(SubmissionGroup group)
    {
        if (!group.HasCalls)
        {
            return false;
        }

        lock (_nameless)
        {
            return (group.Target.TaskGroup.Id is not null || !_nameless.Contains(group.Target.TaskGroup))
                && _inFlight.GetValueOrDefault(group.Target.EndpointId) < RequestsInFlightPerEndpoint;
        }
    }

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

            var batch = group.Take(_fixedBytes(group.Target), call => _stations.Settled(call, reuse: true));
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
        var group = batch.Target.TaskGroup;
        var nameless = group.Id is null;
        lock (_nameless)
        {
            CountInFlight(batch.Target.EndpointId, 1);
            if (nameless)
            {
                _nameless.Add(group);
            }
        }

        var sending = SendAsync(batch, nameless ? group : null);
        lock (_sending)
        {
            _sending.Add(sending);
        }

        _ = sending.ContinueWith(
            static (task, state) =>
            {
                var set = (HashSet<Task>)state!;
                lock (set)
                {
                    set.Remove(task);
                }
            },
            _sending,
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    private async Task SendAsync(SubmissionBatch batch, TaskGroup? nameless)
    {
        try
        {
            await Task.Yield();
            await _sender.SendAsync(batch, _stop.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (_nameless)
            {
                CountInFlight(batch.Target.EndpointId, -1);
                if (nameless is not null)
                {
                    _nameless.Remove(nameless);
                }
            }

            _slots.Release();
            _signal.Set();
        }
    }

    private void CountInFlight(Guid endpointId, int change)
    {
        var count = _inFlight.GetValueOrDefault(endpointId) + change;
        if (count == 0)
        {
            _inFlight.Remove(endpointId);
        }
        else
        {
            _inFlight[endpointId] = count;
        }
    }
}
