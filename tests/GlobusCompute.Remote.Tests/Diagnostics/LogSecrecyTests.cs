using System.Net;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Settings;
using Xunit;

namespace GlobusCompute.Remote.Tests.Diagnostics;

/// <summary>A run in which about everything fails, against a service that repeats in its answers all it was told.</summary>
public sealed class LogSecrecyTests
{
    private static readonly string[] s_secrets = ["secret-token", "secret-password", "secret-argument", "secret-result", "secret-failure", "secret-source"];

    private readonly RecordingLoggers _log = new();
    private int _submissions;

    [Fact]
    public async Task No_log_message_holds_a_token_a_password_or_a_payload()
    {
        var time = new ManualTimeProvider();
        var handler = new FakeHandler((_, request) => Answer(request));
        var runtime = ComputeRuntime.Create(new ComputeClientOptions(TestCalls.Options(time, shutdown: TimeSpan.Zero))
        {
            Credential = new ComputeAccessTokenCredential("secret-token"),
            HttpMessageHandler = handler,
            Delivery = ComputeDelivery.Stream,
            LoggerFactory = _log,
            MaxAttempts = 2,
            OutageTimeout = TimeSpan.FromMinutes(1),
            RequestBudget = new RequestBudgetOptions { Requests = 5, Window = TimeSpan.FromSeconds(1) },
        });
        var target = TestCalls.Target(runtime);
        const string Arguments = "19\\n11\\n[\\\"secret-argument\\\"]5\\n11\\n{}";
        var calls = new List<Task>();
        for (var i = 0; i < 12; i++)
        {
            // One after the other, so that each meets the service's next answer; the last ones meet each other in a question for results.
            calls.Add(runtime.Call(target, TestCalls.Pinned($"f{i}"), arguments: Arguments));
            await (i < 6 ? EndAsync(calls[i], time) : Task.CompletedTask);
        }

        calls.Add(runtime.Call(target, FunctionDefinition.FromSource("ITest.source", "f", "def f(): return 'secret-source'"), arguments: Arguments));
        await EndAsync(Task.WhenAll(calls), time);
        await runtime.DisposeAsync();

        // The secrets were there to be logged, and in what futures end in they are.
        Assert.Contains(handler.Requests, static request => request.Body?.Contains("secret-argument", StringComparison.Ordinal) == true);
        Assert.Contains(calls, static call => call.Exception?.ToString().Contains("secret", StringComparison.Ordinal) == true);
        Assert.True(_log.Messages.Select(static message => message.Split(' ')[1]).Distinct().Count() >= 5, string.Join('\n', _log.Messages));
        Assert.All(s_secrets, secret => Assert.DoesNotContain(_log.Messages, message => message.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task EndAsync(Task task, ManualTimeProvider time)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var ended = task.ContinueWith(static _ => { }, TaskScheduler.Default);
        while (!ended.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.WhenAny(ended, time.WhenTimerWithinAsync(TimeSpan.FromMinutes(1)));
            time.AdvanceToNextTimer();
        }
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var body = request.Content?.ReadAsStringAsync().GetAwaiter().GetResult() ?? "";
        var echo = $"{request.Headers.Authorization} {body} secret-source secret-password";
        var path = request.RequestUri!.AbsolutePath;
        if (path.EndsWith("/get_amqp_result_connection_url", StringComparison.Ordinal))
        {
            return FakeHandler.Json(HttpStatusCode.OK, """{"queue_prefix":"p.","connection_url":"amqp://user:secret-password@127.0.0.1:1/%2F"}""");
        }

        if (path.EndsWith("/batch_status", StringComparison.Ordinal))
        {
            return Status(body);
        }

        if (path.EndsWith("/functions", StringComparison.Ordinal))
        {
            return Json(HttpStatusCode.UnprocessableEntity, new { code = "SEMANTICALLY_INVALID", detail = new[] { new { msg = echo, loc = new[] { "body" }, input = echo } } });
        }

        return Interlocked.Increment(ref _submissions) switch
        {
            1 => Json(HttpStatusCode.ServiceUnavailable, new { detail = echo }, retryAfter: true),
            2 => Json(HttpStatusCode.BadRequest, new { code = "REQUEST_MALFORMED", detail = echo }),
            3 => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent($"<html>{echo}</html>", Encoding.UTF8, "text/html") },
            4 => Json(HttpStatusCode.Forbidden, new { code = "FUNCTION_NOT_PERMITTED", detail = echo }),
            _ => Accept(body),
        };
    }

    private static HttpResponseMessage Accept(string body)
    {
        using var document = JsonDocument.Parse(body);
        var tasks = document.RootElement.GetProperty("tasks").EnumerateObject()
            .ToDictionary(static function => function.Name, static function => function.Value.EnumerateArray().Select(static _ => Guid.NewGuid()).ToArray());
        return Json(HttpStatusCode.OK, new { request_id = Guid.NewGuid(), task_group_id = Guid.NewGuid(), endpoint_id = TestCalls.Endpoint, tasks });
    }

    private static HttpResponseMessage Status(string body)
    {
        using var document = JsonDocument.Parse(body);
        var results = document.RootElement.GetProperty("task_ids").EnumerateArray().Select(static id => id.GetString()!).ToArray();
        return results.Length % 3 == 0
            ? Json(HttpStatusCode.InternalServerError, new { detail = $"secret-result {body}" })
            : Json(HttpStatusCode.OK, new
            {
                response = "batch",
                results = results.ToDictionary(static id => id, static id => (object)(id[0] < '8'
                    ? new { status = "failed", exception = "Traceback\nValueError: secret-failure", result = (string?)null }
                    : new { status = "success", exception = "", result = (string?)"zz\nsecret-result" })),
            });
    }

    private static HttpResponseMessage Json(HttpStatusCode status, object value, bool retryAfter = false)
    {
        var answer = FakeHandler.Json(status, JsonSerializer.Serialize(value));
        answer.Headers.RetryAfter = retryAfter ? new(TimeSpan.FromSeconds(1)) : null;
        return answer;
    }
}
