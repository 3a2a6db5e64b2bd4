using System.Collections.Concurrent;
using RabbitMQ.Client;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Publishes to a RabbitMQ node.</summary>
internal sealed class RabbitPublisher : IResultPublisher
{
    private readonly IConnection _connection;
    private readonly IChannel _publishing;
    private readonly IChannel _declaring;
    private readonly SemaphoreSlim _declare = new(1);
    private readonly ConcurrentDictionary<string, bool> _declared = new();

    private RabbitPublisher(string url, IConnection connection, IChannel publishing, IChannel declaring)
    {
        Url = url;
        _connection = connection;
        _publishing = publishing;
        _declaring = declaring;
    }

    public string Url { get; }

    public static async Task<RabbitPublisher> ConnectAsync(string url)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(url) }.CreateConnectionAsync();
        return new RabbitPublisher(url, connection, await connection.CreateChannelAsync(), await connection.CreateChannelAsync());
    }

    public async Task DeclareAsync(string queue)
    {
        if (_declared.ContainsKey(queue))
        {
            return;
        }

        await _declare.WaitAsync();
        try
        {
            await _declaring.QueueDeclareAsync(queue, durable: false, exclusive: false, autoDelete: false);
            _declared[queue] = true;
        }
        finally
        {
            _declare.Release();
        }
    }

    public async Task PublishAsync(string queue, long first, int count)
    {
        var body = new byte[EchoMessages.Length];
        for (var i = 0; i < count; i++)
        {
            // Copied by the client before it returns.
            EchoMessages.Write(first + i, body);
            await _publishing.BasicPublishAsync("", queue, body);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _declare.Dispose();
    }
}
