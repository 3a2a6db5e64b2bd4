namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>What a refresh token renews. Its text is not kept.</summary>
internal sealed class RefreshToken(Grant grant, string server, IReadOnlyList<string> scopes, DateTimeOffset usedAt)
{
    public Grant Grant => grant;

    public string ResourceServer => server;

    public IReadOnlyList<string> Scopes => scopes;

    /// <summary>When it was made or last used.</summary>
    public DateTimeOffset UsedAt { get; set; } = usedAt;

    public bool IsEnded { get; set; }
}
