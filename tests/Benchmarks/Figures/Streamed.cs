using System.Diagnostics;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Millions of tasks through one client, a few thousand of them at a time: its memory must not grow.</summary>
internal static class Streamed
{
    private const int InFlight = 20_000;
    private const int Lines = 20;

    public static async Task RunAsync(int tasks)
    {
        await using var echo = await EchoProcess.StartAsync();
        await using var client = echo.CreateClient();
        await using var executor = client.CreateExecutor(EchoFunction.Endpoint);
        var proxy = executor.CreateProxy<IEcho>();
        using var room = new SemaphoreSlim(InFlight);
        using var self = Process.GetCurrentProcess();
        var (completed, failed, every) = (0, 0, Math.Max(1, tasks / Lines));
        var watch = Stopwatch.StartNew();
        Console.WriteLine("| tasks | tasks/s | managed memory after a collection | resident memory | failed |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        for (var i = 0; i < tasks; i++)
        {
            await room.WaitAsync();
            _ = CountAsync(proxy.Nothing(i));
            if ((i + 1) % every == 0)
            {
                // All are waited for, so that what is counted is what a client keeps.
                for (var n = 0; n < InFlight; n++)
                {
                    await room.WaitAsync();
                }

                self.Refresh();
                Console.WriteLine(
                    $"| {Volatile.Read(ref completed):N0} | {completed / watch.Elapsed.TotalSeconds:N0} | {GC.GetTotalMemory(forceFullCollection: true) / 1e6:0.0} MB | {self.WorkingSet64 / 1e6:0} MB | {failed} |");
                room.Release(InFlight);
            }
        }

        async Task CountAsync(Task future)
        {
            await future.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Interlocked.Increment(ref completed);
            if (!future.IsCompletedSuccessfully)
            {
                Interlocked.Increment(ref failed);
            }

            room.Release();
        }
    }
}
