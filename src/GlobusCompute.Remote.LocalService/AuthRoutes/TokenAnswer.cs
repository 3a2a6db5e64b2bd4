using System.Text.Json;
using GlobusCompute.Remote.LocalService.Auth;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>The form in which tokens are answered: one on top, those of other resource servers in <c>other_tokens</c> (protocol.md §2.6).</summary>
internal static class TokenAnswer
{
    public static Task WriteAsync(HttpContext context, IReadOnlyList<IssuedToken> tokens, string? requestState, string? idToken)
    {
        context.Response.Headers.Pragma = "no-cache";
        return AuthJson.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            WriteToken(writer, tokens[0], requestState);
            if (idToken is not null)
            {
                writer.WriteString("id_token"u8, idToken);
            }

            writer.WriteStartArray("other_tokens"u8);
            foreach (var token in tokens.Skip(1))
            {
                writer.WriteStartObject();
                WriteToken(writer, token, requestState);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void WriteToken(Utf8JsonWriter writer, IssuedToken token, string? requestState)
    {
        writer.WriteString("access_token"u8, token.AccessToken);
        writer.WriteString("scope"u8, string.Join(' ', token.Facts.Scopes));
        writer.WriteNumber("expires_in"u8, token.ExpiresIn);
        writer.WriteString("token_type"u8, "Bearer"u8);
        writer.WriteString("resource_server"u8, token.Facts.ResourceServer);
        if (token.RefreshToken is { } refresh)
        {
            writer.WriteString("refresh_token"u8, refresh);
        }

        if (requestState is not null)
        {
            writer.WriteString("state"u8, requestState);
        }
    }
}
