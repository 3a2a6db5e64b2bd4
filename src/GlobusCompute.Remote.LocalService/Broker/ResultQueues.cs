using System.Collections.Concurrent;
using GlobusCompute.Remote.LocalService.Diagnostics;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;

namespace GlobusCompute.Remote.LocalService.Broker;

/// <summary>Which task groups have a queue. Each is made once (protocol.md §5.2), by the connection that is open then or by the next.</summary>
internal sealed class ResultQueues(ILogger logger) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, bool> _isMade = new();
    private readonly ConcurrentQueue<Guid> _order = new();
    private readonly SemaphoreSlim _gate = new(1);
    private PublisherSession? _session;

    /// <summary>Whether there is a connection.</summary>
    public bool IsOpen => Volatile.Read(ref _session) is not null;

    public int Count => _order.Count;

    public bool Contains(Guid groupId) => _isMade.ContainsKey(groupId);

    public async Task EnsureAsync(Guid groupId, CancellationToken cancellationToken)
    {
        if (_isMade.ContainsKey(groupId))
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isMade.TryAdd(groupId, false))
            {
                return;
            }

            _order.Enqueue(groupId);
            if (_session is { } session)
            {
                await session.CreateQueueAsync(groupId, session.Closed).ConfigureAwait(false);
                _isMade[groupId] = true;
            }
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            // The next connection makes it. This one must not publish anything for it before.
            _session?.Abandon();
            LocalLog.QueueWaits(logger, groupId, e.Message);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Makes the queues that the last connection could not, and has later ones made by this one.</summary>
    public async Task OpenAsync(PublisherSession session, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var (groupId, _) in _isMade.Where(g => !g.Value))
            {
                await session.CreateQueueAsync(groupId, cancellationToken).ConfigureAwait(false);
                _isMade[groupId] = true;
            }

            _session = session;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Close() => _session = null;

    /// <summary>Describes the last queues, with what the broker says of them as far as it can be asked.</summary>
    public async Task<IReadOnlyList<QueueSnapshot>> MeasureAsync(int most, CancellationToken cancellationToken)
    {
        QueueSnapshot[] queues = [.. _order.TakeLast(most).Select(id => new QueueSnapshot(id, "", _isMade.GetValueOrDefault(id), null, null)).Reverse()];
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var i = 0; i < queues.Length && _session is { } session; i++)
            {
                if (queues[i].IsCreated
                    && await session.MeasureQueueAsync(queues[i].GroupId, cancellationToken).ConfigureAwait(false) is var (messages, consumers))
                {
                    queues[i] = queues[i] with { Messages = messages, Consumers = consumers };
                }
            }
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException or TimeoutException or ObjectDisposedException)
        {
            // The connection has ended or is about to; what is known without it is enough.
        }
        finally
        {
            _gate.Release();
        }

        return queues;
    }

    /// <summary>Removes the queues that nobody reads and nothing is in, as far as the time reaches; the others expire.</summary>
    public async Task DeleteUnusedAsync(PublisherSession session, TimeSpan limit)
    {
        // The broker takes real time to answer, whatever the service's clock says.
        using var late = new CancellationTokenSource(limit, TimeProvider.System);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(session.Closed, late.Token);
        foreach (var groupId in _isMade.Keys)
        {
            try
            {
                await session.DeleteQueueAsync(groupId, end.Token).ConfigureAwait(false);
            }
            catch (OperationInterruptedException e) when (e is not AlreadyClosedException && !end.IsCancellationRequested)
            {
                // It holds results or is read: its consumers may want them after the service.
            }
            catch (Exception e) when (e is RabbitMQClientException or OperationCanceledException or IOException or TimeoutException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    public void Dispose() => _gate.Dispose();
}
