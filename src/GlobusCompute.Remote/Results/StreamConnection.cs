using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Networking;
using GlobusCompute.Remote.Threading;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace GlobusCompute.Remote.Results;

/// <summary>One connection to the broker, and a channel with a consumer for each task group.</summary>
internal sealed class StreamConnection : IAsyncDisposable
{
    private static readonly TimeSpan s_longestGoodbye = TimeSpan.FromSeconds(1);

    private readonly IConnection _connection;
    private readonly StreamSockets _sockets;
    private readonly StreamAddress _address;
    private readonly ResultInbox _inbox;
    private readonly ICallLifecycle _lifecycle;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<Guid, GroupConsumer> _consumers = [];
    private readonly PrefetchBudget _prefetch;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private StreamConnection(
        IConnection connection,
        StreamSockets sockets,
        StreamAddress address,
        PrefetchBudget prefetch,
        ResultInbox inbox,
        ICallLifecycle lifecycle,
        TimeProvider time,
        ILogger logger)
    {
        _prefetch = prefetch;
        _connection = connection;
        _sockets = sockets;
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
    /// <param name="network">The way to the broker.</param>
    /// <param name="prefetch">What all consumers of the client share.</param>
    /// <param name="inbox">Where messages go.</param>
    /// <param name="lifecycle">Told of tasks whose results must be requested over REST.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where attempts are logged.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="BrokerUnreachableException">No port answered.</exception>
    public static async Task<StreamConnection> OpenAsync(
        Func<CancellationToken, Task<StreamAddress>> getAddress,
        int? port,
        ClientNetwork network,
        PrefetchBudget prefetch,
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
                var sockets = new StreamSockets(network.FindTunnel(address.Host, ports[i]));
                var factory = address.CreateFactory(ports[i], "GlobusCompute.Remote", sockets, network.CertificateValidation);
                var connection = await ConnectAsync(factory, sockets, cancellationToken).ConfigureAwait(false);
                Log.StreamOpened(logger, address.Host, ports[i]);
                return new StreamConnection(connection, sockets, address, prefetch, inbox, lifecycle, time, logger);
            }
            catch (BrokerUnreachableException e) when (i + 1 < ports.Length)
            {
                Log.PortClosed(logger, address.Host, ports[i], Cause(e)?.Message ?? e.Message);
            }
        }
    }

    /// <summary>Finds what RabbitMQ.Client wrapped twice; null if nothing.</summary>
    public static Exception? Cause(Exception error) =>
        error.InnerException is AggregateException { InnerExceptions: [var only] } ? only : error.InnerException;

    /// <summary>Consumes a group's queue, unless that is done already. The queue must exist: it is made by a submission.</summary>
    /// <exception cref="OperationInterruptedException">The broker refused.</exception>
    public async Task ConsumeAsync(Guid taskGroupId, CancellationToken cancellationToken)
    {
        if (_consumers.ContainsKey(taskGroupId))
        {
            return;
        }

        var channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var consumer = new GroupConsumer(channel, _address.QueueName(taskGroupId), _prefetch, _inbox, _lifecycle, _time, _logger);
        await consumer.StartAsync(cancellationToken).ConfigureAwait(false);
        _consumers.Add(taskGroupId, consumer);
        _ = consumer.Closed.ContinueWith(_ => _closed.TrySetResult(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Says goodbye, and waits a little for the broker to do so, too. What is left of the connection then ends in the background.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var consumer in _consumers.Values)
        {
            consumer.Close();
        }

        var closing = CloseAsync(_connection);
        if (!await closing.EndsWithinAsync(s_longestGoodbye, TimeProvider.System).ConfigureAwait(false))
        {
            _sockets.Close();
        }

        closing.Forget();
    }

    private static async Task<IConnection> ConnectAsync(ConnectionFactory factory, StreamSockets sockets, CancellationToken cancellationToken)
    {
        var connecting = factory.CreateConnectionAsync(cancellationToken);
        try
        {
            return await connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            sockets.Close();
            AbandonAsync(connecting).Forget();
            throw;
        }
    }

    private static async Task AbandonAsync(Task<IConnection> connecting) => await CloseAsync(await connecting.ConfigureAwait(false)).ConfigureAwait(false);

    // Only a connection whose loops have ended may be disposed of: they use what is disposed.
    private static async Task CloseAsync(IConnection connection)
    {
        await connection.CloseAsync(Constants.ReplySuccess, "done", s_longestGoodbye, abort: true).ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }
}
