namespace GlobusCompute.Remote.Credentials;

/// <summary>Represents an access token and its expiry time. Immutable.</summary>
public sealed class ComputeAccessToken
{
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
    /// credential before
    /// each request.
    /// </summary>
    public DateTimeOffset? ExpiresOn { get; }

    /// <summary>Returns the expiry time. The text never contains the token.</summary>
    public override string ToString() => ExpiresOn is { } end ? $"access token that expires on {end:u}" : "access token";
}
