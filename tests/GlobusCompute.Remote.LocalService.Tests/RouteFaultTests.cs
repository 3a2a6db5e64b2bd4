using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>Faults of requests and answers, seen by a plain HTTP client.</summary>
public sealed class RouteFaultTests : IAsyncLifetime
{
    private const string Record = """
        def f(path):
            with open(path, 'a') as file:
                file.write('x')
        """;

    private static readonly Guid s_unknownTask = new("12345678-1234-4234-8234-123456789abc");
    private readonly string _folder = Directory.CreateTempSubdirectory("gcompute-faults-").FullName;
    private readonly ManualTimeProvider _time = new();
    private LocalComputeService _service = null!;
    private Api _api = null!;
    private Guid _function;

    public async ValueTask InitializeAsync()
    {
        _service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1, TimeProvider = _time });
        _api = new Api(_service);
        _function = await _api.RegisterSourceAsync("f", Record);
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(429, 3)]
    [InlineData(500, null)]
    [InlineData(503, 1)]
    [InlineData(401, null)]
    [InlineData(403, null)]
    [InlineData(413, null)]
    [InlineData(502, null)]
    public async Task A_status_is_answered_in_the_documented_form_and_nothing_is_taken(int status, int? retryAfter)
    {
        Set(new FaultRule { At = FaultTarget.Submit, Kind = FaultKind.Status, Status = status, RetryAfter = retryAfter, Nth = 1 });
        var file = NewFile();

        using var answer = await SubmitAsync(file);

        Assert.Equal(status, (await Api.ReadErrorAsync(answer)).Status);
        Assert.Equal(retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null, answer.Headers.RetryAfter?.Delta);
        // The next one is taken, by the only worker: had the first been, it would have run before.
        await FinishAsync(await SubmitAsync(file));
        Assert.Equal("x", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(FaultTarget.Submit, "POST", "v2/submit")]
    [InlineData(FaultTarget.BatchStatus, "POST", "v2/batch_status")]
    [InlineData(FaultTarget.Task, "GET", "v2/tasks/12345678-1234-4234-8234-123456789abc")]
    [InlineData(FaultTarget.TaskGroup, "GET", "v2/taskgroup/12345678-1234-4234-8234-123456789abc")]
    [InlineData(FaultTarget.Register, "POST", "v3/functions")]
    [InlineData(FaultTarget.Function, "GET", "v2/functions/12345678-1234-4234-8234-123456789abc")]
    [InlineData(FaultTarget.StreamUrl, "GET", "v2/get_amqp_result_connection_url")]
    [InlineData(FaultTarget.Endpoints, "GET", "v2/endpoints")]
    [InlineData(FaultTarget.Version, "GET", "v2/version")]
    public async Task A_rule_disturbs_its_route_and_no_other(FaultTarget target, string method, string path)
    {
        var everywhere = new FaultRule { At = target, Kind = FaultKind.Status, Status = 418 };
        Set(everywhere);
        using var disturbed = await _api.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken);
        Set(everywhere with { At = target == FaultTarget.Version ? FaultTarget.Task : FaultTarget.Version });
        using var other = await _api.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken);
        Set(everywhere with { At = FaultTarget.All });
        using var all = await _api.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken);

        Assert.Equal([418, 418], new[] { (int)disturbed.StatusCode, (int)all.StatusCode });
        Assert.NotEqual(418, (int)other.StatusCode);
    }

    [Fact]
    public async Task A_delayed_request_is_taken_after_the_delay()
    {
        Set(new FaultRule { At = FaultTarget.Submit, Kind = FaultKind.Delay, Duration = TimeSpan.FromSeconds(7) });
        var file = NewFile();

        var submission = SubmitAsync(file);
        await _time.WhenTimerDueInAsync(TimeSpan.FromSeconds(7)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        // Another one, later, runs to its end while the delayed one is not taken.
        _service.Faults = null;
        await FinishAsync(await SubmitAsync(NewFile()));
        Assert.False(submission.IsCompleted);
        Assert.False(File.Exists(file));
        _time.Advance(TimeSpan.FromSeconds(7));

        await FinishAsync(await submission);
        Assert.Equal("x", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_delayed_answer_comes_after_the_task_was_taken()
    {
        Set(new FaultRule { At = FaultTarget.Submit, Kind = FaultKind.DelayAnswer, Duration = TimeSpan.FromSeconds(7) });
        var file = NewFile();

        var submission = SubmitAsync(file);
        await Eventually.TrueAsync(() => IsWritten(file));

        await _time.WhenTimerDueInAsync(TimeSpan.FromSeconds(7)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(submission.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(7));
        await FinishAsync(await submission);
    }

    [Fact]
    public async Task A_dropped_request_is_not_taken()
    {
        Set(new FaultRule { At = FaultTarget.Submit, Kind = FaultKind.Drop, Nth = 1 });
        var file = NewFile();

        await Assert.ThrowsAsync<HttpRequestException>(() => SubmitAsync(file));

        await FinishAsync(await SubmitAsync(file));
        Assert.Equal("x", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_dropped_answer_is_that_of_a_request_that_was_taken()
    {
        Set(new FaultRule { At = FaultTarget.Submit, Kind = FaultKind.DropAnswer, Nth = 1 });
        var file = NewFile();

        await Assert.ThrowsAsync<HttpRequestException>(() => SubmitAsync(file));

        await Eventually.TrueAsync(() => IsWritten(file));
    }

    [Fact]
    public async Task A_refusal_is_answered_although_answers_are_dropped()
    {
        Set(new FaultRule { At = FaultTarget.Submit, Kind = FaultKind.DropAnswer });

        using var answer = await _api.PostBatchAsync(Api.Batch(s_unknownTask, [Api.NoArguments]));

        Assert.Equal(404, (await Api.ReadErrorAsync(answer)).Status);
    }

    [Theory]
    [InlineData(GarbageBody.NotJson)]
    [InlineData(GarbageBody.Truncated)]
    [InlineData(GarbageBody.CutOff)]
    [InlineData(GarbageBody.WrongShape)]
    [InlineData(GarbageBody.Empty)]
    public async Task Garbage_is_answered_to_a_request_that_was_taken(GarbageBody garbage)
    {
        Set(new FaultRule { At = FaultTarget.Submit, Kind = FaultKind.Garbage, Garbage = garbage });
        var file = NewFile();

        using var request = new HttpRequestMessage(HttpMethod.Post, $"v3/endpoints/{_service.EndpointId}/submit") { Content = Api.Json(Batch(file)) };
        using var answer = await _api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        if (garbage == GarbageBody.CutOff)
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            using var body = new MemoryStream();
            var cut = await Assert.ThrowsAsync<HttpIOException>(() => stream.CopyToAsync(body, TestContext.Current.CancellationToken));
            Assert.Equal(answer.Content.Headers.ContentLength / 2, body.Length);
            Assert.Equal(HttpRequestError.ResponseEnded, cut.HttpRequestError);
        }
        else
        {
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(answer.Content.Headers.ContentLength, text.Length);
            switch (garbage)
            {
                case GarbageBody.NotJson:
                    Assert.StartsWith("<html>", text);
                    Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
                    break;
                case GarbageBody.Truncated:
                    Assert.StartsWith("{\"request_id\":\"", text);
                    Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text));
                    break;
                case GarbageBody.WrongShape:
                    Assert.Equal("[\"unexpected\"]", text);
                    break;
                default:
                    Assert.Equal("", text);
                    break;
            }
        }

        await Eventually.TrueAsync(() => IsWritten(file));
    }

    [Fact]
    public async Task Garbage_can_come_with_another_status()
    {
        Set(new FaultRule { At = FaultTarget.Version, Kind = FaultKind.Garbage, Status = 502 });

        using var answer = await _api.Http.GetAsync("v2/version", TestContext.Current.CancellationToken);

        Assert.Equal(502, (int)answer.StatusCode);
        Assert.StartsWith("<html>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(PartialAnswer.MissingIds, 2, 1)]
    [InlineData(PartialAnswer.MissingFunctions, null, 2)]
    [InlineData(PartialAnswer.ExtraIds, 4, 3)]
    public async Task An_answer_to_a_submission_lacks_ids_or_has_too_many(PartialAnswer partial, int? first, int? second)
    {
        Set(new FaultRule { At = FaultTarget.Submit, Kind = FaultKind.Partial, Partial = partial });
        var other = await _api.RegisterSourceAsync("f", "def f():\n    return 1\n");
        var body = new JsonObject
        {
            ["tasks"] = new JsonObject
            {
                [_function.ToString()] = new JsonArray(Api.NoArguments, Api.NoArguments, Api.NoArguments),
                [other.ToString()] = new JsonArray(Api.NoArguments, Api.NoArguments),
            },
        };

        using var answer = await _api.PostBatchAsync(body);

        var tasks = (await Api.ReadAsync(answer)).GetProperty("tasks");
        Assert.Equal((first, second), (Count(tasks, _function), Count(tasks, other)));
        Assert.Equal(_service.EndpointId, (await Api.ReadAsync(answer)).GetProperty("endpoint_id").GetGuid());
    }

    [Theory]
    [InlineData(PartialAnswer.MissingIds, 1)]
    [InlineData(PartialAnswer.MissingFunctions, 1)]
    [InlineData(PartialAnswer.ExtraIds, 3)]
    public async Task An_answer_to_an_older_submission_lacks_tasks_or_has_too_many(PartialAnswer partial, int count)
    {
        Set(new FaultRule { At = FaultTarget.Submit, Kind = FaultKind.Partial, Partial = partial });
        JsonArray OneTask() => new(_function.ToString(), _service.EndpointId.ToString(), Api.NoArguments);

        using var answer = await _api.Http.PostAsync("v2/submit", Api.Json(new JsonObject { ["tasks"] = new JsonArray(OneTask(), OneTask()) }), TestContext.Current.CancellationToken);

        Assert.Equal(count, (await Api.ReadAsync(answer)).GetProperty("results").GetArrayLength());
    }

    [Fact]
    public async Task An_answer_about_tasks_lacks_every_other()
    {
        var ids = await _api.SubmitAsync(_function, Enumerable.Repeat(Api.NoArguments, 5));
        Set(new FaultRule { At = FaultTarget.BatchStatus, Kind = FaultKind.Partial, Partial = PartialAnswer.MissingTasks });

        Assert.Equal([ids[1], ids[3]], (await _api.StatusAsync(ids)).Keys);
    }

    [Fact]
    public async Task An_answer_about_tasks_lacks_those_that_the_service_does_not_know()
    {
        var ids = await _api.SubmitAsync(_function, [Api.NoArguments]);
        Assert.Equal(2, (await _api.StatusAsync([s_unknownTask, .. ids])).Count);
        Set(new FaultRule { At = FaultTarget.BatchStatus, Kind = FaultKind.Partial, Partial = PartialAnswer.MissingUnknown });

        Assert.Equal(ids, (await _api.StatusAsync([s_unknownTask, .. ids])).Keys);
    }

    private static int? Count(JsonElement tasks, Guid function) => tasks.TryGetProperty(function.ToString(), out var ids) ? ids.GetArrayLength() : null;

    private static bool IsWritten(string file) => File.Exists(file) && new FileInfo(file).Length > 0;

    private string NewFile() => Path.Combine(_folder, Guid.NewGuid().ToString("N"));

    private void Set(FaultRule rule) => _service.Faults = new FaultPlan([rule]);

    private JsonObject Batch(string file) => Api.Batch(_function, [Api.Arguments($"[{JsonSerializer.Serialize(file)}]")]);

    private Task<HttpResponseMessage> SubmitAsync(string file) => _api.PostBatchAsync(Batch(file));

    private async Task FinishAsync(HttpResponseMessage answer)
    {
        var body = await Api.ReadAsync(answer);
        answer.Dispose();
        await _api.FinishAsync([body.GetProperty("tasks").GetProperty(_function.ToString())[0].GetGuid()]);
    }
}
