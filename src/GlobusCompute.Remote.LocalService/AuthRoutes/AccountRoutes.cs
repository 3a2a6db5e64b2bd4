using System.Text.Json;
using GlobusCompute.Remote.LocalService.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>What can be asked and done with a token that was issued: who it is of, whether it is valid, and its end.</summary>
internal sealed class AccountRoutes(AuthState state)
{
    private const string Bearer = "Bearer ";

    private readonly ClientAuthentication _clients = new(state);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AuthPaths.UserInfo, (RequestDelegate)DescribeUserAsync);
        routes.MapGet(AuthPaths.Identities, (RequestDelegate)ListIdentitiesAsync);
        routes.MapPost(AuthPaths.Introspect, (RequestDelegate)IntrospectAsync);
        routes.MapPost(AuthPaths.Revoke, (RequestDelegate)RevokeAsync);
    }

    private Task DescribeUserAsync(HttpContext context)
    {
        var token = Authenticate(context);
        if (!token.Scopes.Contains(KnownScopes.OpenId))
        {
            throw AuthException.Forbidden("The token does not have the scope 'openid'.");
        }

        var identity = token.Grant.Identity;
        return AuthJson.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("sub"u8, identity.Id);
            if (token.Scopes.Contains(KnownScopes.Profile))
            {
                writer.WriteString("name"u8, identity.Name);
                writer.WriteString("preferred_username"u8, identity.Username);
            }

            if (token.Scopes.Contains(KnownScopes.Email))
            {
                writer.WriteString("email"u8, identity.Username);
            }

            if (token.Scopes.Contains(KnownScopes.IdentitySet))
            {
                writer.WriteStartArray("identity_set"u8);
                WriteIdentity(writer, "sub", identity.Id, identity.Username, identity.Name);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        });
    }

    private Task ListIdentitiesAsync(HttpContext context)
    {
        var token = Authenticate(context);
        if (!token.Scopes.Contains(KnownScopes.Identities) && !token.Scopes.Contains(KnownScopes.OpenId))
        {
            throw AuthException.Forbidden($"The token does not have the scope '{KnownScopes.Identities}'.");
        }

        var form = AuthForm.Of(context.Request.Query);
        var asked = (form["ids"] ?? form["usernames"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return AuthJson.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("identities"u8);
            foreach (var person in asked.Select(state.FindPerson).OfType<LocalAuthPerson>())
            {
                WriteIdentity(writer, "id", person.Id, person.Username, person.Name);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private async Task IntrospectAsync(HttpContext context)
    {
        var form = await AuthForm.ReadAsync(context).ConfigureAwait(false);
        var client = _clients.AuthenticateBySecret(context, form);
        form.Check("token", "client_id", "token_type_hint", "include");
        var text = form.Require("token");
        await AuthJson.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            if (state.Tokens.TryFind(text, out var access))
            {
                WriteFacts(writer, context, access.Grant, access.Scopes, access.ResourceServer);
                writer.WriteNumber("iat"u8, access.IssuedAt.ToUnixTimeSeconds());
                writer.WriteNumber("nbf"u8, access.IssuedAt.ToUnixTimeSeconds());
                writer.WriteNumber("exp"u8, access.ExpiresAt.ToUnixTimeSeconds());
            }
            else if (state.Tokens.TryFindRefresh(text, out var refresh) && refresh.Grant.ClientId == client.Id)
            {
                WriteFacts(writer, context, refresh.Grant, refresh.Scopes, refresh.ResourceServer);
            }
            else
            {
                writer.WriteBoolean("active"u8, false);
            }

            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task RevokeAsync(HttpContext context)
    {
        var form = await AuthForm.ReadAsync(context).ConfigureAwait(false);
        var client = _clients.Authenticate(context, form);
        form.Check("token", "client_id", "token_type_hint");
        if (!state.Tokens.TryRevoke(form.Require("token"), client))
        {
            throw AuthException.OAuth("unauthorized_client", "The token is another client's.");
        }

        await AuthJson.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("active"u8, false);
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private AccessToken Authenticate(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || !state.Tokens.TryFind(header[Bearer.Length..].Trim(), out var token))
        {
            throw AuthException.Unauthorized("Call must be authenticated");
        }

        return token.ResourceServer == KnownScopes.AuthServer ? token : throw AuthException.Forbidden($"The token is for '{token.ResourceServer}'.");
    }

    private static void WriteFacts(Utf8JsonWriter writer, HttpContext context, Grant grant, IReadOnlyList<string> scopes, string server)
    {
        writer.WriteBoolean("active"u8, true);
        writer.WriteString("token_type"u8, "Bearer"u8);
        writer.WriteString("scope"u8, string.Join(' ', scopes));
        writer.WriteString("client_id"u8, grant.ClientId);
        writer.WriteString("sub"u8, grant.Identity.Id);
        writer.WriteString("username"u8, grant.Identity.Username);
        writer.WriteString("name"u8, grant.Identity.Name);
        writer.WriteString("email"u8, grant.Identity.Username);
        writer.WriteString("iss"u8, Origin.Of(context));
        writer.WriteStartArray("aud"u8);
        writer.WriteStringValue(server);
        writer.WriteStringValue(grant.ClientId);
        writer.WriteEndArray();
    }

    private static void WriteIdentity(Utf8JsonWriter writer, string idName, Guid id, string username, string name)
    {
        writer.WriteStartObject();
        writer.WriteString(idName, id);
        writer.WriteString("username"u8, username);
        writer.WriteString("name"u8, name);
        writer.WriteString("email"u8, username);
        writer.WriteString("status"u8, "used"u8);
        writer.WriteEndObject();
    }
}
