namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>Which sign-in Compute requires at the moment.</summary>
internal sealed class SessionGate
{
    private volatile Requirement? _current;

    public void Set(LocalSessionRequirement? requirement) => _current = requirement is null ? null : new Requirement(requirement, Grant.LastNumber);

    /// <summary>Finds what a sign-in does not meet; null if it will do.</summary>
    public LocalSessionRequirement? FindMissing(Grant grant) =>
        _current is { } current && !(grant.Number > current.Since && IsMet(current.Facts, grant)) ? current.Facts : null;

    private static bool IsMet(LocalSessionRequirement facts, Grant grant) =>
        HasAll(facts.RequiredIdentities, grant.Session.Identities)
        && HasAll(facts.RequiredSingleDomain, grant.Session.Domains)
        && HasAll(facts.RequiredPolicies, grant.Session.Policies)
        && (facts.RequiredMfa != true || grant.Session.HasMfa)
        && (facts.Prompt is null || facts.Prompt == grant.Session.Prompt)
        && HasAll(facts.RequiredScopes, grant.Scopes);

    private static bool HasAll(IReadOnlyList<string> wanted, IReadOnlyList<string> have) =>
        wanted.All(item => have.Contains(item, StringComparer.OrdinalIgnoreCase));

    private sealed record Requirement(LocalSessionRequirement Facts, long Since);
}
