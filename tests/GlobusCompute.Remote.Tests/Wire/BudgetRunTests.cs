using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Wire;

/// <summary>A whole client under the documented budget, by a clock that a test moves.</summary>
public sealed class BudgetRunTests
{
    [Fact]
    public async Task Fifty_thousand_calls_keep_the_documented_budget_and_take_few_requests()
    {
        var time = new ManualTimeProvider();
        var service = new TimedService(time);
        var options = new ComputeClientOptions
        {
            ServiceUrl = new Uri("http://127.0.0.1:1/"),
            Credential = new ComputeAccessTokenCredential("token"),
            HttpMessageHandler = new FakeHandler((_, request, cancellationToken) => service.AnswerAsync(request, cancellationToken)) { ReadsBodies = false },
            TimeProvider = time,
            Delivery = ComputeDelivery.Poll,
        };
        await using var runtime = new ComputeRuntime(
            new HttpComputeService(new ServiceConnection(options, NullLogger.Instance), options.UserRuntime, createQueue: false), options);
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Source();

        var futures = Enumerable.Range(0, 50_000).Select(_ => runtime.Call(target, function)).ToList();
        var all = Task.WhenAll(futures);
        while (!all.IsCompleted)
        {
            await Task.WhenAny(all, time.WhenTimerWithinAsync(TimeSpan.FromSeconds(10)));
            if (!all.IsCompleted)
            {
                time.AdvanceToNextTimer();
            }
        }

        await all;
        var sent = service.Requests.ToList();
        for (var i = 20; i < sent.Count; i++)
        {
            Assert.True(sent[i].Time - sent[i - 20].Time >= TimeSpan.FromSeconds(10).Ticks, $"requests {i - 20} to {i} within {TimeSpan.FromTicks(sent[i].Time - sent[i - 20].Time)}");
        }

        // The clock stands while the calls are made: the first window's requests take some of them, and one of the next takes all that have gathered since.
        Assert.InRange(sent.Count(static r => r.Path.EndsWith("/submit", StringComparison.Ordinal)), 1, 21);

        // 500 tasks a question, and a few that are not full.
        Assert.InRange(sent.Count(static r => r.Path.EndsWith("/batch_status", StringComparison.Ordinal)), 100, 150);
    }

    /// <summary>Registers, accepts and answers everything at once, and notes when.</summary>
    private sealed class TimedService(TimeProvider time)
    {
        private readonly object _lock = new();

        public List<(long Time, string Path)> Requests { get; } = [];

        public async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            lock (_lock)
            {
                Requests.Add((time.GetTimestamp(), path));
            }

            var body = JsonNode.Parse(await request.Content!.ReadAsStreamAsync(cancellationToken))!;
            return FakeHandler.Json(HttpStatusCode.OK, path switch
            {
                "/v3/functions" => $$"""{"function_uuid":"{{Guid.NewGuid()}}"}""",
                "/v2/batch_status" => JsonSerializer.Serialize(new
                {
                    response = "batch",
                    results = body["task_ids"]!.AsArray().ToDictionary(static id => (string)id!, static _ => new { status = "success", result = "11\nnull" }),
                }),
                _ => JsonSerializer.Serialize(new
                {
                    request_id = Guid.NewGuid(),
                    task_group_id = Guid.NewGuid(),
                    tasks = body["tasks"]!.AsObject().ToDictionary(static f => f.Key, static f => f.Value!.AsArray().Select(static _ => Guid.NewGuid()).ToArray()),
                }),
            });
        }
    }
}
