using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace GlobusCompute.Remote.LocalService.Broker;

/// <summary>One connection of the publisher: a channel with publisher confirms for results, and one for queues, whose errors close it.</summary>
internal sealed class PublisherSession : IAsyncDisposable
{
    private const string Exchange = "globus_compute.results";

    // What a crashed service leaves on the broker does not stay for ever: two weeks, the life of a task (protocol.md §7).
    private static readonly Dictionary<string, object?> s_queueArguments = new() { ["x-expires"] = (long)TimeSpan.FromDays(14).TotalMilliseconds };
    private static readonly Dictionary<string, object?> s_noticeHeaders = new() { ["high_assurance"] = true };
    private static readonly TimeSpan s_closeLimit = TimeSpan.FromSeconds(2);

    private readonly IConnection _connection;
    private readonly IChannel _results;
    private readonly UnconfirmedResults _unconfirmed = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly QueueNames _names;
    private IChannel? _queues;

    private PublisherSession(IConnection connection, IChannel results, QueueNames names)
    {
        _connection = connection;
        _results = results;
        _names = names;
        Closed = _closed.Token;
        connection.ConnectionShutdownAsync += EndAsync;
        results.ChannelShutdownAsync += EndAsync;
        results.BasicAcksAsync += (_, e) => Confirm(e.DeliveryTag, e.Multiple, Confirmed);
        results.BasicNacksAsync += (_, e) => Confirm(e.DeliveryTag, e.Multiple, Refused);
        results.BasicReturnAsync += (_, e) =>
        {
            Returned?.Invoke(e.RoutingKey);
            return Task.CompletedTask;
        };
    }

    /// <summary>The broker has a message.</summary>
    public event Action<OutgoingResult>? Confirmed;

    /// <summary>The broker could not take a message.</summary>
    public event Action<OutgoingResult>? Refused;

    /// <summary>There is no queue of that name.</summary>
    public event Action<string>? Returned;

    /// <summary>Is canceled when the connection or its channel has ended.</summary>
    public CancellationToken Closed { get; }

    public static async Task<PublisherSession> OpenAsync(BrokerAddress broker, QueueNames names, CancellationToken cancellationToken)
    {
        var connection = await broker.CreateFactory().CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Confirmations are tracked here: the library's own tracking adds a header to each message and waits for each.
            var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false);
            var results = await connection.CreateChannelAsync(options, cancellationToken).ConfigureAwait(false);
            await results.ExchangeDeclareAsync(Exchange, ExchangeType.Direct, durable: true, cancellationToken: cancellationToken).ConfigureAwait(false);
            return new PublisherSession(connection, results, names);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes a task group's queue. Not for use by several threads at once.</summary>
    public async Task CreateQueueAsync(Guid groupId, CancellationToken cancellationToken)
    {
        var channel = await QueueChannelAsync(cancellationToken).ConfigureAwait(false);
        var name = _names.Of(groupId);
        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, s_queueArguments, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        await channel.QueueBindAsync(name, Exchange, routingKey: name, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes a task group's queue if nobody reads it and nothing is in it.</summary>
    /// <exception cref="RabbitMQ.Client.Exceptions.OperationInterruptedException">It is read, or holds results.</exception>
    public async Task DeleteQueueAsync(Guid groupId, CancellationToken cancellationToken)
    {
        var channel = await QueueChannelAsync(cancellationToken).ConfigureAwait(false);
        await channel.QueueDeleteAsync(_names.Of(groupId), ifUnused: true, ifEmpty: true, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Asks for the numbers of messages and consumers of a task group's queue; null if it was deleted. Not for use by several threads at once.
    /// </summary>
    public async Task<(long Messages, long Consumers)?> MeasureQueueAsync(Guid groupId, CancellationToken cancellationToken)
    {
        var channel = await QueueChannelAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var queue = await channel.QueueDeclarePassiveAsync(_names.Of(groupId), cancellationToken).ConfigureAwait(false);
            return (queue.MessageCount, queue.ConsumerCount);
        }
        catch (OperationInterruptedException e) when (e is not AlreadyClosedException)
        {
            return null;
        }
    }

    public async Task PublishAsync(OutgoingResult result, CancellationToken cancellationToken)
    {
        _unconfirmed.Add(result);
        cancellationToken.ThrowIfCancellationRequested();
        var properties = new BasicProperties
        {
            DeliveryMode = DeliveryModes.Persistent,
            Timestamp = new AmqpTimestamp(result.CompletedAt.ToUnixTimeSeconds()),
            Headers = result.IsNotice ? s_noticeHeaders : null,
        };
        await _results.BasicPublishAsync(Exchange, _names.Of(result.GroupId), mandatory: true, properties, result.Body, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Gives the connection up, although the broker may not have noticed anything.</summary>
    public void Abandon() => _closed.Cancel();

    /// <summary>What was sent and perhaps lost with this connection.</summary>
    public IReadOnlyList<OutgoingResult> TakeUnconfirmed() => _unconfirmed.TakeAll();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.CloseAsync(Constants.ReplySuccess, "done", s_closeLimit, abort: true).ConfigureAwait(false);
        }
        finally
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<IChannel> QueueChannelAsync(CancellationToken cancellationToken) =>
        _queues is { IsOpen: true } open ? open : _queues = await _connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);

    private Task Confirm(ulong sequence, bool multiple, Action<OutgoingResult>? heard)
    {
        foreach (var result in _unconfirmed.Take(sequence, multiple))
        {
            heard?.Invoke(result);
        }

        return Task.CompletedTask;
    }

    private Task EndAsync(object sender, ShutdownEventArgs reason) => _closed.CancelAsync();
}
