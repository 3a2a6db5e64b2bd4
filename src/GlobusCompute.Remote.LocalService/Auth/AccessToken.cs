namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>What an access token allows. Its text is not kept.</summary>
internal sealed class AccessToken(
    Grant grant, string server, IReadOnlyList<string> scopes, DateTimeOffset issuedAt, DateTimeOffset expiresAt)
{
    private volatile bool _isRevoked;

    public Grant Grant => grant;

    public string ResourceServer => server;

    public IReadOnlyList<string> Scopes => scopes;

    public DateTimeOffset IssuedAt => issuedAt;

    public DateTimeOffset ExpiresAt => expiresAt;

    public bool IsRevoked => _isRevoked || grant.IsRevoked;

    public void Revoke() => _isRevoked = true;
}
