using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// The delivery of results as the other stations see it: calls go in with their task ids, and complete when their results have come, by stream or by
/// polling, and have been read.
/// </summary>
internal sealed class ResultDelivery : IAsyncDisposable
{
    private readonly ResultRouter _router = new();
    private readonly ResultReaders _readers;
    private readonly ResultInbox _inbox;
    private readonly ResultPoller _poller;
    private readonly ResultStream? _stream;

    public ResultDelivery(IComputeService service, ICallLifecycle lifecycle, ComputeClientOptions options, ILogger logger)
    {
        _readers = new ResultReaders(lifecycle, options.TimeProvider, logger);
        _inbox = new ResultInbox(_router, _readers, options.TimeProvider, logger);
        _poller = new ResultPoller(service, _router, _inbox, options, logger);
        _stream = options.Delivery == ComputeDelivery.Stream ? new ResultStream(service, _router, _inbox, _poller, lifecycle, options, logger) : null;
    }

    /// <summary>Tasks whose results are awaited, or are here and not read yet.</summary>
    public int Count => _router.Count + _readers.Count;

    public bool IsStreaming => _stream is { IsOpen: true };

    public ComputeDeliveryState State =>
        _router.IsEmpty && _readers.Count == 0 ? ComputeDeliveryState.Idle
        : _poller.IsSignInRequired ? ComputeDeliveryState.SignInRequired
        : IsStreaming ? ComputeDeliveryState.Streaming
        : ComputeDeliveryState.Polling;

    /// <summary>Awaits the result of a call that the service has just accepted. It knows its task, and is watched for afterwards.</summary>
    public void Await(RemoteCall call)
    {
        if (!_inbox.TryAwait(call))
        {
            call.TryFail(new CallOutcomeUnknownException(call.Handle, $"the answer names task {call.TaskId} twice.", null));
        }
    }

    /// <summary>Begins to watch for the results of awaited calls.</summary>
    public void Watch(ReadOnlySpan<RemoteCall> calls, Guid[] taskIds, Guid? taskGroupId)
    {
        // Whoever completes a call says so first, and looks afterwards whether it is awaited.
        Interlocked.MemoryBarrier();
        for (var i = 0; i < calls.Length; i++)
        {
            // Only what has completed: another one that is not awaited any more may have been sent again.
            if (calls[i].Stage == ComputeFutureStage.Completed)
            {
                _router.Remove(taskIds[i], calls[i]);
            }
        }

        _inbox.DeliverEarly(taskIds);
        if (!IsAnyAwaited(calls))
        {
            return;
        }

        _poller.Watch(taskIds);
        if (taskGroupId is { } group)
        {
            _stream?.Watch(group);
        }
    }

    /// <summary>Puts a call beside those that await its task; the task was submitted before.</summary>
    public void Attach(RemoteCall call) => _inbox.Attach(call);

    /// <summary>Begins to watch for the result of an attached call, unless it has completed or its result is here.</summary>
    /// <returns>Whether the service is to be asked for it.</returns>
    public bool TryWatchAttached(Guid taskId, RemoteCall call)
    {
        if (call.Stage == ComputeFutureStage.Completed)
        {
            _router.Remove(taskId, call);
            return false;
        }

        if (_inbox.DeliverEarly(taskId))
        {
            return false;
        }

        if (_stream is not null)
        {
            if (call.Handle.TaskGroupId is { } group)
            {
                _stream.Watch(group);
            }
            else
            {
                // No stream is known to deliver it.
                _poller.Fetch(taskId);
            }
        }

        return true;
    }

    /// <summary>Asks for tasks at once that may have ended long ago.</summary>
    /// <returns>A task that completes when the service was asked for each of them.</returns>
    public Task CheckFirstAsync(IReadOnlyList<Guid> taskIds) => taskIds.Count == 0 ? Task.CompletedTask : _poller.CheckFirstAsync(taskIds);

    /// <summary>A task's result is there and must be fetched.</summary>
    public void Fetch(Guid taskId) => _poller.Fetch(taskId);

    /// <summary>Forgets a call that has completed.</summary>
    public void Remove(Guid taskId, RemoteCall call) => _router.Remove(taskId, call);

    /// <summary>Takes out all calls that await results, and those whose results are not read through. Nothing more is read.</summary>
    public IEnumerable<RemoteCall> Drain() => _readers.Stop().Concat(_router.Drain());

    /// <summary>Stops the delivery. Calls that await results stay, to be drained.</summary>
    public async ValueTask DisposeAsync()
    {
        var poller = _poller.DisposeAsync();
        if (_stream is not null)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }

        await poller.ConfigureAwait(false);
    }

    private static bool IsAnyAwaited(ReadOnlySpan<RemoteCall> calls)
    {
        foreach (var call in calls)
        {
            if (call.IsAwaited)
            {
                return true;
            }
        }

        return false;
    }
}
