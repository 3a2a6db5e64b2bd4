using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Testing.Server;

/// <summary>A Compute service in memory: the handler of a client's requests. It needs no timer and holds no thread.</summary>
internal sealed class FakeService : HttpMessageHandler
{
    private readonly FakeTasks _tasks;
    private readonly FakeFunctions _functions = new();
    private volatile Refusal? _submissions;
    private volatile Refusal? _registrations;
    private volatile bool _isReachable = true;
    private Func<string?, string, Guid>? _newTaskId;

    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="endpointId">The endpoint that is the caller's own; null for a new id.</param>
    public FakeService(TimeProvider? time = null, Guid? endpointId = null)
    {
        var clock = time ?? TimeProvider.System;
        _tasks = new FakeTasks(clock);
        Endpoints = new FakeEndpoints(clock, endpointId ?? Guid.NewGuid());
    }

    public FakeEndpoints Endpoints { get; }

    /// <summary>Gets or sets what refuses submissions; null to accept them.</summary>
    public Refusal? Submissions
    {
        get => _submissions;
        set => _submissions = value;
    }

    /// <summary>Gets or sets what refuses registrations of functions; null to accept them.</summary>
    public Refusal? Registrations
    {
        get => _registrations;
        set => _registrations = value;
    }

    /// <summary>Gets or sets whether clients reach the service. Those that wait for results go on waiting while they do not.</summary>
    public bool IsReachable
    {
        get => _isReachable;
        set
        {
            _isReachable = value;
            _tasks.Announce();
        }
    }

    /// <summary>Gets whether a submission would be refused now.</summary>
    public bool IsRefusingSubmissions => Submissions is not null || !IsReachable;

    /// <summary>Gets or sets what makes the id of a task, from its function's name, which is null where it is not known, and its arguments.</summary>
    public Func<string?, string, Guid>? NewTaskId
    {
        get => _newTaskId;
        set
        {
            _newTaskId = value;
            _tasks.NewTaskId = value is null ? null : (functionId, arguments) => value(_functions.NameOf(functionId), arguments);
        }
    }

    /// <summary>Finds a task.</summary>
    public FakeTask Task(Guid taskId) => _tasks.TryGet(taskId, out var task) ? task : throw new KeyNotFoundException($"There is no task {taskId}.");

    /// <summary>Ends a task.</summary>
    /// <returns>False when it had ended.</returns>
    public bool TryComplete(Guid taskId, FakeTaskResult result) => _tasks.TryComplete(taskId, result);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var parts = request.RequestUri!.AbsolutePath.Trim('/').Split('/');
        if (parts is [_, "batch_status"])
        {
            return await AnswerResultsAsync(request, cancellationToken).ConfigureAwait(false);
        }

        if (!IsReachable)
        {
            // To come again at once: a test need not wait until the client gives up.
            var unavailable = Answer.Problem(HttpStatusCode.ServiceUnavailable, "FAKE_UNREACHABLE", "The service is unreachable (fake).");
            unavailable.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.Zero);
            return unavailable;
        }

        return (request.Method.Method, parts) switch
        {
            ("POST", [_, "functions"]) => Registrations?.ToAnswer() ?? _functions.Register(await ReadAsync(request, cancellationToken).ConfigureAwait(false)),
            ("GET", [_, "functions", var id]) => _functions.AnswerFunction(Guid.Parse(id)),
            ("DELETE", [_, "functions", var id]) => _functions.Delete(Guid.Parse(id)),
            ("POST", [_, "endpoints", var id, "submit"]) => Submit(Guid.Parse(id), await ReadAsync(request, cancellationToken).ConfigureAwait(false)),
            ("GET", [_, "tasks", var id]) => _tasks.AnswerTask(Guid.Parse(id)),
            ("GET", [_, "taskgroup", var id]) => _tasks.AnswerGroup(Guid.Parse(id)),
            ("GET", [_, "endpoints"]) => Endpoints.List(),
            ("GET", [_, "endpoints", var id]) => Endpoints.Describe(Guid.Parse(id)),
            ("GET", [_, "endpoints", var id, "status"]) => Endpoints.AnswerStatus(Guid.Parse(id)),
            ("GET", [_, "endpoints", var id, "allowed_functions"]) => Endpoints.ListFunctions(Guid.Parse(id)),
            ("POST", [_, "endpoints", var id, "lock"]) => Endpoints.Stop(Guid.Parse(id)),
            ("DELETE", [_, "endpoints", var id]) => Endpoints.Delete(Guid.Parse(id)),
            ("GET", [_, "version"]) => Answer.Json("""{"api":"1.0.0","min_sdk_version":"2.0.0","min_ep_version":"2.0.0"}"""),
            _ => Answer.Problem(HttpStatusCode.NotFound, "ROUTE_NOT_FAKED", $"A fake does not answer {request.Method} {request.RequestUri.AbsolutePath}."),
        };
    }

    private static async Task<JsonElement> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        return document.RootElement.Clone();
    }

    private async Task<HttpResponseMessage> AnswerResultsAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        Guid[] ids = [.. body.GetProperty("task_ids").EnumerateArray().Select(static id => id.GetGuid())];
        if (request.Options.TryGetValue(RequestPolicy.Option, out var policy) && policy.IsHeld)
        {
            await _tasks.WaitForNewsAsync(ids, cancellationToken).ConfigureAwait(false);
        }

        while (true)
        {
            var news = _tasks.WhenNews();
            if (IsReachable)
            {
                return _tasks.AnswerResults(ids);
            }

            await news.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private HttpResponseMessage Submit(Guid endpointId, JsonElement body) =>
        Submissions?.ToAnswer()
        ?? Endpoints.Refuse(endpointId)
        ?? (_functions.FindDeleted(body) is { } deleted ? Answer.NotFound("FUNCTION_NOT_FOUND", "Function", deleted) : _tasks.Accept(endpointId, body));

    /// <summary>An error that answers all requests of a kind.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Reason">The explanation.</param>
    /// <param name="Code">The code of the service.</param>
    internal sealed record Refusal(HttpStatusCode Status, string Reason, string Code)
    {
        public HttpResponseMessage ToAnswer() => Answer.Problem(Status, Code, Reason);
    }
}
