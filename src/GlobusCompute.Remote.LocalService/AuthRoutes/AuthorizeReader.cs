using GlobusCompute.Remote.LocalService.Auth;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>Reads an authorize URL (protocol.md §2.3), and refuses what Globus does not know.</summary>
internal static class AuthorizeReader
{
    // What SHA-256 has as base64url without padding.
    private const int ChallengeLength = 43;

    private static readonly string[] s_known =
    [
        "client_id", "redirect_uri", "scope", "state", "response_type", "code_challenge", "code_challenge_method", "access_type", "prefill_named_grant",
        "nonce", "session_required_identities", "session_required_single_domain", "session_required_policies", "session_required_mfa",
        "session_message", "prompt",
    ];

    /// <summary>Reads the parts that say whom to tell of errors.</summary>
    /// <exception cref="PageException">The client or the redirect URI is not registered: nobody can be redirected.</exception>
    public static (LocalAuthClient Client, string RedirectUri) ReadTarget(AuthForm form, Clients clients, int port)
    {
        if (!clients.TryGet(form["client_id"], out var client))
        {
            throw new PageException("The client_id is not that of a registered client.");
        }

        return form["redirect_uri"] is not { } uri ? throw new PageException("The redirect_uri is missing.")
            : RedirectUris.IsAllowed(client, uri, port) ? (client, uri)
            : throw new PageException($"The redirect_uri is not one that is registered for the client '{client.Name}'.");
    }

    /// <summary>Reads the rest.</summary>
    /// <exception cref="AuthException">Something is missing, unknown or wrong: the application is told.</exception>
    public static AuthorizeRequest Read(AuthForm form, LocalAuthClient client, string redirectUri)
    {
        form.Check(s_known);
        if (form.Require("response_type") != "code")
        {
            throw AuthException.OAuth("unsupported_response_type", "The response_type must be 'code'.");
        }

        if (client.Kind == LocalAuthClientKind.Confidential)
        {
            throw AuthException.OAuth("unauthorized_client", "This client signs nobody in; it gets tokens by client credentials.");
        }

        return new AuthorizeRequest(client, redirectUri, ReadScopes(form.Require("scope")), ReadSession(form))
        {
            State = form["state"],
            Challenge = ReadChallenge(form, client),
            Nonce = form["nonce"],
            Label = form["prefill_named_grant"],
            IsOffline = form["access_type"] switch
            {
                null or "online" => false,
                "offline" => true,
                _ => throw AuthException.OAuth("invalid_request", "The access_type must be 'online' or 'offline'."),
            },
        };
    }

    /// <exception cref="AuthException">A scope is not known.</exception>
    public static IReadOnlyList<string> ReadScopes(string text)
    {
        var scopes = KnownScopes.Split(text);
        return scopes.FirstOrDefault(scope => !KnownScopes.Contains(scope)) is { } unknown
            ? throw AuthException.OAuth("invalid_scope", $"UNKNOWN_SCOPE_ERROR: the scope '{unknown}' is not known.")
            : scopes.Count > 0 ? scopes
            : throw AuthException.OAuth("invalid_scope", "The scope is empty.");
    }

    private static string? ReadChallenge(AuthForm form, LocalAuthClient client)
    {
        var (challenge, method) = (form["code_challenge"], form["code_challenge_method"]);
        return (challenge, method) switch
        {
            (null, null) when client.Kind != LocalAuthClientKind.Native => null,
            (null, _) => throw AuthException.OAuth("invalid_request", "A code_challenge is required (PKCE)."),
            (_, not "S256") => throw AuthException.OAuth("invalid_request", "The code_challenge_method must be 'S256'."),
            _ when challenge.Length != ChallengeLength || !challenge.All(IsBase64Url) =>
                throw AuthException.OAuth("invalid_request", "The code_challenge is not a SHA-256 hash as base64url without padding."),
            _ => challenge,
        };
    }

    private static SessionFacts ReadSession(AuthForm form)
    {
        var mfa = form["session_required_mfa"];
        if (mfa is not null && !bool.TryParse(mfa, out _))
        {
            throw AuthException.OAuth("invalid_request", "The session_required_mfa must be 'true' or 'false'.");
        }

        return form["prompt"] switch
        {
            // Nobody is ever signed in already: each sign-in chooses a person.
            "none" => throw AuthException.OAuth("login_required", "A person must choose who they are."),
            null or "login" => new SessionFacts(
                List(form["session_required_identities"]),
                List(form["session_required_single_domain"]),
                List(form["session_required_policies"]),
                mfa is not null && bool.Parse(mfa),
                form["session_message"],
                form["prompt"]),
            _ => throw AuthException.OAuth("invalid_request", "The prompt must be 'login' or 'none'."),
        };
    }

    private static string[] List(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsBase64Url(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
