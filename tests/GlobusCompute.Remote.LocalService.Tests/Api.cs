using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>Speaks to a local service in plain HTTP, as any client would.</summary>
internal sealed class Api : IDisposable
{
    public const string NoArguments = "5\n11\n[]5\n11\n{}";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly LocalComputeService _service;

    public Api(LocalComputeService service, string? token = null)
    {
        _service = service;
        Http = new HttpClient { BaseAddress = service.Url };
        Http.DefaultRequestHeaders.UserAgent.ParseAdd("globus-compute-sdk-4.15.0");
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token ?? service.Token);
    }

    public HttpClient Http { get; }

    public static string Source(string name, string source)
    {
        var buffer = $"st\n{name}:{source}";
        return $"{buffer.EnumerateRunes().Count()}\n{buffer}";
    }

    public static string Arguments(string args, string kwargs = "{}") =>
        $"{args.Length + 3}\n11\n{args}{kwargs.Length + 3}\n11\n{kwargs}";

    public static StringContent Json(JsonNode body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    public async Task<Guid> RegisterAsync(string functionCode, string name = "f")
    {
        var body = new JsonObject
        {
            ["function_name"] = name,
            ["function_code"] = functionCode,
            ["meta"] = new JsonObject { ["python_version"] = "3.11.2", ["sdk_version"] = "4.15.0", ["serde_identifier"] = "st" },
        };
        using var answer = await Http.PostAsync("v3/functions", Json(body));
        return (await ReadAsync(answer)).GetProperty("function_uuid").GetGuid();
    }

    public Task<Guid> RegisterSourceAsync(string name, string source) => RegisterAsync(Source(name, source), name);

    public static JsonObject Batch(Guid function, IEnumerable<string> tasks, IEnumerable<string>? serializers = null, Guid? group = null)
    {
        var body = new JsonObject
        {
            ["create_queue"] = group is not null,
            ["tasks"] = new JsonObject { [function.ToString()] = new JsonArray([.. tasks.Select(t => (JsonNode)t)]) },
        };
        if (group is not null)
        {
            body["task_group_id"] = group.ToString();
        }

        if (serializers is not null)
        {
            body["result_serializers"] = new JsonArray([.. serializers.Select(s => (JsonNode)s)]);
        }

        return body;
    }

    public Task<HttpResponseMessage> PostBatchAsync(JsonNode body) => Http.PostAsync($"v3/endpoints/{_service.EndpointId}/submit", Json(body));

    public async Task<IReadOnlyList<Guid>> SubmitAsync(Guid function, IEnumerable<string> tasks, IEnumerable<string>? serializers = null, Guid? group = null)
    {
        using var answer = await PostBatchAsync(Batch(function, tasks, serializers, group));
        return [.. (await ReadAsync(answer)).GetProperty("tasks").GetProperty(function.ToString()).EnumerateArray().Select(t => t.GetGuid())];
    }

    /// <summary>Asks where results stream from: what names of queues begin with, and the URL with user and password.</summary>
    public async Task<(string Prefix, Uri Url)> AskStreamAsync()
    {
        using var answer = await Http.GetAsync("v2/get_amqp_result_connection_url");
        var body = await ReadAsync(answer);
        return (body.GetProperty("queue_prefix").GetString()!, new Uri(body.GetProperty("connection_url").GetString()!));
    }

    public async Task<JsonElement> RunAsync(Guid function, string arguments = NoArguments, IEnumerable<string>? serializers = null)
    {
        var ids = await SubmitAsync(function, [arguments], serializers ?? ["globus_compute_sdk.serialize.JSONData"]);
        return (await FinishAsync(ids))[ids[0]];
    }

    public Task<Dictionary<Guid, JsonElement>> FinishAsync(IReadOnlyList<Guid> ids) =>
        PollAsync(ids, all => all.Values.All(t => t.GetProperty("status").GetString() is "success" or "failed"));

    public Task<Dictionary<Guid, JsonElement>> ReachAsync(IReadOnlyList<Guid> ids, string status) =>
        PollAsync(ids, all => all.Values.All(t => t.GetProperty("status").GetString() == status));

    public async Task<Dictionary<Guid, JsonElement>> StatusAsync(IEnumerable<Guid> ids)
    {
        using var answer = await Http.PostAsync("v2/batch_status", Json(new JsonObject { ["task_ids"] = new JsonArray([.. ids.Select(i => (JsonNode)i.ToString())]) }));
        return (await ReadAsync(answer)).GetProperty("results").EnumerateObject().ToDictionary(p => Guid.Parse(p.Name), p => p.Value);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public static async Task<(int Status, string Code, JsonElement Detail)> ReadErrorAsync(HttpResponseMessage answer)
    {
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)answer.StatusCode, body.GetProperty("http_status_code").GetInt32());
        Assert.Equal(JsonValueKind.Array, body.GetProperty("error_args").ValueKind);
        Assert.Equal(JsonValueKind.String, body.GetProperty("status").ValueKind);
        Assert.Equal(body.GetProperty("detail").GetRawText(), body.GetProperty("reason").GetRawText());
        return ((int)answer.StatusCode, body.GetProperty("code").GetString()!, body.GetProperty("detail"));
    }

    public void Dispose() => Http.Dispose();

    private async Task<Dictionary<Guid, JsonElement>> PollAsync(IReadOnlyList<Guid> ids, Func<Dictionary<Guid, JsonElement>, bool> isDone)
    {
        using var limit = new CancellationTokenSource(s_limit);
        while (true)
        {
            var all = await StatusAsync(ids);
            if (isDone(all))
            {
                return all;
            }

            Assert.False(limit.IsCancellationRequested, $"After {s_limit} the tasks are still: {string.Join(", ", all.Values.Select(t => t.GetProperty("status")).Distinct())}");
        }
    }
}
