using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Hosting.Filters;

/// <summary>A distributed cache, in front of which callers in this process wait for one another.</summary>
internal sealed class DistributedResultCache(IDistributedCache cache, ILogger logger) : IResultCache
{
    private readonly Dictionary<string, Shared> _underWay = new(StringComparer.Ordinal);

    public async Task<byte[]> GetOrCreateAsync(
        string key, Func<CancellationToken, Task<byte[]>> create, TimeSpan expiration, CancellationToken cancellationToken)
    {
        Shared? shared;
        lock (_underWay)
        {
            if (!_underWay.TryGetValue(key, out shared))
            {
                shared = new Shared();
                _underWay.Add(key, shared);
                shared.Outcome = RunAsync(key, create, expiration, shared);
            }

            shared.Waiting++;
        }

        try
        {
            return await shared.Outcome.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(key, shared);
        }
    }

    private async Task<byte[]> RunAsync(string key, Func<CancellationToken, Task<byte[]>> create, TimeSpan expiration, Shared shared)
    {
        // Not on the thread that holds the lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var stop = shared.Stop.Token;
        try
        {
            if (await cache.GetAsync(key, stop).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            // Calls do not depend on the cache.
            FilterLog.CacheNotRead(logger, e);
        }

        var payload = await create(stop).ConfigureAwait(false);
        try
        {
            var options = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = expiration };
            await cache.SetAsync(key, payload, options, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            FilterLog.CacheNotWritten(logger, e);
        }

        return payload;
    }

    private void Leave(string key, Shared shared)
    {
        lock (_underWay)
        {
            if (--shared.Waiting > 0)
            {
                return;
            }

            if (_underWay.TryGetValue(key, out var current) && ReferenceEquals(current, shared))
            {
                _underWay.Remove(key);
            }
        }

        // Nobody waits: what is under way is in vain. What it still reports, nobody hears.
        _ = shared.Outcome.ContinueWith(
            static outcome => outcome.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (!shared.Outcome.IsCompleted)
        {
            _ = shared.Stop.CancelAsync();
        }
    }

    private sealed class Shared
    {
        public CancellationTokenSource Stop { get; } = new();

        public Task<byte[]> Outcome { get; set; } = null!;

        public int Waiting { get; set; }
    }
}
