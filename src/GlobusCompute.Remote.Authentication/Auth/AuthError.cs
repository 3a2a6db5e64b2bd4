using System.Text.Json;

namespace GlobusCompute.Remote.Authentication.Auth;

/// <summary>Reads what Globus Auth says when it refuses: as OAuth does, or as a list of errors (protocol.md §2.6).</summary>
internal static class AuthError
{
    private const int MaxLength = 300;

    public static (string? Error, string? Detail) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return (null, null);
            }

            if (root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0
                && errors[0] is { ValueKind: JsonValueKind.Object } first)
            {
                return (Text(root, "error") ?? Text(first, "code"), Text(first, "detail") ?? Text(first, "title"));
            }

            return (Text(root, "error"), Text(root, "error_description"));
        }
        catch (JsonException)
        {
            // A machine on the way has answered, with a page.
            return (null, null);
        }
    }

    /// <summary>Leaves out what was sent, in case the answer quotes it, and cuts what is long.</summary>
    public static string? WithoutSecrets(string? text, IEnumerable<string?> secrets)
    {
        foreach (var secret in secrets)
        {
            text = string.IsNullOrEmpty(secret) ? text : text?.Replace(secret, "…", StringComparison.Ordinal);
        }

        return text is { Length: > MaxLength } ? string.Concat(text.AsSpan(0, MaxLength), "…") : text;
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
