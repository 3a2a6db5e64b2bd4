namespace GlobusCompute.Remote.LocalService;

/// <summary>
/// Holds what a sign-in must have for calls of Compute to be answered, see <see cref="LocalAuth.RequireSession"/>; the members are those of a "Globus Auth
/// Requirements Error".
/// </summary>
public sealed record LocalSessionRequirement
{
    /// <summary>Gets the message for the person; null for none.</summary>
    public string? Message { get; init; }

    /// <summary>Gets the ids or usernames of identities, one of which must sign in; empty for anyone.</summary>
    public IReadOnlyList<string> RequiredIdentities { get; init; } = [];

    /// <summary>Gets the domains, of one of which the person's username must be; empty for any.</summary>
    public IReadOnlyList<string> RequiredSingleDomain { get; init; } = [];

    /// <summary>Gets the ids of policies that the sign-in must name; empty for none. Any id is taken.</summary>
    public IReadOnlyList<string> RequiredPolicies { get; init; } = [];

    /// <summary>Gets whether the sign-in must be with a second factor; null says nothing about it.</summary>
    public bool? RequiredMfa { get; init; }

    /// <summary>Gets the scopes that the sign-in must have granted; empty for none in particular.</summary>
    public IReadOnlyList<string> RequiredScopes { get; init; } = [];

    /// <summary>Gets how the person is to be asked, such as <c>login</c>; null says nothing about it.</summary>
    public string? Prompt { get; init; }

    internal string Code => RequiredScopes.Count > 0 && IsOfScopesAlone ? "ConsentRequired" : "AuthorizationRequired";

    private bool IsOfScopesAlone =>
        this is { RequiredIdentities.Count: 0, RequiredSingleDomain.Count: 0, RequiredPolicies.Count: 0, RequiredMfa: null, Prompt: null };
}
