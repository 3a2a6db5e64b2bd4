using System.Net;
using System.Text;
using System.Text.Json;

namespace GlobusCompute.Remote.Testing.Server;

/// <summary>
/// A Compute service in memory: the handler of a client's requests. A question for results is answered when there are news, so that no client polls in vain and
/// none needs a timer.
/// </summary>
internal sealed class FakeService : HttpMessageHandler
{
    private readonly object _lock = new();
    private readonly Dictionary<Guid, FakeTask> _tasks = [];
    private readonly Dictionary<Guid, string> _functions = [];
    private TaskCompletionSource _news = NewSignal();

    /// <summary>Gets or sets the words with which endpoints are described; "online" at first.</summary>
    public string EndpointStatus { get; set; } = "online";

    /// <summary>Gets or sets what refuses the next requests of a route; null for nothing. It is given the method and the path.</summary>
    public Func<string, string, HttpResponseMessage?>? Refusal { get; set; }

    /// <summary>Finds a task.</summary>
    public FakeTask Task(Guid taskId)
    {
        lock (_lock)
        {
            return _tasks[taskId];
        }
    }

    /// <summary>Ends a task.</summary>
    /// <returns>False when it had ended.</returns>
    public bool TryComplete(Guid taskId, FakeTaskResult result)
    {
        TaskCompletionSource news;
        lock (_lock)
        {
            if (_tasks[taskId].Result is not null)
            {
                return false;
            }

            _tasks[taskId].Result = result;
            news = Renew();
        }

        news.SetResult();
        return true;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (Refusal?.Invoke(request.Method.Method, path) is { } refused)
        {
            return refused;
        }

        var parts = path.Trim('/').Split('/');
        return (request.Method.Method, parts) switch
        {
            ("POST", [_, "functions"]) => await RegisterAsync(request, cancellationToken).ConfigureAwait(false),
            ("POST", [_, "endpoints", _, "submit"]) => await SubmitAsync(request, cancellationToken).ConfigureAwait(false),
            ("POST", [_, "batch_status"]) => await AnswerResultsAsync(request, cancellationToken).ConfigureAwait(false),
            ("GET", [_, "version"]) => Json("""{"api":"1.0.0","min_sdk_version":"2.0.0","min_ep_version":"2.0.0"}"""),
            ("GET", [_, "taskgroup", var id]) => AnswerGroup(Guid.Parse(id)),
            ("GET", [_, "tasks", var id]) => AnswerTask(Guid.Parse(id)),
            ("GET", [_, "endpoints", _, "status"]) => Json($$$"""{"status":{{{Quote(EndpointStatus)}}},"details":{}}"""),
            ("GET", [_, "functions", var id]) => AnswerFunction(Guid.Parse(id)),
            _ => Problem(HttpStatusCode.NotFound, "ROUTE_NOT_FAKED", $"A fake does not answer {request.Method} {path}."),
        };
    }

    /// <summary>Answers with an error as the service does.</summary>
    public static HttpResponseMessage Problem(HttpStatusCode status, string code, string reason) =>
        Json(
            $$"""{"status":"Failed","code":{{Quote(code)}},"reason":{{Quote(reason)}},"http_status_code":{{(int)status}}}""",
            status);

    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private static HttpResponseMessage Json(string text, HttpStatusCode status = HttpStatusCode.OK) => new(status)
    {
        Content = new StringContent(text, Encoding.UTF8, "application/json"),
    };

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task<JsonDocument> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));

    private TaskCompletionSource Renew()
    {
        var news = _news;
        _news = NewSignal();
        return news;
    }

    private async Task<HttpResponseMessage> RegisterAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        var id = Guid.NewGuid();
        lock (_lock)
        {
            _functions[id] = body.RootElement.GetProperty("function_name").GetString()!;
        }

        return Json($$"""{"function_uuid":"{{id}}"}""");
    }

    private async Task<HttpResponseMessage> SubmitAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        var group = body.RootElement.TryGetProperty("task_group_id", out var named) && named.TryGetGuid(out var id) ? id : Guid.NewGuid();
        using var stream = new MemoryStream();
        TaskCompletionSource news;
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("request_id", Guid.NewGuid());
            writer.WriteString("task_group_id", group);
            writer.WriteStartObject("tasks");
            lock (_lock)
            {
                foreach (var function in body.RootElement.GetProperty("tasks").EnumerateObject())
                {
                    writer.WriteStartArray(function.Name);
                    foreach (var arguments in function.Value.EnumerateArray())
                    {
                        var task = new FakeTask(Guid.NewGuid(), Guid.Parse(function.Name), group, arguments.GetString()!);
                        _tasks.Add(task.Id, task);
                        writer.WriteStringValue(task.Id);
                    }

                    writer.WriteEndArray();
                }

                news = Renew();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        // Who waits for results asks again, for these tasks too.
        news.SetResult();
        return Json(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private async Task<HttpResponseMessage> AnswerResultsAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        Guid[] ids = [.. body.RootElement.GetProperty("task_ids").EnumerateArray().Select(static id => id.GetGuid())];
        Task? news = null;
        lock (_lock)
        {
            if (!ids.Any(id => !_tasks.TryGetValue(id, out var task) || task.Result is not null))
            {
                news = _news.Task;
            }
        }

        if (news is not null)
        {
            await news.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("results");
            foreach (var id in ids)
            {
                writer.WritePropertyName(id.ToString("D"));
                Write(writer, id);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Json(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private HttpResponseMessage AnswerTask(Guid id)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(writer, id);
        }

        return Json(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private HttpResponseMessage AnswerGroup(Guid id)
    {
        lock (_lock)
        {
            var tasks = _tasks.Values.Where(task => task.GroupId == id).Select(static task => $$"""{"id":"{{task.Id}}"}""").ToArray();
            return tasks.Length == 0
                ? Problem(HttpStatusCode.NotFound, "TASK_GROUP_NOT_FOUND", $"Task group {id} could not be resolved.")
                : Json($$"""{"taskgroup_id":"{{id}}","tasks":[{{string.Join(',', tasks)}}]}""");
        }
    }

    private HttpResponseMessage AnswerFunction(Guid id)
    {
        lock (_lock)
        {
            return _functions.TryGetValue(id, out var name)
                ? Json($$$"""{"function_uuid":"{{{id}}}","function_name":{{{Quote(name)}}},"metadata":{}}""")
                : Problem(HttpStatusCode.NotFound, "FUNCTION_NOT_FOUND", $"Function {id} could not be resolved.");
        }
    }

    private void Write(Utf8JsonWriter writer, Guid id)
    {
        FakeTaskResult? result;
        bool isKnown;
        lock (_lock)
        {
            isKnown = _tasks.TryGetValue(id, out var task);
            result = task?.Result;
        }

        writer.WriteStartObject();
        writer.WriteString("task_id", id);
        if (!isKnown)
        {
            writer.WriteString("status", "failed");
            writer.WriteString("reason", $"Task {id} is not known.");
        }
        else if (result is null)
        {
            writer.WriteString("status", "running");
        }
        else
        {
            writer.WriteString("status", result.IsFailure ? "failed" : "success");
            writer.WriteString(result.IsFailure ? "exception" : "result", result.Text);
            writer.WriteString("completion_t", "0");
        }

        writer.WriteEndObject();
    }
}
