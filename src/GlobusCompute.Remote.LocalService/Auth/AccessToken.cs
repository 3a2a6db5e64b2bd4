namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>What an access token allows. Its text is not kept.</summary>
internal sealed class AccessToken(Grant grant, string server, IReadOnlyList<string> scopes, RefreshToken? source, DateTimeOffset issuedAt, DateTimeOffset expiresAt)
{
    private volatile bool _isRevoked;

    public Grant Grant => grant;

    public string ResourceServer => server;

    public IReadOnlyList<string> Scopes => scopes;

    public DateTimeOffset IssuedAt => issuedAt;

    public DateTimeOffset ExpiresAt => expiresAt;

    /// <summary>The refresh token that stands beside it; null if there is none.</summary>
    public RefreshToken? Source => source;

    public bool IsRevoked => _isRevoked || grant.IsRevoked;

    public void Revoke() => _isRevoked = true;
}
