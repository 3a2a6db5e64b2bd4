using System.Diagnostics;
using System.Globalization;
using System.Net;
using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Calls per second through the local service, in turn with a page of its dashboard open and without.</summary>
internal static class DashboardCost
{
    // As often as the page asks.
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(int count, int pairs)
    {
        await using var service = await LocalComputeService.StartAsync();
        await using var client = service.CreateClient();
        var proxy = client.CreateExecutor(service.EndpointId).CreateProxy<IAdder>();
        using var page = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = service.Url };
        page.DefaultRequestHeaders.Add("X-GCompute-Dashboard", "1");
        using (await page.GetAsync(service.CreateDashboardLink()))
        {
        }

        await MeasureAsync(proxy, count);
        await MeasureAsync(proxy, count);
        var ratios = new List<double>();
        for (var pair = 1; pair <= pairs; pair++)
        {
            // The later one of a pair has more tasks to list, so they take turns at it.
            var isOpenFirst = pair % 2 == 0;
            var first = isOpenFirst ? await MeasureOpenAsync(proxy, count, page) : await MeasureAsync(proxy, count);
            var second = isOpenFirst ? await MeasureAsync(proxy, count) : await MeasureOpenAsync(proxy, count, page);
            var (open, closed) = isOpenFirst ? (first, second) : (second, first);
            ratios.Add(open / closed);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"pair {pair}: {closed:N0} calls/s without a page, {open:N0} with one, {open / closed:P1}"));
        }

        ratios.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"median of {pairs} pairs: {(ratios[(pairs - 1) / 2] + ratios[pairs / 2]) / 2:P1} of the throughput without a page"));
    }

    private static async Task<double> MeasureAsync(IAdder proxy, int count)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => proxy.AddRemotely(i, 1)));
        return count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> MeasureOpenAsync(IAdder proxy, int count, HttpClient page)
    {
        using var end = new CancellationTokenSource();
        var polling = PollAsync(page, end.Token);
        var rate = await MeasureAsync(proxy, count);
        await end.CancelAsync();
        await polling;
        return rate;
    }

    private static async Task PollAsync(HttpClient page, CancellationToken end)
    {
        try
        {
            while (true)
            {
                using var answer = await page.GetAsync("dashboard/data/tasks?offset=0&limit=40", end);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync(end);
                await Task.Delay(s_interval, end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page was closed.
        }
    }
}
