namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>The scopes that exist, and the resource server that each is of.</summary>
internal static class KnownScopes
{
    public const string AuthServer = "auth.globus.org";
    public const string ComputeServer = "funcx_service";
    public const string OpenId = "openid";
    public const string Profile = "profile";
    public const string Email = "email";
    public const string Identities = AuthPrefix + "view_identities";
    public const string IdentitySet = AuthPrefix + "view_identity_set";
    public const string Compute = "https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all";

    // No service here takes it: with it, an answer has tokens of another resource server that a client must not mix up with Compute's.
    public const string Transfer = "urn:globus:auth:scope:transfer.api.globus.org:all";

    private const string AuthPrefix = "urn:globus:auth:scope:auth.globus.org:";

    private static readonly (string Scope, string Server, string Description)[] s_all =
    [
        (OpenId, AuthServer, "Know who you are"),
        (Profile, AuthServer, "See your name and username"),
        (Email, AuthServer, "See your e-mail address"),
        (Identities, AuthServer, "See identities"),
        (IdentitySet, AuthServer, "See which identities you have"),
        (AuthPrefix + "manage_projects", AuthServer, "Manage your projects and applications"),
        (AuthPrefix + "view_authentications", AuthServer, "See when you have signed in"),
        (AuthPrefix + "view_clients", AuthServer, "See your applications"),
        (AuthPrefix + "view_clients_and_scopes", AuthServer, "See your applications and their scopes"),
        (AuthPrefix + "view_consents", AuthServer, "See what you have consented to"),
        (Compute, ComputeServer, "Register and run functions with Globus Compute"),
        (Transfer, "transfer.api.globus.org", "Transfer files with Globus"),
    ];

    public static bool Contains(string scope) => Array.Exists(s_all, known => known.Scope == scope);

    public static string Describe(string scope) => Array.Find(s_all, known => known.Scope == scope).Description;

    /// <summary>Groups scopes by resource server, that of Globus Auth first: an id token must be next to its token.</summary>
    public static IEnumerable<IGrouping<string, string>> ByServer(IEnumerable<string> scopes) =>
        scopes.GroupBy(scope => Array.Find(s_all, known => known.Scope == scope).Server).OrderBy(server => server.Key == AuthServer ? 0 : 1);

    /// <summary>Splits what a request asks for at its blanks.</summary>
    public static IReadOnlyList<string> Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
}
