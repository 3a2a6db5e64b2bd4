using System.Text.Json;

namespace GlobusCompute.Remote.Authentication.Auth;

/// <summary>
/// What an id token says of a person. Its signature is not checked: it comes from the token endpoint itself, over TLS (OpenID Connect Core, 3.1.3.7).
/// </summary>
internal sealed record IdTokenClaims(string Subject, string? UserName, string? Name)
{
    /// <param name="token">The token.</param>
    /// <param name="clientId">For whom it must be.</param>
    /// <exception cref="AuthException">It is not an id token, or it is for somebody else.</exception>
    public static IdTokenClaims Read(string? token, string clientId)
    {
        try
        {
            var parts = token?.Split('.') ?? [];
            using var document = JsonDocument.Parse(parts.Length == 3 ? Decode(parts[1]) : throw new FormatException("It has no three parts."));
            var root = document.RootElement;
            var subject = Text(root, "sub");
            if (subject is null || !Audience(root).Contains(clientId, StringComparer.OrdinalIgnoreCase))
            {
                throw new FormatException("It is not for this app.");
            }

            return new IdTokenClaims(subject, Text(root, "preferred_username") ?? Text(root, "email"), Text(root, "name"));
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            throw new AuthException("Globus Auth did not say who signed in: its id token cannot be used.", null, isTransient: false);
        }
    }

    private static byte[] Decode(string part)
    {
        var text = part.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
    }

    private static List<string> Audience(JsonElement root) => !root.TryGetProperty("aud", out var audience) ? []
        : audience.ValueKind == JsonValueKind.String ? [audience.GetString()!]
        : audience.ValueKind == JsonValueKind.Array ? audience.EnumerateArray().Select(static item => item.ToString()).ToList()
        : [];

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
