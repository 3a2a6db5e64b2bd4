namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>A token as it is answered, the only place of its text.</summary>
internal sealed class IssuedToken(string accessToken, string? refreshToken, AccessToken facts)
{
    public string AccessToken => accessToken;

    public string? RefreshToken => refreshToken;

    public AccessToken Facts => facts;

    public long ExpiresIn { get; } = (long)(facts.ExpiresAt - facts.IssuedAt).TotalSeconds;
}
