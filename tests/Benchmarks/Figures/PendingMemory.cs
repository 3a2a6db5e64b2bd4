using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Runtime;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Bytes that a pending call keeps, its future and its place in the runtime included.</summary>
internal static class PendingMemory
{
    private const int Count = 100_000;

    public static FigureSet Set { get; } = new(
        "pending",
        "Memory",
        "The managed memory that 100,000 accepted calls keep until they complete, their futures and task ids included.",
        static async options =>
        {
            var sizes = new List<double>();
            for (var i = 0; i < options.Rounds; i++)
            {
                sizes.Add(await MeasureAsync());

                // The calls of this round end in the background, and would be collected while the next one is measured.
                await Task.Delay(TimeSpan.FromSeconds(1));
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            return [Figure.Alone("a pending call", Comparison.Median(sizes), "{0:N0} B")];
        });

    private static async Task<double> MeasureAsync()
    {
        var settings = new ComputeClientOptions { RequestBudget = null, Delivery = ComputeDelivery.Poll, ShutdownTimeout = TimeSpan.Zero };
        await using var runtime = new ComputeRuntime(new SilentService(), settings);
        var executor = new ComputeExecutor(runtime, runtime.Targets.Create(Guid.NewGuid(), new ComputeExecutorOptions()), "", []);
        var proxy = executor.CreateProxy<IAdder>();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => proxy.Add(i, i).Submitted)); // What is made once is made.
        var futures = new ComputeFuture<int>[Count];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Count; i++)
        {
            futures[i] = proxy.Add(i, i);
        }

        await runtime.Unsent.FlushAsync(executor.Counts);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(futures);
        return (after - before) / (double)Count;
    }
}
