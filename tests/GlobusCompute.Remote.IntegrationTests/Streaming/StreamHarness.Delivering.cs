using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Tests;

namespace GlobusCompute.Remote.IntegrationTests.Streaming;

/// <content>Many calls and their results.</content>
internal sealed partial class StreamHarness
{
    private const int Widest = 16_000;
    private const int MostBytes = 1024 * 1024;

    private static readonly TimeSpan s_watchdog = TimeSpan.FromMinutes(2);

    /// <summary>Delivers small results until the broker may send most ahead.</summary>
    public async Task WidenAsync()
    {
        do
        {
            await DeliverAsync(500, 10);
        }
        while (await PrefetchAsync() != Widest);
    }

    /// <summary>Makes calls and delivers results of a size, and awaits them.</summary>
    public async Task DeliverAsync(int count, int bytes)
    {
        var (futures, ids) = await CallAsync(count);
        await PublishAllAsync(ids, bytes);
        await Task.WhenAll(futures).WaitAsync(s_watchdog);
    }

    /// <summary>Publishes results of a size, several at a time.</summary>
    public async Task PublishAllAsync(IEnumerable<Guid> ids, int bytes = 10)
    {
        var data = $"11\\n1{new string(' ', bytes)}";
        foreach (var some in ids.Chunk(Math.Max(1, MostBytes / (bytes + 1024))))
        {
            await Task.WhenAll(some.Select(id => PublishAsync(id, data)));
        }
    }

    /// <summary>Makes calls and awaits their submission.</summary>
    public async Task<(List<ComputeFuture> Futures, Guid[] Ids)> CallAsync(int count)
    {
        var futures = Enumerable.Range(0, count).Select(_ => Call()).ToList();
        return (futures, await Task.WhenAll(futures.Select(static future => future.Submitted)));
    }

    /// <summary>Waits until the client consumes the queue, which need not deliver anything.</summary>
    public Task ConsumingAsync() =>
        Eventually.TrueAsync(async () => Runtime.Results.State == ComputeDeliveryState.Streaming && await PrefetchAsync() > 0);
}
