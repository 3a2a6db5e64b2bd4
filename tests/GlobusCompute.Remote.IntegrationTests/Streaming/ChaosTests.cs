using System.Globalization;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.TestFixtures;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Streaming;

/// <summary>
/// Everything goes wrong at once, by a fixed seed: the broker is killed, connections are cut, the service refuses, lies and falls silent, workers
/// die, results come twice, early, late, or not at all. <c>GCOMPUTE_CHAOS_CALLS</c> makes the run longer.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private static readonly FaultPlan s_plan = FaultPlan.Parse("""
        {
          "seed": 20261122,
          "rules": [
            { "at": "submit", "fault": "status", "status": 429, "retry_after": 1, "from": 4, "until": 14 },
            { "at": "batch_status", "fault": "status", "status": 503, "from": 16, "until": 26 },
            { "at": "batch_status", "fault": "garbage", "garbage": "not_json", "from": 28, "until": 38 },
            { "at": "submit", "fault": "status", "status": 429, "retry_after": 0, "probability": 0.10 },
            { "at": "submit", "fault": "status", "status": 503, "probability": 0.03 },
            { "at": "submit", "fault": "status", "status": 500, "probability": 0.03 },
            { "at": "submit", "fault": "drop_answer", "probability": 0.03 },
            { "at": "submit", "fault": "garbage", "garbage": "not_json", "probability": 0.02 },
            { "at": "submit", "fault": "partial", "partial": "missing_ids", "probability": 0.02 },
            { "at": "register", "fault": "status", "status": 500, "nth": 1 },
            { "at": "batch_status", "fault": "status", "status": 500, "probability": 0.10 },
            { "at": "batch_status", "fault": "garbage", "garbage": "truncated", "probability": 0.10 },
            { "at": "batch_status", "fault": "partial", "partial": "missing_tasks", "probability": 0.10 },
            { "at": "stream_url", "fault": "status", "status": 500, "probability": 0.20 },
            { "at": "results", "fault": "early", "probability": 0.05 },
            { "at": "results", "fault": "duplicate", "probability": 0.05 },
            { "at": "results", "fault": "reorder", "probability": 0.05 },
            { "at": "results", "fault": "lose", "probability": 0.02 },
            { "at": "results", "fault": "malformed", "probability": 0.02 },
            { "at": "results", "fault": "unknown", "probability": 0.02 },
            { "at": "workers", "fault": "kill_running", "probability": 0.002 }
          ]
        }
        """);

    [Fact]
    public async Task No_call_is_lost_doubled_or_wrong_whatever_fails()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("GCOMPUTE_CHAOS_CALLS") ?? "3000", CultureInfo.InvariantCulture);
        var trace = Path.Combine(Path.GetTempPath(), $"gcompute-chaos-{Guid.NewGuid():N}");
        await using var node = new RabbitMqNode();
        await node.StartAsync(TestContext.Current.CancellationToken);
        await using var proxy = new TcpFaultProxy(node.Port);
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = (await PythonInstallation.FindAsync()).Path,
            Workers = 2,
            AmqpUrl = node.Uri,
            AmqpPublicUrl = new Uri($"amqp://127.0.0.1:{proxy.Port}/"),
            Faults = s_plan,
        });
        await using var client = new ComputeClient(new ComputeClientOptions(service.CreateClientOptions())
        {
            SweepInterval = TimeSpan.FromSeconds(1),
            MaxAttempts = 20, // A stretch of refusals outlasts the default.
        });
        var one = client.CreateExecutor(service.EndpointId);
        var other = client.CreateExecutor(service.EndpointId, new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
        IChaos[] proxies = [one.CreateProxy<IChaos>(), one.CreateProxy<IChaos>(), other.CreateProxy<IChaos>()];
        var outcome = new ChaosOutcome();
        var disturbing = DisturbAsync(node, proxy, outcome, count);
        var random = new Random(1);
        try
        {
            for (var i = 0; i < count; i++)
            {
                await client.WaitForCapacityAsync(TestContext.Current.CancellationToken);
                outcome.Add(i, proxies[i % proxies.Length], trace);
                if (random.Next(100) == 0)
                {
                    // Waves rather than one burst, so that requests and results are under way when something breaks.
                    await outcome.WhenBehindAsync(300);
                }
            }

            await outcome.EndAsync().WaitAsync(TimeSpan.FromMinutes(count > 10_000 ? 60 : 5), TestContext.Current.CancellationToken);
            await disturbing;
        }
        finally
        {
            output.WriteLine(outcome.ToString());
            output.WriteLine($"faults by rule: {string.Join(", ", service.FaultCounts)}");
        }

        var ran = File.Exists(trace) ? await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken) : [];
        File.Delete(trace);
        Assert.Equal(0, outcome.Wrong);
        Assert.Equal(count, outcome.Ended);
        Assert.Equal(ran.Length, ran.Distinct().Count());
        Assert.True(outcome.Good > count * 3 / 4, outcome.ToString());
        Assert.All(outcome.Unexpected, static e => Assert.Fail(e.ToString()));
    }

    // By progress, not by time: the broker is killed twice, and connections are cut in between.
    private static async Task DisturbAsync(RabbitMqNode node, TcpFaultProxy proxy, ChaosOutcome outcome, int count)
    {
        foreach (var part in (double[])[0.1, 0.2, 0.3, 0.5, 0.6, 0.7])
        {
            await outcome.WhenEndedAsync((int)(count * part));
            if (part is 0.3 or 0.6)
            {
                await node.KillAsync();
                await outcome.WhenEndedAsync((int)(count * (part + 0.05)));
                await node.StartAsync();
            }
            else
            {
                proxy.Cut(part == 0.2 ? TcpCut.Finish : TcpCut.Reset);
            }
        }
    }
}
