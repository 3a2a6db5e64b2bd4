namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>One sign-in of a person, or one request of a client for itself: what its tokens have in common.</summary>
internal sealed class Grant(
    LocalAuthClient client, Identity identity, IReadOnlyList<string> scopes, bool isOffline, SessionFacts session, DateTimeOffset signedInAt)
{
    private static long s_last;
    private volatile bool _isRevoked;

    /// <summary>The order in which grants were made.</summary>
    public long Number { get; } = Interlocked.Increment(ref s_last);

    public static long LastNumber => Volatile.Read(ref s_last);

    public Guid ClientId { get; } = client.Id;

    public Identity Identity { get; } = identity;

    public IReadOnlyList<string> Scopes { get; } = scopes;

    public bool IsOffline { get; } = isOffline;

    public SessionFacts Session { get; } = session;

    public DateTimeOffset SignedInAt { get; } = signedInAt;

    /// <summary>The value that the id token must repeat, or null.</summary>
    public string? Nonce { get; init; }

    public bool IsRevoked => _isRevoked;

    public void Revoke() => _isRevoked = true;
}
