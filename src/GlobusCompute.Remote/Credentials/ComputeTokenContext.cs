namespace GlobusCompute.Remote.Credentials;

/// <summary>Tells a credential what the client needs a token for. Immutable.</summary>
public sealed class ComputeTokenContext
{
    /// <summary>Initializes a context.</summary>
    /// <param name="rejectedToken">A token that the service has just refused with 401; null (the default) for none.</param>
    /// <param name="allowsInteraction">Whether a person may be asked to sign in. Default true.</param>
    public ComputeTokenContext(string? rejectedToken = null, bool allowsInteraction = true)
    {
        RejectedToken = rejectedToken;
        AllowsInteraction = allowsInteraction;
    }

    /// <summary>
    /// Gets a token that the service has just refused with 401, or null. A credential that returns it again says that it has no other.
    /// </summary>
    public string? RejectedToken { get; }

    /// <summary>Gets whether a person may be asked to sign in, as <see cref="Settings.ComputeClientSettings.AllowInteraction"/> says.</summary>
    public bool AllowsInteraction { get; }

    /// <summary>Says whether a token was refused and whether interaction is allowed. A token is never part of the text.</summary>
    public override string ToString() =>
        $"{(RejectedToken is null ? "no token was refused" : "a token was refused")}, interaction is {(AllowsInteraction ? "allowed" : "not allowed")}";
}
