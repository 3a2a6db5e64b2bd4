using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Networking;
using GlobusCompute.Remote.Threading;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// Keeps one connection to the broker while results are awaited: fresh credentials for each (protocol.md §5.1), another attempt after a growing wait, closed
/// after an idle time and opened again by the next call.
/// </summary>
internal sealed class ResultStream : IAsyncDisposable
{
    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(5);

    // A stream that has lived so long was no flapping one: the waits begin anew.
    private static readonly TimeSpan s_stable = TimeSpan.FromSeconds(30);

    // A queue that was refused may be there by then.
    private static readonly TimeSpan s_refusedAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(60);

    private readonly object _lock = new();
    private readonly HashSet<Guid> _groups = [];
    private readonly AsyncSignal _signal = new();
    private readonly PrefetchBudget _prefetch = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IComputeService _service;
    private readonly ResultRouter _router;
    private readonly ResultInbox _inbox;
    private readonly ResultPoller _poller;
    private readonly ICallLifecycle _lifecycle;
    private readonly int? _port;
    private readonly ClientNetwork _network;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _loop;
    private long _lastWatch;
    private volatile bool _isOpen;

    public ResultStream(
        IComputeService service,
        ResultRouter router,
        ResultInbox inbox,
        ResultPoller poller,
        ICallLifecycle lifecycle,
        ComputeClientOptions options,
        ILogger logger)
    {
        _service = service;
        _router = router;
        _inbox = inbox;
        _poller = poller;
        _lifecycle = lifecycle;
        _port = options.AmqpPort;
        _network = options.Network;
        _time = options.TimeProvider;
        _logger = logger;
        _loop = BackgroundTask.Run(RunAsync);
    }

    /// <summary>Whether results come by the stream now.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Results of a group are awaited from now on.</summary>
    public void Watch(Guid taskGroupId)
    {
        bool added;
        Interlocked.Exchange(ref _lastWatch, _time.GetTimestamp());
        lock (_lock)
        {
            added = _groups.Add(taskGroupId);
        }

        if (added)
        {
            _signal.Set();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var wait = s_firstWait;
            while (true)
            {
                if (ForgetIfIdle())
                {
                    await _signal.WaitAsync(_stop.Token).ConfigureAwait(false);
                    continue;
                }

                var start = _time.GetTimestamp();
                var reason = await StreamAsync().ConfigureAwait(false);
                if (reason is null)
                {
                    continue;
                }

                if (_time.GetElapsedTime(start) > s_stable)
                {
                    wait = s_firstWait;
                }

                // Spread over a time, so that clients cut off together do not come back together.
                var spread = wait * (0.5 + Random.Shared.NextDouble());
                Log.StreamDown(_logger, spread, reason);
                await Task.Delay(spread, _time, _stop.Token).ConfigureAwait(false);
                wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait;
                ComputeMeters.Reconnecting(_logger);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The client is being disposed.
        }
    }

    /// <returns>Why the stream has ended, or null when nothing was awaited any more.</returns>
    private async Task<string?> StreamAsync()
    {
        try
        {
            var connection = await StreamConnection
                .OpenAsync(GetAddressAsync, _port, _network, _prefetch, _inbox, _lifecycle, _time, _logger, _stop.Token).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                while (!connection.Closed.IsCompleted)
                {
                    SetOpen(await ConsumeGroupsAsync(connection).ConfigureAwait(false));
                    if (await IsIdleAsync(connection).ConfigureAwait(false))
                    {
                        Log.StreamIdle(_logger, s_idle);
                        return null;
                    }
                }

                return "the connection was closed.";
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            // The broker, the network, the service or a part of the app: results are asked for until another attempt succeeds.
            return StreamConnection.Cause(e) is not { } cause || e is ComputeException ? LogReason.Of(e)
                : e is BrokerUnreachableException ? cause.Message
                : $"{e.Message} {cause.Message}";
        }
        finally
        {
            SetOpen(false);
        }
    }

    private async Task<StreamAddress> GetAddressAsync(CancellationToken cancellationToken)
    {
        var answer = await _service.GetStreamAddressAsync(cancellationToken).ConfigureAwait(false);
        return new StreamAddress(answer.QueuePrefix!, answer.ConnectionUrl!);
    }

    private void SetOpen(bool isOpen)
    {
        _isOpen = isOpen;
        if (isOpen)
        {
            _poller.StreamUp();
        }
        else
        {
            _poller.StreamDown();
        }
    }

    // The groups of ended calls are not wanted by the next connection: their queues may be gone by then.
    private bool ForgetIfIdle()
    {
        lock (_lock)
        {
            // A call is in the router before its group is watched, so none is forgotten that somebody waits for.
            if (!_router.IsEmpty)
            {
                return false;
            }

            _groups.Clear();
            return true;
        }
    }

    /// <returns>Whether all groups are consumed; the results of the others must be requested.</returns>
    private async Task<bool> ConsumeGroupsAsync(StreamConnection connection)
    {
        Guid[] groups;
        lock (_lock)
        {
            groups = [.. _groups];
        }

        var all = true;
        foreach (var group in groups)
        {
            try
            {
                await connection.ConsumeAsync(group, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationInterruptedException e)
                when (e.ShutdownReason is { Initiator: ShutdownInitiator.Peer, ReplyCode: Constants.NotFound or Constants.AccessRefused })
            {
                Log.QueueRefused(_logger, group, e.Message);
                all = false;
            }
        }

        return all;
    }

    /// <summary>Waits until the connection closes, another group is awaited, or it is time to look again.</summary>
    /// <returns>Whether nothing has been awaited for the idle time.</returns>
    private async Task<bool> IsIdleAsync(StreamConnection connection)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var look = Task.Delay(_isOpen ? s_idle : s_refusedAgain, _time, woken.Token);
        await Task.WhenAny(connection.Closed, _signal.WaitAsync(woken.Token).AsTask(), look).ConfigureAwait(false);
        await woken.CancelAsync().ConfigureAwait(false);
        _stop.Token.ThrowIfCancellationRequested();
        return _router.IsEmpty && _time.GetElapsedTime(Interlocked.Read(ref _lastWatch)) >= s_idle;
    }
}
