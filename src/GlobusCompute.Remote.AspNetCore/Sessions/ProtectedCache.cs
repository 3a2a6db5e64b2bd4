using System.Security.Cryptography;
using GlobusCompute.Remote.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.AspNetCore.Sessions;

/// <summary>
/// Keeps sessions and tokens in the app's distributed cache. Each entry is protected for its own key, so that one cannot be put in the place of another.
/// </summary>
internal sealed class ProtectedCache(IDistributedCache cache, IDataProtectionProvider protection, ILoggerFactory loggers)
{
    private const string Prefix = "GlobusCompute.SignIn";

    private readonly ILogger _logger = loggers.CreateLogger(SignInLog.Category);

    public async Task<byte[]?> GetAsync(string kind, string key, CancellationToken cancellationToken)
    {
        if (await cache.GetAsync(NameOf(kind, key), cancellationToken).ConfigureAwait(false) is not { } bytes)
        {
            return null;
        }

        try
        {
            return ProtectorOf(kind, key).Unprotect(bytes);
        }
        catch (CryptographicException)
        {
            SignInLog.NotReadable(_logger, kind);
            return null;
        }
    }

    /// <param name="kind">What it is.</param>
    /// <param name="key">Whose it is.</param>
    /// <param name="value">The value.</param>
    /// <param name="lifetime">How long it is kept after it was read last.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task SetAsync(string kind, string key, byte[] value, TimeSpan lifetime, CancellationToken cancellationToken) =>
        cache.SetAsync(NameOf(kind, key), ProtectorOf(kind, key).Protect(value), For(lifetime), cancellationToken);

    /// <inheritdoc cref="SetAsync" />
    public void Set(string kind, string key, byte[] value, TimeSpan lifetime) =>
        cache.Set(NameOf(kind, key), ProtectorOf(kind, key).Protect(value), For(lifetime));

    public Task RemoveAsync(string kind, string key, CancellationToken cancellationToken) => cache.RemoveAsync(NameOf(kind, key), cancellationToken);

    public void Remove(string kind, string key) => cache.Remove(NameOf(kind, key));

    private static string NameOf(string kind, string key) => $"{Prefix}:{kind}:{key}";

    private static DistributedCacheEntryOptions For(TimeSpan lifetime) => new() { SlidingExpiration = lifetime };

    private IDataProtector ProtectorOf(string kind, string key) => protection.CreateProtector(Prefix, kind, key);
}
