using System.Globalization;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Runtime;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Bytes that a pending call keeps, its future and its place in the runtime included.</summary>
internal static class PendingMemory
{
    public static async Task RunAsync(int count)
    {
        var runtime = new ComputeRuntime(new SilentService(), new ComputeClientOptions { RequestBudget = null, Delivery = ComputeDelivery.Poll, ShutdownTimeout = TimeSpan.Zero });
        var executor = new ComputeExecutor(
            runtime, runtime.Targets.Create(Guid.NewGuid(), new ComputeExecutorOptions()), "", []);
        var proxy = executor.CreateProxy<IAdder>();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => proxy.Add(i, i).Submitted)); // What is made once is made.
        var futures = new ComputeFuture<int>[count];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < count; i++)
        {
            futures[i] = proxy.Add(i, i);
        }

        await runtime.Unsent.FlushAsync(executor.Counts);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{count:N0} pending calls: {(after - before) / (double)count:N0} bytes each"));
        GC.KeepAlive(futures);
        await runtime.DisposeAsync();
    }
}
