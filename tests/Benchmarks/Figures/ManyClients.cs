using System.Diagnostics;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Many clients of one process on one service, each with its own sign-in, batches, budget and result stream.</summary>
internal static class ManyClients
{
    public static async Task RunAsync(int clients, int calls)
    {
        await using var echo = await EchoProcess.StartAsync();
        using var self = Process.GetCurrentProcess();
        var (memory, resident) = (GC.GetTotalMemory(forceFullCollection: true), self.WorkingSet64);
        var all = new List<ComputeClient>();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < clients; i++)
        {
            all.Add(echo.CreateClient(static settings => settings.RequestBudget = new()));
        }

        var created = watch.Elapsed;
        var proxies = all.ConvertAll(static client => client.CreateExecutor(EchoFunction.Endpoint).CreateProxy<IEcho>());
        watch.Restart();
        var firsts = Task.WhenAll(proxies.Select(static proxy => proxy.Nothing(0)));
        await firsts;
        var connected = watch.Elapsed;
        watch.Restart();
        var futures = proxies.SelectMany(proxy => Enumerable.Range(1, calls - 1).Select(proxy.Nothing)).ToList();
        await Task.WhenAll(futures);
        var called = watch.Elapsed;
        var failed = futures.Count(static future => !future.IsCompletedSuccessfully);
        var (completed, threads) = (futures.Count + clients, self.Threads.Count);
        futures.Clear();
        firsts = null;
        self.Refresh();
        threads = self.Threads.Count;
        var kept = GC.GetTotalMemory(forceFullCollection: true) - memory;
        var stats = await echo.GetStatsAsync();
        Console.WriteLine("| figure | value |");
        Console.WriteLine("| --- | --- |");
        Console.WriteLine($"| calls | {completed:N0}, {failed} failed |");
        Console.WriteLine($"| clients created in | {created.TotalMilliseconds:N0} ms |");
        Console.WriteLine($"| the first call of each, with its connection to the broker | {connected.TotalSeconds:0.0} s |");
        Console.WriteLine($"| the other calls | {called.TotalSeconds:0.0} s, {(completed - clients) / called.TotalSeconds:N0} tasks/s |");
        Console.WriteLine($"| requests | {stats.Requests:N0}, {stats.Requests / (double)clients:0.0} a client |");
        Console.WriteLine($"| managed memory of an idle client | {kept / (double)clients / 1024:N0} KiB |");
        Console.WriteLine($"| resident memory | {(self.WorkingSet64 - resident) / (double)clients / 1024:N0} KiB a client |");
        Console.WriteLine($"| threads | {threads} |");
        watch.Restart();
        await Parallel.ForEachAsync(all, static (client, _) => client.DisposeAsync());
        Console.WriteLine($"| clients disposed of in | {watch.Elapsed.TotalSeconds:0.0} s |");
    }
}
