using GlobusCompute.Remote.LocalService.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>What OpenID Connect clients find out by themselves: addresses and keys.</summary>
internal sealed class DiscoveryRoutes(AuthState state)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AuthPaths.Discovery, (RequestDelegate)DiscoverAsync);
        routes.MapGet(AuthPaths.Keys, (RequestDelegate)GetKeysAsync);
    }

    private static Task DiscoverAsync(HttpContext context)
    {
        var origin = Origin.Of(context);
        return AuthJson.WriteAsync(context, writer =>
        {
            void WriteList(string name, params string[] values)
            {
                writer.WriteStartArray(name);
                foreach (var value in values)
                {
                    writer.WriteStringValue(value);
                }

                writer.WriteEndArray();
            }

            writer.WriteStartObject();
            writer.WriteString("issuer", origin);
            writer.WriteString("authorization_endpoint", origin + AuthPaths.Authorize);
            writer.WriteString("token_endpoint", origin + AuthPaths.Token);
            writer.WriteString("revocation_endpoint", origin + AuthPaths.Revoke);
            writer.WriteString("introspection_endpoint", origin + AuthPaths.Introspect);
            writer.WriteString("userinfo_endpoint", origin + AuthPaths.UserInfo);
            writer.WriteString("jwks_uri", origin + AuthPaths.Keys);
            WriteList("scopes_supported", KnownScopes.OpenId, KnownScopes.Email, KnownScopes.Profile);
            WriteList("response_types_supported", "code");
            WriteList("token_endpoint_auth_methods_supported", "client_secret_basic");
            WriteList("subject_types_supported", "public");
            WriteList("id_token_signing_alg_values_supported", IdTokens.Algorithm);
            WriteList("claims_supported", "sub", "name", "preferred_username", "email", "iss", "aud", "exp", "iat", "at_hash", "nonce");
            writer.WriteEndObject();
        });
    }

    private Task GetKeysAsync(HttpContext context)
    {
        var (id, modulus, exponent) = state.IdTokens.PublicKey;
        return AuthJson.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys"u8);
            writer.WriteStartObject();
            writer.WriteString("kty"u8, "RSA"u8);
            writer.WriteString("use"u8, "sig"u8);
            writer.WriteString("alg"u8, IdTokens.Algorithm);
            writer.WriteString("kid"u8, id);
            writer.WriteString("n"u8, modulus);
            writer.WriteString("e"u8, exponent);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }
}
