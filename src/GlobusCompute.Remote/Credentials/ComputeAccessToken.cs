namespace GlobusCompute.Remote.Credentials;

/// <summary>Represents an access token, its expiry time, and when it should be renewed. Immutable.</summary>
public sealed class ComputeAccessToken
{
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(60);

    /// <summary>Initializes a token.</summary>
    /// <param name="token">The token, without <c>Bearer</c>.</param>
    /// <param name="expiresOn">When the token expires; null where that is not known.</param>
    /// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
    public ComputeAccessToken(string token, DateTimeOffset? expiresOn = null)
    {
        ArgumentNullException.ThrowIfNull(token);
        Token = token;
        ExpiresOn = expiresOn;
    }

    /// <summary>Gets the token, without <c>Bearer</c>.</summary>
    public string Token { get; }

    /// <summary>
    /// Gets when the token expires. The client caches the token and requests another one before that. Null if the time is not known: the client then calls the
    /// credential before each request.
    /// </summary>
    public DateTimeOffset? ExpiresOn { get; }

    /// <summary>
    /// Gets from when on the client requests another token; no earlier, so that who issued the token alone decides. Null (the default) for the time that
    /// <see cref="GetRenewalTime"/> gives for a token that is issued when the client gets it. No effect without <see cref="ExpiresOn"/>.
    /// </summary>
    public DateTimeOffset? RenewOn { get; init; }

    /// <summary>Gets when a token should be renewed: 60 seconds before it expires, or at 80 % of its lifetime if that is later.</summary>
    /// <param name="issuedOn">When the token was issued.</param>
    /// <param name="expiresOn">When it expires.</param>
    public static DateTimeOffset GetRenewalTime(DateTimeOffset issuedOn, DateTimeOffset expiresOn)
    {
        var fifth = (expiresOn - issuedOn) / 5;
        return expiresOn - (fifth < s_margin ? fifth : s_margin);
    }

    /// <summary>Returns the expiry time. The text never contains the token.</summary>
    public override string ToString() => ExpiresOn is { } end ? $"access token that expires on {end:u}" : "access token";
}
