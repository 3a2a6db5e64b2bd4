using System.Buffers;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RabbitMQ.Client;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>
/// The comparator: ready-made bodies, and a consumer of RabbitMQ.Client that only counts messages and acknowledges them together. What it does not do is what the
/// library is for: arguments, futures, results, errors, recovery.
/// </summary>
internal sealed class RawClient : IAsyncDisposable
{
    private const int BatchSize = 1000;
    private const int RequestsAtOnce = 4;

    private readonly EchoProcess _echo;
    private readonly string _group;
    private readonly IConnection _connection;
    private readonly RawConsumer _consumer;
    private readonly byte[] _batch;
    private readonly byte[] _single;

    private RawClient(EchoProcess echo, string group, IConnection connection, RawConsumer consumer)
    {
        _echo = echo;
        _group = group;
        _connection = connection;
        _consumer = consumer;
        _batch = RawBody.OfNumbers(group, BatchSize);
        _single = RawBody.OfNumbers(group, 1);
    }

    public static async Task<RawClient> ConnectAsync(EchoProcess echo)
    {
        var group = Guid.NewGuid().ToString();
        var address = await echo.Http.GetFromJsonAsync<JsonElement>(new Uri(echo.Url, "v2/get_amqp_result_connection_url"));
        var factory = new ConnectionFactory { Uri = new Uri(address.GetProperty("connection_url").GetString()!) };
        var connection = await factory.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        var consumer = new RawConsumer(channel);
        var client = new RawClient(echo, group, connection, consumer);

        // The first request makes the queue.
        var first = consumer.Expect(1);
        await client.PostAsync(client._single);
        await channel.BasicConsumeAsync(address.GetProperty("queue_prefix").GetString() + group, autoAck: false, consumer);
        await first;
        return client;
    }

    /// <summary>Sends tasks and waits for as many messages.</summary>
    public async Task RunAsync(int tasks)
    {
        var all = _consumer.Expect(tasks);
        var left = tasks;
        await Task.WhenAll(Enumerable.Range(0, RequestsAtOnce).Select(_ => SendAsync()));
        await all;

        async Task SendAsync()
        {
            while (Interlocked.Add(ref left, -BatchSize) is var rest && rest > -BatchSize)
            {
                await PostAsync(rest >= 0 ? _batch : RawBody.OfNumbers(_group, BatchSize + rest));
            }
        }
    }

    /// <summary>Sends one task and waits for its message.</summary>
    public async Task RunOneAsync()
    {
        var one = _consumer.Expect(1);
        await PostAsync(_single);
        await one;
    }

    /// <summary>Sends texts, in requests of up to 10 MB that are made of them, and waits for as many messages.</summary>
    public async Task RunAsync(IReadOnlyList<string> texts)
    {
        var all = _consumer.Expect(texts.Count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce };
        await Parallel.ForEachAsync(texts.Chunk(Math.Max(1, 9_900_000 / texts[0].Length)), options, async (chunk, _) =>
        {
            var body = RawBody.OfTexts(_group, chunk);
            await PostAsync(body);
            ArrayPool<byte>.Shared.Return(body.Array!);
        });
        await all;
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.CloseAsync();
        await _connection.DisposeAsync();
    }

    private async Task PostAsync(ReadOnlyMemory<byte> body)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _echo.Http.PostAsync(new Uri(_echo.Url, $"v3/endpoints/{EchoFunction.Endpoint}/submit"), content);
        answer.EnsureSuccessStatusCode();
        using var ids = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
    }
}
