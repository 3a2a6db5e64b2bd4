using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace GlobusCompute.Remote.PayloadDump;

/// <summary>Stands in for the service: accepts everything, runs nothing, and keeps what was sent.</summary>
internal sealed class CapturingHandler : HttpMessageHandler
{
    private readonly ConcurrentDictionary<Guid, string> _functions = new();

    /// <summary>What was sent, by the id that the task was given.</summary>
    public ConcurrentDictionary<Guid, SentCall> Sent { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (path.EndsWith("/batch_status", StringComparison.Ordinal))
        {
            // No result ever comes.
            return Json("{\"response\":\"batch\",\"results\":{}}");
        }

        using var body = JsonDocument.Parse(await request.Content!.ReadAsStreamAsync(cancellationToken));
        return path switch
        {
            "/v3/functions" => Register(body.RootElement),
            _ when path.EndsWith("/submit", StringComparison.Ordinal) => Submit(body.RootElement),
            _ => throw new InvalidOperationException($"Unexpected request: {request.Method} {path}"),
        };
    }

    private static HttpResponseMessage Json(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "application/json") };

    private HttpResponseMessage Register(JsonElement body)
    {
        var id = Guid.NewGuid();
        _functions[id] = body.GetProperty("function_code").GetString()!;
        return Json($"{{\"function_uuid\":\"{id}\"}}");
    }

    private HttpResponseMessage Submit(JsonElement body)
    {
        var serializers = body.GetProperty("result_serializers").EnumerateArray().Select(s => s.GetString()!).ToArray();
        var tasks = new Dictionary<Guid, List<Guid>>();
        foreach (var function in body.GetProperty("tasks").EnumerateObject())
        {
            var id = Guid.Parse(function.Name);
            tasks[id] = [];
            foreach (var payload in function.Value.EnumerateArray())
            {
                var task = Guid.NewGuid();
                Sent[task] = new SentCall(_functions[id], payload.GetString()!, serializers);
                tasks[id].Add(task);
            }
        }

        return Json(JsonSerializer.Serialize(new { request_id = Guid.NewGuid(), task_group_id = Guid.NewGuid(), tasks }));
    }
}

/// <summary>One task as it was sent.</summary>
internal sealed record SentCall(string FunctionCode, string Payload, string[] ResultSerializers);
