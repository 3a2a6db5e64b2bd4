using System.Globalization;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Tests.Results;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Streaming;

/// <summary>How far the broker sends ahead, with a real one.</summary>
public sealed class PrefetchTests(RabbitMqFixture broker)
{
    private const int Narrow = 100;
    private const int Wide = 16_000;
    private const int Megabyte = 1024 * 1024;

    private static readonly TimeSpan s_watchdog = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Many_small_results_widen_the_prefetch_and_large_ones_narrow_it()
    {
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        await WidenAsync(harness);
        await DeliverAsync(harness, 40, Megabyte);
        await Eventually.TrueAsync(async () => await PrefetchAsync(harness) == Narrow);
        await WidenAsync(harness);
        await harness.QueueEmptyAsync();
    }

    [Fact]
    public async Task Results_of_mixed_sizes_all_arrive_while_the_prefetch_changes()
    {
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        await WidenAsync(harness);
        for (var i = 0; i < 5; i++)
        {
            await DeliverAsync(harness, 400, 10);
            await DeliverAsync(harness, 30, Megabyte);
            await DeliverAsync(harness, 100, 10_000 * i);
        }

        await harness.QueueEmptyAsync();
    }

    [Fact]
    public async Task A_connection_that_breaks_with_a_wide_prefetch_loses_nothing()
    {
        await using var proxy = new TcpFaultProxy(broker.Node.Port);
        await using var harness = await new StreamHarness(broker.Node, proxy.Port).WithQueueAsync();
        await harness.StreamingAsync();
        await WidenAsync(harness);
        var (futures, ids) = await CallAsync(harness, 4_000);
        await Task.WhenAll(ids.Take(2_000).Select(id => harness.PublishAsync(id)));
        var rest = ids.Skip(2_000).Select(id => harness.PublishAsync(id)).ToList();
        proxy.Cut();
        await Task.WhenAll(rest);
        await Task.WhenAll(futures).WaitAsync(s_watchdog);
        await harness.QueueEmptyAsync();
        await WidenAsync(harness);
    }

    [Fact]
    public async Task Large_results_that_nobody_reads_stay_with_the_broker()
    {
        const int Count = 400;
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        await WidenAsync(harness);
        using var gate = new ManualResetEventSlim();
        var text = SlowResult.That(() =>
        {
            gate.Wait();
            return new SlowResult();
        });
        var executor = new ComputeExecutor(harness.Runtime, harness.Target, "", []);
        var function = PythonFunction.FromId(Guid.NewGuid());
        var futures = Enumerable.Range(0, Count).Select(_ => executor.Submit<SlowResult>(function, options: ComputeCallOptions.ForReflection())).ToList();
        var large = text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + new string(' ', Megabyte);
        foreach (var future in futures)
        {
            await harness.PublishAsync(await future.Submitted, large);
        }

        // 64 MiB wait, each of 32 readers has one, and 100 are ahead. It narrowed at once, when a few of them had arrived.
        await Eventually.TrueAsync(async () => await PrefetchAsync(harness) == Narrow);
        var queue = await harness.QueueAsync();
        Assert.InRange(queue.Ready, Count - 64 - 32 - Narrow - 40, Count);
        gate.Set();
        await Task.WhenAll(futures).WaitAsync(s_watchdog);
        await harness.QueueEmptyAsync();
    }

    /// <summary>Delivers small results until the broker may send most ahead.</summary>
    private async Task WidenAsync(StreamHarness harness)
    {
        do
        {
            await DeliverAsync(harness, 500, 10);
        }
        while (await PrefetchAsync(harness) != Wide);
    }

    private static async Task DeliverAsync(StreamHarness harness, int count, int bytes)
    {
        var (futures, ids) = await CallAsync(harness, count);
        var data = $"11\\n1{new string(' ', bytes)}";
        foreach (var some in ids.Chunk(Math.Max(1, Megabyte / (bytes + 1024))))
        {
            await Task.WhenAll(some.Select(id => harness.PublishAsync(id, data)));
        }

        await Task.WhenAll(futures).WaitAsync(s_watchdog);
    }

    private static async Task<(List<ComputeFuture> Futures, Guid[] Ids)> CallAsync(StreamHarness harness, int count)
    {
        var futures = Enumerable.Range(0, count).Select(_ => harness.Call()).ToList();
        return (futures, await Task.WhenAll(futures.Select(static future => future.Submitted)));
    }

    /// <summary>What all consumers of the queue may be sent ahead.</summary>
    private async Task<int> PrefetchAsync(StreamHarness harness) =>
        int.Parse(
            await broker.Node.EvaluateAsync(
                $"""
                {"{"}ok, Queue{"}"} = rabbit_amqqueue:lookup(rabbit_misc:r(<<"/">>, queue, <<"{harness.QueueName}">>)),
                lists:sum([element(4, Consumer) || Consumer <- rabbit_amqqueue:consumers(Queue)])
                """),
            CultureInfo.InvariantCulture);
}
