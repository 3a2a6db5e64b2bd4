using System.Collections.Concurrent;
using System.Diagnostics;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.TestFixtures;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Diagnostics;

/// <summary>Spans of a call that a real worker ran, with its result from a real broker; and hints for what real workers say.</summary>
public sealed class LiveTelemetryTests(RabbitMqFixture broker)
{
    public interface IProbes
    {
        [ComputeFunction(Source = "def probe(x):\n    return x\n")]
        ComputeFuture<int> Probe(int x);

        [ComputeFunction(Source = "def missing():\n    import no_such_module_abc\n")]
        ComputeFuture<int> Missing();

        [ComputeFunction(Source = "broken = lambda: (\n", Name = "broken")]
        ComputeFuture<int> Broken();

        [ComputeFunction(Source = "def dies():\n    import os\n    os._exit(3)\n")]
        ComputeFuture<int> Dies();

        [ComputeFunction(Source = "def large(n):\n    return 'x' * n\n")]
        ComputeFuture<string> Large(int n);
    }

    [Fact]
    public async Task A_call_has_its_four_spans_below_the_caller_s()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == ComputeTelemetry.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.DisplayName.EndsWith(".IProbes.Probe", StringComparison.Ordinal))
                {
                    spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var service = await LocalComputeService.StartAsync(
            new LocalComputeServiceOptions { Python = "/usr/bin/python3", Workers = 1, AmqpUrl = broker.Node.Uri });
        await using var client = service.CreateClient();
        using var caller = new Activity("caller").Start();
        var future = client.CreateExecutor(service.EndpointId).CreateProxy<IProbes>().Probe(42);

        Assert.Equal(42, await future);

        Assert.Equal(["submit", "queue", "run", "deliver"], spans.Select(static span => span.DisplayName.Split(' ')[0]));
        Assert.All(spans, span => Assert.Equal(caller.TraceId, span.TraceId));
        Assert.All(spans, span => Assert.Equal(future.TaskId!.Value.ToString("D"), span.GetTagItem("globus_compute.task.id")));
        Assert.Equal(future.Report!.RunTime, spans.ElementAt(2).Duration);
        Assert.Equal(future.Report.Worker!.PythonVersion, spans.ElementAt(2).GetTagItem("globus_compute.worker.python_version"));
        Assert.Same(caller, Activity.Current);
    }

    [Fact]
    public async Task Failures_of_real_workers_have_hints()
    {
        await using var service = await LocalComputeService.StartAsync(
            new LocalComputeServiceOptions { Python = "/usr/bin/python3", Workers = 1, AmqpUrl = broker.Node.Uri });
        await using var client = service.CreateClient();
        var probes = client.CreateExecutor(service.EndpointId).CreateProxy<IProbes>();

        Assert.Contains("'no_such_module_abc' is not installed where the endpoint's workers run (it has Python 3.", await HintAsync(probes.Missing()));
        Assert.Contains("not Python that the worker understands", await HintAsync(probes.Broken()));
        Assert.Contains("the worker process ended", await HintAsync(probes.Dies()));
        Assert.Contains("and the limit of the endpoint is 10,485,760", await HintAsync(probes.Large(10_485_760)));
    }

    private static async Task<string?> HintAsync(Task call) => (await Assert.ThrowsAsync<TaskExecutionFailedException>(() => call)).Hint;
}
