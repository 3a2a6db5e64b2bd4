using GlobusCompute.Remote.LocalService.Auth;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>The paths of Globus Auth (protocol.md §2.1). None of them is one of Compute.</summary>
internal static class AuthPaths
{
    public const string Discovery = "/.well-known/openid-configuration";
    public const string Keys = "/jwk.json";
    public const string Authorize = "/v2/oauth2/authorize";
    public const string Token = "/v2/oauth2/token";
    public const string Revoke = "/v2/oauth2/token/revoke";
    public const string Introspect = "/v2/oauth2/token/introspect";
    public const string UserInfo = "/v2/oauth2/userinfo";
    public const string Identities = "/v2/api/identities";
    public const string SignIn = "/v2/web/sign-in";
    public const string Consent = "/v2/web/consent";
    public const string CodePage = RedirectUris.CodePage;
    public const string Logout = "/v2/web/logout";

    /// <summary>Whether a request is one for Globus Auth rather than for Compute.</summary>
    public static bool Contains(string path) =>
        path is Discovery or Keys || path.StartsWith("/v2/oauth2/", StringComparison.Ordinal) || path.StartsWith("/v2/web/", StringComparison.Ordinal)
        || path == Identities;
}
