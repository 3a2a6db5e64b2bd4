using System.Threading.Channels;
using GlobusCompute.Remote.LocalService.Diagnostics;
using GlobusCompute.Remote.LocalService.Tasks;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;

namespace GlobusCompute.Remote.LocalService.Broker;

/// <summary>
/// Publishes results to the queues of their task groups. What the broker has not confirmed stays here and is published again after a reconnect, so that results
/// may come twice and none is lost.
/// </summary>
internal sealed class ResultPublisher : IAsyncDisposable
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(2);

    private readonly BrokerAddress _broker;
    private readonly bool _onlyNotices;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<OutgoingResult> _waiting = Channel.CreateUnbounded<OutgoingResult>();
    private readonly ResultQueues _queues;
    private readonly CancellationTokenSource _stop = new();
    private Queue<OutgoingResult> _again = new();
    private Task _loop = Task.CompletedTask;
    private long _confirmed;

    public ResultPublisher(BrokerAddress broker, bool onlyNotices, QueueNames names, TimeProvider time, ILogger logger)
    {
        _broker = broker;
        _onlyNotices = onlyNotices;
        Names = names;
        _time = time;
        _logger = logger;
        _queues = new ResultQueues(logger);
    }

    public QueueNames Names { get; }

    /// <summary>Connects for the first time.</summary>
    /// <exception cref="BrokerConnectionException">The broker is unreachable or refuses.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        PublisherSession session;
        try
        {
            session = await PublisherSession.OpenAsync(_broker, Names, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsBrokerFailure(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new BrokerConnectionException($"The message broker {_broker.Name} cannot be used: {Describe(e)}", e);
        }

        _loop = Task.Run(() => RunAsync(session), CancellationToken.None);
    }

    /// <summary>
    /// Sees to it that a task group has its queue: at once, or, while the broker is away, as soon as it is back. A queue that was made once is not made again,
    /// even if it was deleted since.
    /// </summary>
    public Task EnsureQueueAsync(Guid groupId, string user, CancellationToken cancellationToken)
    {
        Names.Assign(groupId, user);
        return _queues.EnsureAsync(groupId, cancellationToken);
    }

    public StreamSnapshot Describe() => new(
        _broker.Name, _queues.IsOpen, Volatile.Read(ref _confirmed), _waiting.Reader.Count + Volatile.Read(ref _again).Count, _queues.Count);

    /// <summary>Asks the broker for the queues that were created last.</summary>
    public async Task<IReadOnlyList<QueueSnapshot>> MeasureQueuesAsync(int most, CancellationToken cancellationToken) =>
        [.. (await _queues.MeasureAsync(most, cancellationToken).ConfigureAwait(false)).Select(queue => queue with { Name = Names.Of(queue.GroupId) })];

    /// <summary>Whether the group has a queue, or will have one.</summary>
    public bool HasQueue(Guid groupId) => _queues.Contains(groupId);

    /// <summary>Publishes the result of a finished task, if its group has a queue.</summary>
    public void Publish(LocalTask task)
    {
        if (HasQueue(task.GroupId))
        {
            Publish(Prepare(task));
        }
    }

    /// <summary>The message for a finished task.</summary>
    public OutgoingResult Prepare(LocalTask task) => OutgoingResult.Of(task, _onlyNotices);

    public void Publish(OutgoingResult result) => _waiting.Writer.TryWrite(result);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _queues.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(PublisherSession? session)
    {
        try
        {
            while (true)
            {
                session ??= await ReopenAsync().ConfigureAwait(false);
                await using (session.ConfigureAwait(false))
                {
                    await UseAsync(session).ConfigureAwait(false);
                    // What was cut off comes before what was not reached.
                    _again = new Queue<OutgoingResult>(session.TakeUnconfirmed().Concat(_again));
                }

                session = null;
                LocalLog.BrokerLost(_logger, _broker.Name, _again.Count);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The service is being disposed.
        }
        catch (Exception e)
        {
            LocalLog.PublisherFailed(_logger, e);
            throw;
        }
    }

    private async Task UseAsync(PublisherSession session)
    {
        session.Confirmed += result =>
        {
            Interlocked.Increment(ref _confirmed);
            result.Task?.Published?.TrySetResult();
        };
        session.Refused += Publish;
        session.Returned += queue => LocalLog.QueueMissing(_logger, queue);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, session.Closed);
        try
        {
            await _queues.OpenAsync(session, end.Token).ConfigureAwait(false);
            while (_again.TryDequeue(out var first))
            {
                await session.PublishAsync(first, end.Token).ConfigureAwait(false);
            }

            while (await _waiting.Reader.WaitToReadAsync(end.Token).ConfigureAwait(false))
            {
                while (_waiting.Reader.TryRead(out var result))
                {
                    await session.PublishAsync(result, end.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            await _queues.DeleteUnusedAsync(session, s_farewell).ConfigureAwait(false);
            throw;
        }
        catch (Exception e) when (IsBrokerFailure(e))
        {
            // The connection has ended or is about to; what it did not carry is published by the next one.
        }
        finally
        {
            _queues.Close();
        }
    }

    private async Task<PublisherSession> ReopenAsync()
    {
        var wait = s_firstWait;
        while (true)
        {
            await Task.Delay(wait, _time, _stop.Token).ConfigureAwait(false);
            try
            {
                var session = await PublisherSession.OpenAsync(_broker, Names, _stop.Token).ConfigureAwait(false);
                LocalLog.BrokerBack(_logger, _broker.Name, _again.Count + _waiting.Reader.Count);
                return session;
            }
            catch (Exception e) when (IsBrokerFailure(e) && !_stop.IsCancellationRequested)
            {
                LocalLog.BrokerAway(_logger, _broker.Name, Describe(e));
                wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait;
            }
        }
    }

    private static bool IsBrokerFailure(Exception e) =>
        e is IOException or RabbitMQClientException or TimeoutException or OperationCanceledException or ObjectDisposedException;

    // The library's own words say only that it did not work; those of the innermost exception say why.
    private static string Describe(Exception e)
    {
        while (e.InnerException is { } inner)
        {
            e = inner;
        }

        return e.Message.ReplaceLineEndings(" ");
    }
}
