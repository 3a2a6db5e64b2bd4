using System.Net;
using System.Net.Http.Headers;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Wire;

public sealed class ServiceConnectionTests
{
    private const string Accepted = """{"request_id":"aaaaaaaa-0000-4000-8000-000000000001","task_group_id":"bbbbbbbb-0000-4000-8000-000000000002","endpoint_id":"4b116d3c-1703-4f8f-9f6f-39921e5864df","tasks":{}}""";

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_submission_carries_what_the_service_requires()
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.OK, Accepted));
        using var service = Service(handler);

        await service.SubmitAsync(SubmitRequests.Of(await BatchAsync(), payloads: null), CancellationToken.None);

        var (request, body) = Assert.Single(handler.Requests);
        Assert.Equal(HttpMethod.Post, request.Method);
        Assert.Equal("http://127.0.0.1:1/v3/endpoints/4b116d3c-1703-4f8f-9f6f-39921e5864df/submit", request.RequestUri!.AbsoluteUri);
        Assert.Equal("Bearer token", request.Headers.Authorization!.ToString());
        Assert.Contains("/globus-compute-sdk-4.15.0", request.Headers.GetValues("User-Agent").Single());
        Assert.StartsWith("product=", request.Headers.GetValues("X-Globus-Client-Info").Single());
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.ToString());
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(body!), request.Content.Headers.ContentLength);
        Assert.NotEqual(true, request.Headers.TransferEncodingChunked);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, null)]
    [InlineData(HttpStatusCode.TooManyRequests, 3)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 3)]
    public async Task A_submission_that_surely_was_not_taken_is_sent_again(HttpStatusCode status, int? retryAfter)
    {
        var handler = new FakeHandler((n, _) =>
        {
            var answer = FakeHandler.Json(n < 3 ? status : HttpStatusCode.OK, n < 3 ? "{}" : Accepted);
            answer.Headers.RetryAfter = retryAfter is { } s ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(s)) : null;
            return answer;
        });
        using var service = Service(handler);

        await AdvancingAsync(service.SubmitAsync(SubmitRequests.Of(await BatchAsync(), payloads: null), CancellationToken.None));

        Assert.Equal(3, handler.Requests.Count);
        Assert.Equal(handler.Requests[0].Body, handler.Requests[2].Body);
    }

    [Fact]
    public async Task A_submission_is_sent_again_when_there_was_no_connection()
    {
        var handler = new FakeHandler(static (n, _) => n < 3
            ? throw new HttpRequestException(HttpRequestError.ConnectionError, "refused")
            : FakeHandler.Json(HttpStatusCode.OK, Accepted));
        using var service = Service(handler);

        await AdvancingAsync(service.SubmitAsync(SubmitRequests.Of(await BatchAsync(), payloads: null), CancellationToken.None));

        Assert.Equal(3, handler.Requests.Count);
    }

    [Fact]
    public async Task After_the_last_attempt_a_submission_is_unreachable_and_says_why()
    {
        var handler = new FakeHandler(static (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused by the host"));
        using var service = Service(handler);

        var error = await Assert.ThrowsAsync<ServiceUnreachableException>(async () => await AdvancingAsync(service.SubmitAsync(SubmitRequests.Of(await BatchAsync(), payloads: null), CancellationToken.None)));

        Assert.Equal(6, handler.Requests.Count);
        Assert.Contains("6 attempts", error.Message);
        Assert.Contains("refused by the host", error.Message);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData((HttpStatusCode)524)]
    public async Task A_submission_whose_fate_is_open_is_not_sent_again(HttpStatusCode status)
    {
        var handler = new FakeHandler((_, _) => FakeHandler.Json(status, "{}"));
        using var service = Service(handler);

        await Assert.ThrowsAsync<AmbiguousOutcomeException>(async () => await service.SubmitAsync(SubmitRequests.Of(await BatchAsync(), payloads: null), CancellationToken.None));

        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task A_lost_or_unreadable_answer_to_a_submission_leaves_its_fate_open()
    {
        foreach (var handler in (FakeHandler[])[
            new(static (_, _) => throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset")),
            new(static (_, _) => throw new IOException("reset")),
            new(static (_, _) => FakeHandler.Json(HttpStatusCode.OK, "<html>")),
            new(static (_, _) => FakeHandler.Json(HttpStatusCode.OK, "null")),
            new(static (_, _) => FakeHandler.Json(HttpStatusCode.OK, "{}")),
        ])
        {
            using var service = Service(handler);
            await Assert.ThrowsAsync<AmbiguousOutcomeException>(async () => await service.SubmitAsync(SubmitRequests.Of(await BatchAsync(), payloads: null), CancellationToken.None));
            Assert.Single(handler.Requests);
        }
    }

    [Fact]
    public async Task No_answer_in_time_leaves_a_submission_s_fate_open()
    {
        using var connection = new ServiceConnection(
            new ComputeClientOptions
            {
                Credential = new ComputeAccessTokenCredential("token"),
                TimeProvider = _time,
                HttpMessageHandler = FakeHandler.Silent(),
                RequestBudget = null,
            },
            NullLogger.Instance);
        using var service = new HttpComputeService(connection, new ComputeUserRuntime(), createQueue: false);
        var sending = service.SubmitAsync(SubmitRequests.Of(await BatchAsync(), payloads: null), CancellationToken.None);

        await _time.WhenTimerWithinAsync(TimeSpan.FromSeconds(100));
        _time.Advance(TimeSpan.FromSeconds(100));

        Assert.Contains("00:01:40", (await Assert.ThrowsAsync<AmbiguousOutcomeException>(() => sending)).Message);
    }

    [Fact]
    public async Task A_submission_whose_body_was_not_sent_whole_is_sent_again()
    {
        var handler = new FakeHandler(static async (number, request, cancellationToken) =>
        {
            using var broken = new BrokenStream();
            await request.Content!.CopyToAsync(number == 1 ? broken : Stream.Null, cancellationToken);
            return FakeHandler.Json(HttpStatusCode.OK, Accepted);
        })
        { ReadsBodies = false };
        using var service = Service(handler);

        await AdvancingAsync(service.SubmitAsync(SubmitRequests.Of(await BatchAsync(), payloads: null), CancellationToken.None));

        Assert.Equal(2, handler.Requests.Count);
    }

    [Fact]
    public async Task A_credential_that_throws_says_so_and_nothing_was_sent()
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.OK, Accepted));
        using var service = Service(handler, new BrokenCredential());

        var error = await Assert.ThrowsAsync<ServiceUnreachableException>(async () => await service.SubmitAsync(SubmitRequests.Of(await BatchAsync(), payloads: null), CancellationToken.None));

        Assert.Contains("vault is sealed", error.Message);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once()
    {
        var handler = new FakeHandler(static (_, request) => request.Headers.Authorization!.Parameter == "second"
            ? FakeHandler.Json(HttpStatusCode.OK, Accepted)
            : FakeHandler.Json(HttpStatusCode.Unauthorized, "{}"));
        using var service = Service(handler, new RenewingCredential("first", "second"));

        await service.SubmitAsync(SubmitRequests.Of(await BatchAsync(), payloads: null), CancellationToken.None);

        Assert.Equal(2, handler.Requests.Count);
    }

    [Fact]
    public async Task A_token_refused_twice_is_an_error_that_says_what_to_check()
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.Unauthorized, """{"code":"INVALID_AUTH_TOKEN","detail":"Expired."}"""));
        using var service = Service(handler, new RenewingCredential("first", "second", "third"));

        var error = await Assert.ThrowsAsync<ComputeServiceException>(async () => await service.SubmitAsync(SubmitRequests.Of(await BatchAsync(), payloads: null), CancellationToken.None));

        Assert.Equal(2, handler.Requests.Count);
        Assert.Contains("access token", error.Message);
        Assert.Equal("INVALID_AUTH_TOKEN", error.Code);
    }

    [Fact]
    public async Task A_token_without_successor_is_not_tried_again()
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.Unauthorized, "{}"));
        using var service = Service(handler);

        await Assert.ThrowsAsync<ComputeServiceException>(async () => await service.SubmitAsync(SubmitRequests.Of(await BatchAsync(), payloads: null), CancellationToken.None));

        Assert.Single(handler.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task A_registration_is_repeated_after_every_failure_that_may_pass(HttpStatusCode status)
    {
        var handler = new FakeHandler((n, _) => n < 4
            ? FakeHandler.Json(status, "{}")
            : FakeHandler.Json(HttpStatusCode.OK, """{"function_uuid":"cccccccc-0000-4000-8000-000000000003"}"""));
        using var service = Service(handler);

        var id = await AdvancingAsync(service.RegisterFunctionAsync(RegisterRequests.Of(TestCalls.Source()), CancellationToken.None));

        Assert.Equal(Guid.Parse("cccccccc-0000-4000-8000-000000000003"), id);
        Assert.Equal(4, handler.Requests.Count);
    }

    [Theory]
    [InlineData("""{"code":"FUNCTION_NOT_FOUND","detail":"Function x.","reason":"old"}""", "FUNCTION_NOT_FOUND", "Function x.")]
    [InlineData("""{"code":"X","reason":"Only a reason."}""", "X", "Only a reason.")]
    [InlineData("""{"detail":[{"loc":["body","tasks",0],"msg":"field required","type":"value_error"},{"loc":[],"msg":"and this"}]}""", null, "body.tasks.0: field required; and this")]
    [InlineData("""{"errors":[{"code":"UNKNOWN_SCOPE_ERROR","detail":"Scope."}]}""", "UNKNOWN_SCOPE_ERROR", "Scope.")]
    [InlineData("""["odd"]""", null, """["odd"]""")]
    [InlineData("not json at all", null, "not json at all")]
    public async Task An_error_answer_of_any_shape_is_told(string body, string? code, string detail)
    {
        var handler = new FakeHandler((_, _) => FakeHandler.Json(HttpStatusCode.UnprocessableEntity, body));
        using var service = Service(handler);

        var error = await Assert.ThrowsAsync<ComputeServiceException>(() => service.GetBatchStatusAsync([Guid.NewGuid()], CancellationToken.None));

        Assert.Equal(code, error.Code);
        Assert.Equal(detail, error.Detail);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, error.StatusCode);
        Assert.Equal("POST /v2/batch_status", error.Request);
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_clipped()
    {
        var handler = new FakeHandler(static (_, _) => new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent(new string('x', 100_000)) });
        using var service = Service(handler);

        var error = await Assert.ThrowsAsync<ComputeServiceException>(() => service.GetBatchStatusAsync([Guid.NewGuid()], CancellationToken.None));

        Assert.InRange(error.Message.Length, 100, 800);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"results":[]}""")]
    [InlineData("""{"results":{"cccccccc-0000-4000-8000-000000000003":{"status":"success",""")]
    public async Task An_answer_of_batch_status_that_makes_no_sense_is_an_error(string body)
    {
        using var service = Service(new FakeHandler((_, _) => FakeHandler.Json(HttpStatusCode.OK, body)));

        await Assert.ThrowsAsync<ComputeServiceException>(() => service.GetBatchStatusAsync([Guid.NewGuid()], CancellationToken.None));
    }

    [Fact]
    public async Task Odd_members_and_unknown_words_in_batch_status_mean_pending()
    {
        const string Body = """
            {"response":"batch","extra":{"a":[1]},"results":{
              "no-uuid":{"status":"success","result":"11\n1"},
              "cccccccc-0000-4000-8000-000000000000":5,
              "cccccccc-0000-4000-8000-000000000001":{"task_id":"x","status":"SUCCESS","result":"11\n\"a\\u00e9\"","completion_t":"1.5","details":{"a":{"b":[]}}},
              "cccccccc-0000-4000-8000-000000000002":{"status":"failed","reason":"unknown task"},
              "cccccccc-0000-4000-8000-000000000003":{"status":"Failed","exception":"text","result":null},
              "cccccccc-0000-4000-8000-000000000004":{"status":"waiting-for-ep"},
              "cccccccc-0000-4000-8000-000000000005":{"status":null},
              "cccccccc-0000-4000-8000-000000000006":{},
              "cccccccc-0000-4000-8000-000000000007":{"status":"failed","reason":"it ran","completion_t":"1.5"}}}
            """;
        using var service = Service(new FakeHandler((_, _) => FakeHandler.Json(HttpStatusCode.OK, Body)));

        using var page = await service.GetBatchStatusAsync([Guid.NewGuid()], CancellationToken.None);

        Assert.Equal(
            [TaskState.Succeeded, TaskState.Unknown, TaskState.Failed, TaskState.Pending, TaskState.Pending, TaskState.Pending, TaskState.Failed],
            page.Tasks.Select(static t => t.State));
        Assert.Equal("11\n\"a\\u00e9\"", System.Text.Encoding.UTF8.GetString(TaskAnswers.Text(page.Tasks[0].Text)));
        Assert.Equal("unknown task", System.Text.Encoding.UTF8.GetString(TaskAnswers.Text(page.Tasks[1].Text)));
        Assert.Equal("text", System.Text.Encoding.UTF8.GetString(TaskAnswers.Text(page.Tasks[2].Text)));
    }

    internal static HttpComputeService Service(HttpMessageHandler handler, TimeProvider time, IComputeCredential? credential = null, string url = "http://127.0.0.1:1") => new(
        new ServiceConnection(
            new ComputeClientOptions
            {
                ServiceUrl = new Uri(url),
                Credential = credential ?? new ComputeAccessTokenCredential("token"),
                HttpMessageHandler = handler,
                RequestBudget = null,
                TimeProvider = time,
            },
            NullLogger.Instance),
        new ComputeUserRuntime(),
        createQueue: false);

    internal static async Task<T> AdvancingAsync<T>(Task<T> task, ManualTimeProvider time)
    {
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, time.WhenTimerWithinAsync(TimeSpan.FromSeconds(10)));
            if (!task.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(10));
            }
        }

        return await task;
    }

    private HttpComputeService Service(HttpMessageHandler handler, IComputeCredential? credential = null) => Service(handler, _time, credential);

    private Task<T> AdvancingAsync<T>(Task<T> task) => AdvancingAsync(task, _time);

    internal static async Task<SubmissionBatch> BatchAsync()
    {
        await using var runtime = new ComputeRuntime(new FakeComputeService(), TestCalls.Options());
        var batch = new SubmissionBatch(TestCalls.Target(runtime));
        for (var i = 0; i < 5; i++)
        {
            var call = new VoidCall(batch.Target, TestCalls.Pinned(), TestCalls.Arguments(new string('1', i * 40_000)));
            call.TryQueue(Guid.NewGuid());
            batch.Add(call);
        }

        return batch;
    }

    private sealed class BrokenCredential : IComputeCredential
    {
        public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken) => throw new InvalidOperationException("The vault is sealed.");
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("Broken pipe");
    }

    private sealed class RenewingCredential(params string[] tokens) : IComputeCredential
    {
        private int _next;

        public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken)
        {
            if (context.RejectedToken == tokens[_next] && _next < tokens.Length - 1)
            {
                _next++;
            }

            return new ValueTask<ComputeAccessToken>(new ComputeAccessToken(tokens[_next]));
        }
    }
}
