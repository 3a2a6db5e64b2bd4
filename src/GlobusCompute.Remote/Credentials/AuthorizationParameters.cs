namespace GlobusCompute.Remote.Credentials;

/// <summary>Describes what Globus requires of a sign-in before it accepts a request. Immutable.</summary>
public sealed class AuthorizationParameters
{
    /// <summary>Gets an instance that requires nothing in particular: any sign-in will do.</summary>
    public static AuthorizationParameters None { get; } = new();

    /// <summary>Gets the service's explanation for the person who signs in; null if it gave none.</summary>
    public string? Message { get; init; }

    /// <summary>Gets the identities, each by its id or its user name, one of which must have signed in; empty for any. Default empty.</summary>
    public IReadOnlyList<string> RequiredIdentities { get; init; } = [];

    /// <summary>Gets the ids of the policies that the session must satisfy. Default empty.</summary>
    public IReadOnlyList<string> RequiredPolicies { get; init; } = [];

    /// <summary>Gets the domains, an identity of one of which must have signed in; empty for any. Default empty.</summary>
    public IReadOnlyList<string> RequiredDomains { get; init; } = [];

    /// <summary>Gets whether the session must include a sign-in with a second factor. Null (the default) where that is not required.</summary>
    public bool? RequiresMfa { get; init; }

    /// <summary>Gets the scopes to which the person must consent, beside those that a credential always requests. Default empty.</summary>
    public IReadOnlyList<string> RequiredScopes { get; init; } = [];

    /// <summary>Gets how the sign-in page prompts, such as <c>login</c>; null (the default) leaves it to the page.</summary>
    public string? Prompt { get; init; }

    /// <summary>
    /// Gets whether a session of a person is required, so that consent to scopes does not suffice. No service identity has such a session.
    /// </summary>
    public bool RequiresSession =>
        RequiredIdentities.Count > 0 || RequiredPolicies.Count > 0 || RequiredDomains.Count > 0
        || RequiresMfa is true || Prompt is not null;

    /// <summary>Returns what is required, as a list in English; <c>a sign-in</c> where that is nothing in particular.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        Add(parts, "an identity among", RequiredIdentities);
        Add(parts, "an identity of the domain", RequiredDomains);
        Add(parts, "a session that satisfies the policy", RequiredPolicies);
        if (RequiresMfa is true)
        {
            parts.Add("a second factor");
        }

        Add(parts, "consent to", RequiredScopes);
        return parts.Count == 0 ? "a sign-in" : string.Join("; ", parts);
    }

    private static void Add(List<string> parts, string what, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            parts.Add($"{what} {string.Join(", ", values)}");
        }
    }
}
