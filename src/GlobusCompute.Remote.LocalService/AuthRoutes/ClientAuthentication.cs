using System.Text;
using GlobusCompute.Remote.LocalService.Auth;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>Which client a request is from: one with a secret proves it by HTTP Basic, a native one names itself in the form.</summary>
internal sealed class ClientAuthentication(AuthState state)
{
    private const string Scheme = "Basic ";

    /// <exception cref="AuthException">The client is not known, or did not prove who it is.</exception>
    public LocalAuthClient Authenticate(HttpContext context, AuthForm form)
    {
        if (form["client_secret"] is not null)
        {
            throw AuthException.InvalidClient("The client secret belongs in an Authorization header with HTTP Basic, not in the form.");
        }

        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            var client = ReadBasic(header);
            return form["client_id"] is not { } named || named == client.Id.ToString()
                ? client
                : throw AuthException.InvalidClient("The form names another client than the Authorization header.");
        }

        return !state.Clients.TryGet(form["client_id"], out var open) ? throw AuthException.InvalidClient("The client is not known.")
            : open.Kind == LocalAuthClientKind.Native ? open
            : throw AuthException.InvalidClient("This client must send its secret in an Authorization header with HTTP Basic.");
    }

    /// <exception cref="AuthException">The client is not known, is a native one, or did not prove who it is.</exception>
    public LocalAuthClient AuthenticateBySecret(HttpContext context, AuthForm form) =>
        Authenticate(context, form) is { Kind: not LocalAuthClientKind.Native } client
            ? client
            : throw AuthException.InvalidClient("Only a client with a secret may ask this.");

    private LocalAuthClient ReadBasic(string header)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || Decode(header[Scheme.Length..].Trim()) is not { } pair)
        {
            throw AuthException.InvalidClient("The Authorization header is not one of HTTP Basic.");
        }

        var colon = pair.IndexOf(':');
        // RFC 6749 has both parts form-encoded, which Python's SDK does not do.
        return colon > 0
            && state.Clients.TryGet(Uri.UnescapeDataString(pair[..colon]), out var client)
            && client.Secret is { } secret
            && (SecretText.IsSame(pair[(colon + 1)..], secret) || SecretText.IsSame(Uri.UnescapeDataString(pair[(colon + 1)..].Replace('+', ' ')), secret))
            ? client
            : throw AuthException.InvalidClient("The client is not known, or its secret is another.");
    }

    private static string? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var written) ? Encoding.UTF8.GetString(bytes, 0, written) : null;
    }
}
