namespace GlobusCompute.Remote.Credentials;

/// <summary>Describes the token request of a client to a credential. Immutable.</summary>
public sealed class ComputeTokenContext
{
    /// <summary>Initializes a context.</summary>
    /// <param name="rejectedToken">A token that the service has just rejected with 401; null (the default) for none.</param>
    /// <param name="allowsInteraction">Whether the credential may prompt a person to sign in. Default true.</param>
    public ComputeTokenContext(string? rejectedToken = null, bool allowsInteraction = true)
    {
        RejectedToken = rejectedToken;
        AllowsInteraction = allowsInteraction;
    }

    /// <summary>
    /// Gets a token that the service has just rejected with 401, or for which it requires <see cref="Requirements"/>; else null. A credential that returns it
    /// again has no other.
    /// </summary>
    public string? RejectedToken { get; }

    /// <summary>
    /// Gets whether the credential may prompt a person to sign in, as <see cref="Settings.ComputeClientSettings.AllowInteraction"/> determines.
    /// </summary>
    public bool AllowsInteraction { get; }

    /// <summary>
    /// Gets what the service requires of a sign-in before it accepts <see cref="RejectedToken"/>'s successor. Null (the default) for nothing. A credential
    /// that cannot satisfy it throws <see cref="Exceptions.AuthorizationRequiredException"/>.
    /// </summary>
    public AuthorizationParameters? Requirements { get; init; }

    /// <summary>
    /// Gets whether the token is for a request that the client makes by itself, such as those for results, so that nobody expects a prompt. Default false.
    /// </summary>
    public bool IsBackground { get; init; }

    /// <summary>Returns whether a token was rejected and whether interaction is allowed. The text never contains a token.</summary>
    public override string ToString() =>
        $"{(RejectedToken is null ? "no token was refused" : "a token was refused")}, interaction is {(AllowsInteraction ? "allowed" : "not allowed")}";
}
