using System.Text.Json;
using GlobusCompute.Remote.Authentication.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Client.Extensions.Msal;

namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>One sign-in of a <see cref="GlobusTokenStore"/>. What cannot be stored is kept in memory.</summary>
/// <param name="folder">The folder, or null to keep it in memory.</param>
/// <param name="name">The name of the sign-in, which is that of its file.</param>
/// <param name="logger">Where it logs.</param>
/// <param name="open">Opens what holds the bytes; null for as usual on this platform.</param>
internal sealed class TokenSlot(string? folder, string name, ILogger logger, Func<ITokenVault>? open = null) : ITokenSlot
{
    private readonly object _lock = new();
    private ITokenVault? _vault;
    private StoredTokens? _memory;
    private string? _obstacle;
    private bool _isInMemory = folder is null;
    private bool _hasWarned;

    public string? Obstacle
    {
        get
        {
            lock (_lock)
            {
                return _memory is null ? _obstacle : null;
            }
        }
    }

    public async Task<IDisposable?> HoldAsync(CancellationToken cancellationToken) =>
        Vault() is null ? null : await StoreLock.HoldAsync(Path.Combine(folder!, $"{name}.lock"), cancellationToken).ConfigureAwait(false);

    public StoredTokens? Read()
    {
        lock (_lock)
        {
            // What could not be replaced there may have been by another process since.
            var stored = ReadVault();
            return _memory is null || stored?.IssuedOn > _memory.IssuedOn ? stored : _memory;
        }
    }

    public void Write(StoredTokens tokens)
    {
        lock (_lock)
        {
            _memory = Vault() is { } vault && TryWrite(vault, tokens) ? null : tokens;
        }
    }

    public void Delete()
    {
        lock (_lock)
        {
            _memory = null;
            ReadVault();
            if (_obstacle is null && Vault() is { } vault)
            {
                DeleteFrom(vault);
            }
        }
    }

    private static void DeleteFrom(ITokenVault vault)
    {
        try
        {
            if (vault.Read() is not null)
            {
                vault.Delete();
            }
        }
        catch (Exception e) when (IsOfStorage(e))
        {
            throw new IOException($"The tokens at {vault.Place} could not be deleted: {e.Message} Delete them there yourself.", e);
        }
    }

    private bool TryWrite(ITokenVault vault, StoredTokens tokens)
    {
        ReadVault();
        var problem = _obstacle;
        if (problem is null)
        {
            try
            {
                vault.Write(JsonSerializer.SerializeToUtf8Bytes(tokens, StoredTokensJson.Default.StoredTokens));
                _hasWarned = false;
                return true;
            }
            catch (Exception e) when (IsOfStorage(e))
            {
                problem = e.Message;
            }
        }

        Warn(vault.Place, problem);
        return false;
    }

    // Once, as the next renewal will not be stored either.
    private void Warn(string place, string problem)
    {
        if (!_hasWarned)
        {
            _hasWarned = true;
            AuthLog.KeptInMemory(logger, place, problem);
        }
    }

    private StoredTokens? ReadVault()
    {
        _obstacle = null;
        if (Vault() is not { } vault)
        {
            return null;
        }

        byte[]? bytes;
        try
        {
            bytes = vault.Read();
        }
        catch (Exception e) when (IsOfStorage(e))
        {
            AuthLog.NotReadable(logger, vault.Place, e.Message);
            return null;
        }

        if (bytes is null)
        {
            return null;
        }

        try
        {
            using (var document = JsonDocument.Parse(bytes))
            {
                if (document.RootElement.GetProperty("version").GetInt32() is var version && version > StoredTokens.CurrentVersion)
                {
                    // They stay as they are, whatever is done here.
                    _obstacle = $"The tokens at {vault.Place} were stored by a newer version (format {version}, this one reads {StoredTokens.CurrentVersion}). "
                        + $"Update this program, or name another folder in {GlobusTokenStore.FolderVariable}.";
                    return null;
                }
            }

            return JsonSerializer.Deserialize(bytes, StoredTokensJson.Default.StoredTokens);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            AuthLog.NotReadable(logger, vault.Place, "it is not a file of tokens.");
            return null;
        }
    }

    private ITokenVault? Vault()
    {
        lock (_lock)
        {
            if (_vault is not null || _isInMemory)
            {
                return _vault;
            }

            try
            {
                FileVault.CreateFolder(folder!);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _isInMemory = true;
                Warn(folder!, e.Message);
                return null;
            }

            return _vault = open?.Invoke() ?? OpenVault();
        }
    }

    private ITokenVault OpenVault()
    {
        // Elsewhere a keyring belongs to a desktop session, which a job of the same user over SSH does not have.
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
        {
            try
            {
                return ProtectedVault.Open(folder!, name);
            }
            catch (MsalCachePersistenceException e)
            {
                AuthLog.NotProtected(logger, e.Message);
            }
        }

        return new FileVault(Path.Combine(folder!, $"{name}.json"), logger);
    }

    private static bool IsOfStorage(Exception e) =>
        e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException or MsalCachePersistenceException;
}
