using System.Threading.Channels;
using GlobusCompute.Remote.TestFixtures;
using RabbitMQ.Client;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>
/// Publishes messages in order, on one connection after the other. What a dying broker has not kept is lost: the clients' sweeps must find it.
/// </summary>
internal sealed class ResultPublisher : IAsyncDisposable
{
    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(200);
    private static readonly Dictionary<string, object?> s_notice = new() { ["high_assurance"] = true };

    private readonly Channel<OutgoingMessage> _messages = Channel.CreateUnbounded<OutgoingMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly RabbitMqNode _node;
    private readonly Task _loop;

    public ResultPublisher(RabbitMqNode node)
    {
        _node = node;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Messages that wait for the broker.</summary>
    public int Waiting => _messages.Reader.Count;

    public void Enqueue(OutgoingMessage message) => _messages.Writer.TryWrite(message);

    /// <summary>Deletes the queue with all that is in it, and makes another of its name.</summary>
    public async Task ReplaceQueueAsync()
    {
        await using var connection = await Factory().CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(StreamUser.Queue);
        await DeclareAsync(channel);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private static Task DeclareAsync(IChannel channel) => channel.QueueDeclareAsync(StreamUser.Queue, durable: true, exclusive: false, autoDelete: false);

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await Factory().CreateConnectionAsync(_stop.Token);
                await using var channel = await connection.CreateChannelAsync(cancellationToken: _stop.Token);
                await DeclareAsync(channel);
                await PublishAsync(channel);
            }
            catch (Exception)
            {
                // The broker was killed, closed the connection, or was told to: whatever that looks like here, another connection is next.
                await Task.Delay(s_again, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task PublishAsync(IChannel channel)
    {
        while (await _messages.Reader.WaitToReadAsync(_stop.Token))
        {
            while (channel.IsOpen && _messages.Reader.TryRead(out var message))
            {
                var properties = new BasicProperties { Persistent = message.IsPersistent, Headers = message.IsNotice ? s_notice : null };
                await channel.BasicPublishAsync("", StreamUser.Queue, mandatory: false, properties, message.Body, _stop.Token);
            }

            if (!channel.IsOpen)
            {
                return;
            }
        }
    }

    private ConnectionFactory Factory() => new() { Uri = _node.Uri, AutomaticRecoveryEnabled = false, TopologyRecoveryEnabled = false };
}
