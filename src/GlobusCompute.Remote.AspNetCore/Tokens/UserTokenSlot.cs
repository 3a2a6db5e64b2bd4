using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using GlobusCompute.Remote.AspNetCore.Sessions;
using GlobusCompute.Remote.Authentication.Tokens;

namespace GlobusCompute.Remote.AspNetCore.Tokens;

/// <summary>
/// The tokens of one user in the app's cache. They are read when the slot is held, so that no thread waits for a cache on another machine; one at a time holds
/// it. Servers of one app do not exclude each other.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has no wait handle to dispose, and the slot lasts as long as anybody uses its user.")]
internal sealed class UserTokenSlot(ProtectedCache cache, string userId, TimeSpan lifetime) : ITokenSlot
{
    private const string Kind = "tokens";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private StoredTokens? _read;

    public async Task<IDisposable?> HoldAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _read = await LoadAsync(cancellationToken).ConfigureAwait(false);
            return new Hold(_gate);
        }
        catch
        {
            _gate.Release();
            throw;
        }
    }

    /// <summary>Loads what the cache has now, whoever holds the slot.</summary>
    public async Task<StoredTokens?> LoadAsync(CancellationToken cancellationToken) =>
        await cache.GetAsync(Kind, userId, cancellationToken).ConfigureAwait(false) is { } bytes
            ? JsonSerializer.Deserialize(bytes, StoredTokensJson.Default.StoredTokens)
            : null;

    public StoredTokens? Read() => _read;

    public void Write(StoredTokens tokens)
    {
        cache.Set(Kind, userId, JsonSerializer.SerializeToUtf8Bytes(tokens, StoredTokensJson.Default.StoredTokens), lifetime);
        _read = tokens;
    }

    public void Delete()
    {
        cache.Remove(Kind, userId);
        _read = null;
    }

    private sealed class Hold(SemaphoreSlim gate) : IDisposable
    {
        private SemaphoreSlim? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Release();
    }
}
