namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>The session parameters of a sign-in, as the authorize URL had them (protocol.md §2.3).</summary>
internal sealed record SessionFacts(
    IReadOnlyList<string> Identities, IReadOnlyList<string> Domains, IReadOnlyList<string> Policies, bool HasMfa, string? Message, string? Prompt)
{
    public static SessionFacts None { get; } = new([], [], [], false, null, null);

    /// <summary>Whether a person may sign in with them.</summary>
    public bool Fits(LocalAuthPerson person) =>
        (Identities.Count == 0 || Identities.Any(wanted => IsOf(wanted, person)))
        && (Domains.Count == 0 || Domains.Contains(person.Domain, StringComparer.OrdinalIgnoreCase));

    // Globus takes both ids and usernames.
    private static bool IsOf(string wanted, LocalAuthPerson person) =>
        wanted.Equals(person.Username, StringComparison.OrdinalIgnoreCase) || (Guid.TryParse(wanted, out var id) && id == person.Id);
}
