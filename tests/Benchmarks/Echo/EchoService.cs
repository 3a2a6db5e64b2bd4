using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>
/// As much of the Compute service as a client needs. Each task has the result None at once: by the broker when its queue was requested, else when it is polled.
/// </summary>
internal sealed class EchoService : IAsyncDisposable
{
    private const string QueuePrefix = "benchmark.";

    private readonly IResultPublisher _publisher;
    private readonly WebApplication _app;
    private readonly Channel<(string Queue, long First, int Count)> _results = Channel.CreateUnbounded<(string, long, int)>();
    private readonly Task _publishing;
    private long _tasks;
    private long _requests;

    private EchoService(IResultPublisher publisher)
    {
        _publisher = publisher;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.Run(AnswerAsync);
        _publishing = PublishAsync();
    }

    public string Url => _app.Urls.First() + "/";

    public static async Task<EchoService> StartAsync(IResultPublisher publisher)
    {
        var service = new EchoService(publisher);
        await service._app.StartAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _results.Writer.Complete();
        await _publishing;
        await _publisher.DisposeAsync();
    }

    private async Task PublishAsync()
    {
        await foreach (var (queue, first, count) in _results.Reader.ReadAllAsync())
        {
            await _publisher.PublishAsync(queue, first, count);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        var path = context.Request.Path.Value!;
        if (path.EndsWith("/submit", StringComparison.Ordinal))
        {
            await SubmitAsync(context);
            return;
        }

        using var body = await ReadAsync(context.Request);
        await WriteAsync(context.Response, path switch
        {
            "/v2/get_amqp_result_connection_url" => JsonSerializer.SerializeToUtf8Bytes(new { queue_prefix = QueuePrefix, connection_url = _publisher.Url }),
            "/v2/batch_status" => Statuses(body.Memory),
            "/v3/functions" => JsonSerializer.SerializeToUtf8Bytes(new { function_uuid = Guid.NewGuid() }),
            "/stats" => JsonSerializer.SerializeToUtf8Bytes(new EchoStats(
                _tasks, _requests, Environment.CpuUsage.TotalTime.TotalSeconds, Environment.WorkingSet)),
            _ => throw new InvalidOperationException($"The echo service has no route {path}."),
        });
    }

    private async Task SubmitAsync(HttpContext context)
    {
        using var content = await ReadAsync(context.Request);
        var body = SubmitBody.Parse(content.Memory.Span);
        var group = body.TaskGroupId ?? Guid.NewGuid().ToString();
        var queue = QueuePrefix + group;
        if (body.CreateQueue)
        {
            await _publisher.DeclareAsync(queue);
        }

        var count = body.Functions.Sum(static function => function.Count);
        var first = Interlocked.Add(ref _tasks, count) - count;
        await WriteAsync(context.Response, Accepted(group, body, first));
        if (body.CreateQueue)
        {
            _results.Writer.TryWrite((queue, first, count));
        }
    }

    private static byte[] Accepted(string group, SubmitBody body, long number)
    {
        var answer = new ArrayBufferWriter<byte>();
        Span<byte> id = stackalloc byte[EchoTaskId.Length];
        answer.Write(Encoding.ASCII.GetBytes($$"""{"request_id":"{{Guid.NewGuid()}}","task_group_id":"{{group}}","endpoint_id":"{{EchoFunction.Endpoint}}","tasks":{"""));
        var separator = "";
        foreach (var (function, count) in body.Functions)
        {
            answer.Write(Encoding.ASCII.GetBytes($"{separator}\"{function}\":["));
            separator = ",";
            for (var i = 0; i < count; i++)
            {
                EchoTaskId.Write(number++, id);
                answer.Write(i == 0 ? "\""u8 : ",\""u8);
                answer.Write(id);
                answer.Write("\""u8);
            }

            answer.Write("]"u8);
        }

        answer.Write("}}"u8);
        return answer.WrittenSpan.ToArray();
    }

    private static byte[] Statuses(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        var answer = new ArrayBufferWriter<byte>();
        answer.Write("{\"response\":\"batch\",\"results\":{"u8);
        var separator = "\""u8;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                answer.Write(separator);
                answer.Write(reader.ValueSpan);
                answer.Write("\":{\"status\":\"success\",\"result\":\"11\\nnull\",\"completion_t\":\"1795330725.99\"}"u8);
                separator = ",\""u8;
            }
        }

        answer.Write("}}"u8);
        return answer.WrittenSpan.ToArray();
    }

    private static async Task<PooledBytes> ReadAsync(HttpRequest request)
    {
        var bytes = new PooledBytes((int)(request.ContentLength ?? 0));
        await request.Body.ReadExactlyAsync(bytes.Memory);
        return bytes;
    }

    private static async Task WriteAsync(HttpResponse response, byte[] body)
    {
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body);
        await response.Body.FlushAsync();
    }

    private sealed class PooledBytes(int length) : IDisposable
    {
        private readonly byte[] _array = ArrayPool<byte>.Shared.Rent(length);

        public Memory<byte> Memory => _array.AsMemory(0, length);

        public void Dispose() => ArrayPool<byte>.Shared.Return(_array);
    }
}
