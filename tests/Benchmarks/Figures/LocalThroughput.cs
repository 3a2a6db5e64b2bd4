using System.Diagnostics;
using System.Globalization;
using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Calls per second through the local service and real Python, everything included.</summary>
internal static class LocalThroughput
{
    public static async Task RunAsync(int count)
    {
        await using var service = await LocalComputeService.StartAsync();
        await using var client = service.CreateClient();
        var proxy = client.CreateExecutor(service.EndpointId).CreateProxy<IAdder>();
        await proxy.AddRemotely(1, 1);
        for (var run = 1; run <= 5; run++)
        {
            var watch = Stopwatch.StartNew();
            var results = await Task.WhenAll(Enumerable.Range(0, count).Select(i => proxy.AddRemotely(i, 1)));
            var wrong = results.Where((value, i) => value != i + 1).Count();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"run {run}: {count:N0} calls in {watch.Elapsed.TotalSeconds:N2} s, {count / watch.Elapsed.TotalSeconds:N0} calls/s, {wrong} wrong"));
        }
    }
}
