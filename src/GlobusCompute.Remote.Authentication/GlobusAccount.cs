namespace GlobusCompute.Remote.Authentication;

/// <summary>Describes who is signed in. Immutable; holds no token.</summary>
public sealed class GlobusAccount
{
    internal GlobusAccount()
    {
    }

    /// <summary>Gets the id of the identity: a person's, or a client's own id; empty where the source of the tokens does not say it.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the user name, such as <c>ada@example.org</c>; null for a client, or where it is not known.</summary>
    public string? UserName { get; init; }

    /// <summary>Gets the person's name; null where it is not known.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the name of the environment.</summary>
    public required string Environment { get; init; }

    /// <summary>Gets the profile under which the tokens are stored.</summary>
    public required string Profile { get; init; }

    /// <summary>Gets the id of the app that signed in.</summary>
    public required string ClientId { get; init; }

    /// <summary>Gets when the current access token expires.</summary>
    public DateTimeOffset ExpiresOn { get; init; }

    /// <summary>Gets whether the access token can be renewed without a person.</summary>
    public bool IsRenewable { get; init; }

    /// <summary>Returns the user name, or else the id.</summary>
    public override string ToString() => UserName ?? Id;
}
