using System.Diagnostics;
using System.Globalization;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Mapping;
using GlobusCompute.Remote.Models;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests;

/// <summary>A Map over many items in real Python. <c>GCOMPUTE_MAP_ITEMS</c> makes it shorter or longer.</summary>
[Collection(nameof(LargeMapTests))]
[CollectionDefinition(nameof(LargeMapTests), DisableParallelization = true)] // It looks at the heap, which all tests share.
public sealed class LargeMapTests(ITestOutputHelper output)
{
    private const int ChunkSize = 100;
    private const int MaxInFlight = 16;
    private const int TextLength = 2000;
    private const int BadItem = 7_777;
    private const int LookEvery = 5_000;

    // A hundred thousand items are 400 MB of text, of which a sixtieth may be on its way; what else is live are buffers, which pools keep.
    // Results are small, as the service, which is in this process, keeps them.
    private const long MaxHeapGrowth = 128L * 1024 * 1024;

    private static readonly int s_items =
        int.Parse(Environment.GetEnvironmentVariable("GCOMPUTE_MAP_ITEMS") ?? "100000", NumberStyles.None, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(ComputeMapOrder.Input)]
    [InlineData(ComputeMapOrder.Completion)]
    public async Task Many_items_come_once_each_in_order_within_bounded_memory_and_the_bad_one_fails_alone(ComputeMapOrder order)
    {
        await using var local = await LocalComputeService.StartAsync(
            new LocalComputeServiceOptions { Python = "/usr/bin/python3", Workers = 2 }, TestContext.Current.CancellationToken);
        await using var client = local.CreateClient();
        var maps = client.CreateExecutor(local.EndpointId).CreateProxy<IMaps>();
        var pulled = 0;
        var ahead = 0;
        var given = new bool[s_items];
        var count = 0;
        var failed = new List<int>();
        ComputeProgress last = default;
        var options = new ComputeMapOptions
        {
            ChunkSize = ChunkSize,
            MaxInFlight = MaxInFlight,
            Order = order,
            Progress = new Inline(p => last = p),
        };
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var peak = heap;
        var clock = Stopwatch.StartNew();
        await foreach (var item in maps.Weighed(Texts(), Enumerable.Range(0, s_items), options).WithCancellation(TestContext.Current.CancellationToken))
        {
            Assert.False(given[item.Index]);
            given[item.Index] = true;
            if (order == ComputeMapOrder.Input)
            {
                Assert.Equal(count, item.Index);
            }

            ahead = Math.Max(ahead, Volatile.Read(ref pulled) - count);
            if (++count % LookEvery == 0)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            }

            if (item.IsSuccess)
            {
                Assert.Equal(Expected(item.Index), item.Value);
            }
            else
            {
                Assert.Equal("ValueError: not 7777", Assert.IsType<TaskExecutionFailedException>(item.Exception).RemoteTraceback.TrimEnd().Split('\n')[^1]);
                failed.Add(item.Index);
            }
        }

        output.WriteLine($"{order}: {count:N0} items in {clock.Elapsed.TotalSeconds:F1} s, {local.GetTaskStatistics().Succeeded:N0} tasks, read ahead {ahead:N0} at most, live heap {heap >> 10:N0} KiB before, {peak >> 10:N0} KiB at the peak.");
        Assert.Equal(s_items, count);
        Assert.Equal(s_items > BadItem ? [BadItem] : [], failed);
        Assert.Equal(new ComputeProgress(s_items, failed.Count, s_items), last);
        Assert.InRange(ahead, 1, (MaxInFlight + 1) * ChunkSize);
        Assert.InRange(peak - heap, long.MinValue, MaxHeapGrowth);

        IEnumerable<string> Texts()
        {
            for (var i = 0; i < s_items; i++)
            {
                Volatile.Write(ref pulled, i + 1);
                yield return new string((char)('a' + (i % 26)), TextLength);
            }
        }
    }

    private static string Expected(int index) => string.Create(CultureInfo.InvariantCulture, $"{index}: {TextLength} x {(char)('a' + (index % 26))}");

    private sealed class Inline(Action<ComputeProgress> report) : IProgress<ComputeProgress>
    {
        public void Report(ComputeProgress value) => report(value);
    }
}
