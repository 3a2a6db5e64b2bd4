using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>
/// As much of a broker as a consumer of results sees, by AMQP 0-9-1. RabbitMQ takes several times more processor time for a message than the clients that are
/// compared; with this one, which keeps numbers instead of messages, what a client costs by itself can be seen.
/// </summary>
internal sealed class BuiltInBroker : IResultPublisher
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, BrokerQueue> _queues = new();

    public BuiltInBroker()
    {
        _listener.Start();
        Url = $"amqp://guest:guest@127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";
        _ = AcceptAsync();
    }

    public string Url { get; }

    public Task DeclareAsync(string queue)
    {
        Find(queue);
        return Task.CompletedTask;
    }

    public Task PublishAsync(string queue, long first, int count)
    {
        Find(queue).Add(first, count);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    internal BrokerQueue Find(string queue) => _queues.GetOrAdd(queue, static _ => new BrokerQueue());

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                socket.NoDelay = true;
                _ = new BrokerConnection(this, socket).RunAsync();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The broker was disposed of.
        }
    }
}
