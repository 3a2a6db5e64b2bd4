namespace GlobusCompute.Remote.Credentials;

/// <summary>An access token, and until when it can be used. Immutable.</summary>
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
    /// Gets when the token expires. The client keeps the token and asks for another one in good time before. Null: not known; the client asks the credential
    /// before each request.
    /// </summary>
    public DateTimeOffset? ExpiresOn { get; }

    /// <summary>Says when the token expires. The token itself is never part of the text.</summary>
    public override string ToString() => ExpiresOn is { } end ? $"access token that expires on {end:u}" : "access token";
}
