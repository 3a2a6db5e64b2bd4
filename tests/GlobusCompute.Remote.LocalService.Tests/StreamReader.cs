using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>A consumer of one result queue that knows nothing of the library: what arrives, in its order, with its properties.</summary>
internal sealed class StreamReader : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly Channel<Message> _messages = Channel.CreateUnbounded<Message>();
    private readonly IConnection _connection;

    private StreamReader(IConnection connection) => _connection = connection;

    public bool IsOpen => _connection.IsOpen;

    public static async Task<StreamReader> OpenAsync(Api api, Guid group, ushort prefetch = 0)
    {
        var (prefix, url) = await api.AskStreamAsync();
        return await OpenAsync(url, prefix + group.ToString("D"), prefetch);
    }

    public static async Task<StreamReader> OpenAsync(Uri url, string queue, ushort prefetch = 0)
    {
        var reader = new StreamReader(await ConnectAsync(url));
        var channel = await reader._connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, prefetch, global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, e) =>
        {
            await reader._messages.Writer.WriteAsync(new Message(e.Body.ToArray(), new BasicProperties(e.BasicProperties)));
            await channel.BasicAckAsync(e.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
        return reader;
    }

    public static Task<IConnection> ConnectAsync(Uri url) =>
        new ConnectionFactory { Uri = url, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    public async Task<Message> ReadAsync()
    {
        using var limit = new CancellationTokenSource(s_limit);
        return await _messages.Reader.ReadAsync(limit.Token);
    }

    public async Task<List<Message>> ReadAsync(int count)
    {
        List<Message> all = [];
        while (all.Count < count)
        {
            all.Add(await ReadAsync());
        }

        return all;
    }

    /// <summary>Reads until each task was heard of.</summary>
    public async Task<List<Message>> ReadUntilAsync(IEnumerable<Guid> tasks)
    {
        var missing = tasks.ToHashSet();
        List<Message> all = [];
        while (missing.Count > 0)
        {
            all.Add(await ReadAsync());
            missing.Remove(all[^1].TaskId);
        }

        return all;
    }

    /// <summary>What has arrived by now.</summary>
    public List<Message> ReadHere()
    {
        List<Message> all = [];
        while (_messages.Reader.TryRead(out var message))
        {
            all.Add(message);
        }

        return all;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    internal sealed record Message(byte[] Body, BasicProperties Properties)
    {
        public string Text => Encoding.UTF8.GetString(Body, 1, Body.Length - 1);

        public JsonElement Result => JsonDocument.Parse(Body.AsMemory(1)).RootElement.GetProperty("data");

        public Guid TaskId => Result.GetProperty("task_id").GetGuid();

        public string Data => Result.GetProperty("data").GetString()!;

        public void AssertWellFormed()
        {
            Assert.Equal(1, Body[0]);
            Assert.Equal("result", JsonDocument.Parse(Body.AsMemory(1)).RootElement.GetProperty("message_type").GetString());
        }
    }
}
