using System.Text.Json;
using GlobusCompute.Remote.AspNetCore.Requests;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.AspNetCore.SignIn;

/// <summary>
/// The answer to a caller that is not a page: a problem (RFC 9457) that is also a "Globus Auth Requirements Error", with the address at which a person signs
/// in.
/// </summary>
internal static class Refusals
{
    public static async Task WriteAsync(HttpContext context, int status, string title, string signInUrl, SessionParameters? parameters)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory))
        {
            writer.WriteStartObject();
            writer.WriteString("title"u8, title);
            writer.WriteNumber("status"u8, status);
            writer.WriteString("code"u8, "AuthorizationRequired"u8);
            writer.WritePropertyName("authorization_parameters"u8);
            JsonSerializer.Serialize(writer, parameters ?? new SessionParameters(), SessionParametersJson.Default.SessionParameters);
            writer.WriteString("sign_in_url"u8, context.Request.PathBase + signInUrl);
            writer.WriteEndObject();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(memory.ToArray(), context.RequestAborted).ConfigureAwait(false);
    }
}
