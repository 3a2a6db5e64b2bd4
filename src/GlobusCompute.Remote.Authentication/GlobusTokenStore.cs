namespace GlobusCompute.Remote.Authentication;

/// <summary>
/// Keeps the tokens of sign-ins, by environment, client id and profile: protected by the platform on Windows (DPAPI) and macOS (Keychain), and elsewhere in
/// files with mode 0600 in a folder with mode 0700. Processes that use the same store share its tokens, and renew them one at a time. Where nothing can be
/// written, tokens are kept in memory, with a warning in the log. Thread-safe.
/// </summary>
public sealed class GlobusTokenStore
{
    /// <summary>The environment variable with the folder of <see cref="Default"/>: <c>GCOMPUTE_TOKEN_DIRECTORY</c>.</summary>
    public const string FolderVariable = "GCOMPUTE_TOKEN_DIRECTORY";

    private readonly Dictionary<string, object> _slots = [];

    private GlobusTokenStore(string? folder) => Folder = folder;

    /// <summary>
    /// Gets the store of the user, which <c>gcompute login</c> uses: in the folder that <see cref="FolderVariable"/> names when it is first used, or else in
    /// <c>GlobusCompute.Remote/tokens</c> in the user's folder for data of apps.
    /// </summary>
    public static GlobusTokenStore Default { get; } = new(DefaultFolder());

    /// <summary>Gets the folder; null for a store that keeps tokens in memory only.</summary>
    public string? Folder { get; }

    /// <summary>Creates a store in a folder, which is made when it is first needed.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is empty.</exception>
    public static GlobusTokenStore InFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return new GlobusTokenStore(Path.GetFullPath(folder));
    }

    /// <summary>Creates a store that keeps tokens for this process alone.</summary>
    public static GlobusTokenStore InMemory() => new(folder: null);

    /// <summary>Returns the folder. The text never contains a token.</summary>
    public override string ToString() => Folder ?? "memory";

    /// <summary>Gets what keeps the tokens under a name, always the same, so that what is in memory only is shared.</summary>
    internal T GetSlot<T>(string name, Func<T> create)
        where T : class
    {
        lock (_slots)
        {
            if (!_slots.TryGetValue(name, out var slot))
            {
                _slots.Add(name, slot = create());
            }

            return (T)slot;
        }
    }

    // A user without a home, as some services have, has no such folder.
    private static string? DefaultFolder()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder)
        {
            return Path.GetFullPath(folder);
        }

        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return data.Length == 0 ? null : Path.Combine(data, "GlobusCompute.Remote", "tokens");
    }
}
