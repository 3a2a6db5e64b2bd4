using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Tests.Results;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Streaming;

/// <summary>How far the broker sends ahead, with a real one.</summary>
public sealed class PrefetchTests(RabbitMqFixture broker)
{
    private const int Narrow = 100;
    private const int Megabyte = 1024 * 1024;

    private static readonly TimeSpan s_watchdog = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Many_small_results_widen_the_prefetch_and_large_ones_narrow_it()
    {
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        await harness.WidenAsync();
        await harness.DeliverAsync(40, Megabyte);
        await Eventually.TrueAsync(async () => await harness.PrefetchAsync() == Narrow);
        await harness.WidenAsync();
        await harness.QueueEmptyAsync();
    }

    [Fact]
    public async Task Results_of_mixed_sizes_all_arrive_while_the_prefetch_changes()
    {
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        await harness.WidenAsync();
        for (var i = 0; i < 5; i++)
        {
            await harness.DeliverAsync(400, 10);
            await harness.DeliverAsync(30, Megabyte);
            await harness.DeliverAsync(100, 10_000 * i);
        }

        await harness.QueueEmptyAsync();
    }

    [Fact]
    public async Task A_connection_that_breaks_with_a_wide_prefetch_loses_nothing()
    {
        await using var proxy = new TcpFaultProxy(broker.Node.Port);
        await using var harness = await new StreamHarness(broker.Node, proxy.Port).WithQueueAsync();
        await harness.StreamingAsync();
        await harness.WidenAsync();
        var (futures, ids) = await harness.CallAsync(4_000);
        await Task.WhenAll(ids.Take(2_000).Select(id => harness.PublishAsync(id)));
        var rest = ids.Skip(2_000).Select(id => harness.PublishAsync(id)).ToList();
        proxy.Cut();
        await Task.WhenAll(rest);
        await Task.WhenAll(futures).WaitAsync(s_watchdog);
        await harness.QueueEmptyAsync();
        await harness.WidenAsync();
    }

    [Fact]
    public async Task Large_results_that_nobody_reads_stay_with_the_broker()
    {
        const int Count = 400;
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        await harness.WidenAsync();
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
        await Eventually.TrueAsync(async () => await harness.PrefetchAsync() == Narrow);
        var queue = await harness.QueueAsync();
        Assert.InRange(queue.Ready, Count - 64 - 32 - Narrow - 40, Count);
        gate.Set();
        await Task.WhenAll(futures).WaitAsync(s_watchdog);
        await harness.QueueEmptyAsync();
    }
}
