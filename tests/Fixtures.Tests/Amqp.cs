using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace GlobusCompute.Remote.TestFixtures.Tests;

/// <summary>One connection and channel of RabbitMQ.Client, with publisher confirms and without recovery of its own.</summary>
internal sealed class Amqp : IAsyncDisposable
{
    private readonly Channel<string> _received = System.Threading.Channels.Channel.CreateUnbounded<string>();

    private Amqp(IConnection connection, IChannel channel)
    {
        Connection = connection;
        Channel = channel;
        connection.ConnectionShutdownAsync += (_, reason) =>
        {
            Ended.TrySetResult(reason);
            return Task.CompletedTask;
        };
    }

    public IConnection Connection { get; }

    public IChannel Channel { get; }

    /// <summary>Completes with the reason when the connection ends.</summary>
    public TaskCompletionSource<ShutdownEventArgs> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="uri">The URL.</param>
    /// <param name="trusted">The only certificate to trust; its name must still be the host's.</param>
    public static async Task<Amqp> ConnectAsync(Uri uri, X509Certificate2? trusted = null)
    {
        var factory = new ConnectionFactory { Uri = uri, AutomaticRecoveryEnabled = false };
        if (trusted is not null)
        {
            factory.Ssl.ServerName = uri.Host;
            factory.Ssl.CertificateValidationCallback = (_, certificate, _, errors) =>
                (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == 0 && trusted.Equals(certificate);
        }

        var connection = await factory.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        return new Amqp(connection, channel);
    }

    public Task<QueueDeclareOk> DeclareAsync(string queue) => Channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);

    /// <summary>Publishes a persistent message and waits until the broker has confirmed it.</summary>
    public ValueTask PublishAsync(string queue, string body) =>
        Channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(body));

    public async Task ConsumeAsync(string queue)
    {
        var consumer = new AsyncEventingBasicConsumer(Channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            var body = Encoding.UTF8.GetString(delivery.Body.Span);
            await Channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            _received.Writer.TryWrite(body);
        };
        await Channel.BasicConsumeAsync(queue, autoAck: false, consumer);
    }

    /// <summary>The next message of the consumer.</summary>
    public Task<string> NextAsync() => Poll.InTimeAsync(_received.Reader.ReadAsync().AsTask());

    /// <summary>Whether a message is there that was not taken with <see cref="NextAsync"/>.</summary>
    public bool HasNext => _received.Reader.TryPeek(out _);

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
