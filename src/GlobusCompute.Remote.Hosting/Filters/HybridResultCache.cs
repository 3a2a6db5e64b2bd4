using Microsoft.Extensions.Caching.Hybrid;

namespace GlobusCompute.Remote.Hosting.Filters;

/// <summary>A cache in two levels, which also lets one caller create for all.</summary>
internal sealed class HybridResultCache(HybridCache cache) : IResultCache
{
    public Task<byte[]> GetOrCreateAsync(string key, Func<CancellationToken, Task<byte[]>> create, TimeSpan expiration, CancellationToken cancellationToken) =>
        cache.GetOrCreateAsync(
            key,
            create,
            static (create, token) => new ValueTask<byte[]>(create(token)),
            new HybridCacheEntryOptions { Expiration = expiration, LocalCacheExpiration = expiration },
            tags: null,
            cancellationToken).AsTask();
}
