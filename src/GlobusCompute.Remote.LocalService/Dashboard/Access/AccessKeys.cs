using GlobusCompute.Remote.LocalService.Auth;

namespace GlobusCompute.Remote.LocalService.Dashboard.Access;

/// <summary>
/// What opens the dashboard: tokens of links, each good for one use, and the sessions that come of them. Only hashes are kept. Safe for use by many threads.
/// </summary>
internal sealed class AccessKeys(TimeProvider time)
{
    /// <summary>How long the token of a link can be used.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(24);

    private const int MostOfEach = 1000;

    private readonly object _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _links = [];
    private readonly Dictionary<string, DateTimeOffset> _sessions = [];

    /// <summary>Makes the token of a link.</summary>
    public string CreateLinkToken()
    {
        var token = SecretText.Create();
        lock (_gate)
        {
            MakeRoom(_links);
            _links.Add(SecretText.Hash(token), time.GetUtcNow());
        }

        return token;
    }

    /// <summary>Uses the token of a link up.</summary>
    /// <returns>False if it is not one, was used before, or is too old.</returns>
    public bool TryUseLink(string token)
    {
        lock (_gate)
        {
            return _links.Remove(SecretText.Hash(token), out var createdAt) && time.GetUtcNow() - createdAt < LinkLifetime;
        }
    }

    /// <summary>Begins a session, which lasts as long as the service unless it is ended.</summary>
    /// <returns>The secret that its cookie holds.</returns>
    public string BeginSession()
    {
        var secret = SecretText.Create();
        lock (_gate)
        {
            MakeRoom(_sessions);
            _sessions.Add(SecretText.Hash(secret), time.GetUtcNow());
        }

        return secret;
    }

    public bool IsSession(string secret)
    {
        lock (_gate)
        {
            return _sessions.ContainsKey(SecretText.Hash(secret));
        }
    }

    public void EndSession(string secret)
    {
        lock (_gate)
        {
            _sessions.Remove(SecretText.Hash(secret));
        }
    }

    // The oldest goes: whoever prints links in a loop must not fill the memory.
    private static void MakeRoom(Dictionary<string, DateTimeOffset> keys)
    {
        if (keys.Count >= MostOfEach)
        {
            keys.Remove(keys.MinBy(static key => key.Value).Key);
        }
    }
}
