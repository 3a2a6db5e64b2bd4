using Microsoft.Identity.Client.Extensions.Msal;

namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>The protection of the platform, by MSAL's extensions: DPAPI on Windows, the Keychain on macOS.</summary>
internal sealed class ProtectedVault : ITokenVault
{
    private const string Service = "GlobusCompute.Remote";

    private readonly MsalCacheHelper _storage;

    private ProtectedVault(MsalCacheHelper storage, string place)
    {
        _storage = storage;
        Place = place;
    }

    public string Place { get; }

    /// <summary>Opens the vault of one sign-in.</summary>
    /// <exception cref="MsalCachePersistenceException">The platform offers none here, as for a service without a user's session.</exception>
    public static ProtectedVault Open(string folder, string name)
    {
        var properties = new StorageCreationPropertiesBuilder($"{name}.bin", folder).WithMacKeyChain(Service, name).Build();

        // Completes at once: it reads accounts only where it watches MSAL's own cache, which it is not told of.
        var storage = MsalCacheHelper.CreateAsync(properties).GetAwaiter().GetResult();
        storage.VerifyPersistence();
        return new ProtectedVault(storage, OperatingSystem.IsMacOS() ? $"the Keychain item '{Service}', '{name}'" : Path.Combine(folder, $"{name}.bin"));
    }

    public byte[]? Read() => _storage.LoadUnencryptedTokenCache() is { Length: > 0 } bytes ? bytes : null;

    public void Write(byte[] bytes) => _storage.SaveUnencryptedTokenCache(bytes);

    public void Delete() => _storage.SaveUnencryptedTokenCache([]);
}
