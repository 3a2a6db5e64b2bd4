using GlobusCompute.Remote.LocalService.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>The token endpoint: codes, refresh tokens and client credentials become access tokens (protocol.md §2.3 to §2.6).</summary>
internal sealed class TokenRoutes(AuthState state)
{
    private readonly ClientAuthentication _clients = new(state);

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost(AuthPaths.Token, (RequestDelegate)GrantAsync);

    private async Task GrantAsync(HttpContext context)
    {
        var form = await AuthForm.ReadAsync(context).ConfigureAwait(false);
        var type = form["grant_type"] is ("authorization_code" or "refresh_token" or "client_credentials") and var known ? known : "";
        LocalAuthClient? client = null;
        try
        {
            if (type.Length == 0)
            {
                form.Require("grant_type");
                throw AuthException.OAuth("unsupported_grant_type", "The grant_type must be authorization_code, refresh_token or client_credentials.");
            }

            client = _clients.Authenticate(context, form);
            var (tokens, requestState) = type switch
            {
                "authorization_code" => RedeemCode(form, client),
                "refresh_token" => (Renew(form, client), null),
                _ => (GrantToClient(form, client), null),
            };
            Note(type, client, tokens, null);
            await TokenAnswer.WriteAsync(context, tokens, requestState, IdTokenOf(tokens[0], type, context)).ConfigureAwait(false);
        }
        catch (AuthException e)
        {
            Note(type, client, [], e.Error);
            throw;
        }
    }

    private (IReadOnlyList<IssuedToken> Tokens, string? State) RedeemCode(AuthForm form, LocalAuthClient client)
    {
        form.Check("grant_type", "client_id", "code", "redirect_uri", "code_verifier");
        var verifier = form["code_verifier"];
        if (verifier is not null && !IsVerifier(verifier))
        {
            throw AuthException.OAuth("invalid_request", "The code_verifier must be 43 to 128 letters, digits, '-', '.', '_' or '~'.");
        }

        var (grant, requestState, refusal) = state.Codes.Redeem(form.Require("code"), client, form["redirect_uri"], verifier);
        return grant is null ? throw AuthException.OAuth("invalid_grant", refusal) : (state.Tokens.Issue(grant), requestState);
    }

    private IReadOnlyList<IssuedToken> Renew(AuthForm form, LocalAuthClient client)
    {
        form.Check("grant_type", "client_id", "refresh_token", "scope");
        var text = form.Require("refresh_token");
        IReadOnlyList<string>? scopes = null;
        if (form["scope"] is { } asked && state.Tokens.ScopesOf(text) is { } granted)
        {
            scopes = AuthorizeReader.ReadScopes(asked);
            if (scopes.FirstOrDefault(scope => !granted.Contains(scope)) is { } other)
            {
                throw AuthException.OAuth("invalid_scope", $"The scope '{other}' is not one of this refresh token.");
            }
        }

        return state.Tokens.Renew(text, client, scopes) is { } token
            ? [token]
            : throw AuthException.OAuth("invalid_grant", "The refresh token is not one of this client, or it was revoked or not used for too long.");
    }

    private IReadOnlyList<IssuedToken> GrantToClient(AuthForm form, LocalAuthClient client)
    {
        form.Check("grant_type", "client_id", "scope");
        if (client.Kind == LocalAuthClientKind.Native)
        {
            throw AuthException.OAuth("unauthorized_client", "A native client has no credentials.");
        }

        var scopes = AuthorizeReader.ReadScopes(form.Require("scope"));
        return state.Tokens.Issue(new Grant(client, Identity.Of(client), scopes, isOffline: false, SessionFacts.None, state.Time.GetUtcNow()));
    }

    private string? IdTokenOf(IssuedToken first, string type, HttpContext context) =>
        type == "authorization_code" && first.Facts.Scopes.Contains(KnownScopes.OpenId) ? state.IdTokens.Create(first, Origin.Of(context)) : null;

    private void Note(string type, LocalAuthClient? client, IReadOnlyList<IssuedToken> tokens, string? error) => state.Journal.Add(new LocalTokenRequest
    {
        At = state.Time.GetUtcNow(),
        GrantType = type,
        ClientId = client?.Id,
        ResourceServers = tokens.Select(token => token.Facts.ResourceServer).ToList(),
        Error = error,
    });

    private static bool IsVerifier(string text) =>
        text.Length is >= 43 and <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '~' or '_' or '.' or '-');
}
