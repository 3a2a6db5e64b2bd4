using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Futures;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace GlobusCompute.Remote.Results;

/// <summary>One connection to the broker, and a channel with a consumer for each task group.</summary>
internal sealed class StreamConnection : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly StreamAddress _address;
    private readonly ResultInbox _inbox;
    private readonly ICallLifecycle _lifecycle;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<Guid, GroupConsumer> _consumers = [];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private StreamConnection(IConnection connection, StreamAddress address, ResultInbox inbox, ICallLifecycle lifecycle, TimeProvider time, ILogger logger)
    {
        _connection = connection;
        _address = address;
        _inbox = inbox;
        _lifecycle = lifecycle;
        _time = time;
        _logger = logger;
        connection.ConnectionShutdownAsync += (_, _) =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>Ends when the connection, or the channel of one of its groups, has closed.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Connects to the first port that answers.</summary>
    /// <param name="getAddress">Asks where to, anew for each attempt: each answer voids the password before.</param>
    /// <param name="port">The app's own choice, or null for the service's and then 443 and 5671.</param>
    /// <param name="inbox">Where messages go.</param>
    /// <param name="lifecycle">Told of tasks whose results must be asked for over REST.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where attempts are logged.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="BrokerUnreachableException">No port answered.</exception>
    public static async Task<StreamConnection> OpenAsync(
        Func<CancellationToken, Task<StreamAddress>> getAddress,
        int? port,
        ResultInbox inbox,
        ICallLifecycle lifecycle,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            var address = await getAddress(cancellationToken).ConfigureAwait(false);
            int[] ports = port is { } only ? [only] : address.IsSecure ? [.. new[] { address.Port, 443, 5671 }.Distinct()] : [address.Port];
            try
            {
                var connection = await address.CreateFactory(ports[i], "GlobusCompute.Remote").CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
                Log.StreamOpened(logger, address.Host, ports[i]);
                return new StreamConnection(connection, address, inbox, lifecycle, time, logger);
            }
            catch (BrokerUnreachableException e) when (i + 1 < ports.Length)
            {
                Log.PortClosed(logger, address.Host, ports[i], e.InnerException?.Message ?? e.Message);
            }
        }
    }

    /// <summary>Consumes a group's queue, unless that is done already. The queue must exist: it is made by a submission.</summary>
    /// <exception cref="OperationInterruptedException">The broker refused.</exception>
    public async Task ConsumeAsync(Guid taskGroupId, CancellationToken cancellationToken)
    {
        if (_consumers.ContainsKey(taskGroupId))
        {
            return;
        }

        var channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.BasicQosAsync(0, GroupConsumer.Prefetch, global: false, cancellationToken).ConfigureAwait(false);
        var consumer = new GroupConsumer(channel, _inbox, _lifecycle, _time, _logger);
        await channel.BasicConsumeAsync(
            _address.QueueName(taskGroupId), autoAck: false, consumerTag: "", noLocal: false, exclusive: false, arguments: null, consumer, cancellationToken)
            .ConfigureAwait(false);
        _consumers.Add(taskGroupId, consumer);
        _ = consumer.Closed.ContinueWith(_ => _closed.TrySetResult(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.CloseAsync(Constants.ReplySuccess, "done", TimeSpan.FromSeconds(2), abort: true).ConfigureAwait(false);
        }
        finally
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
