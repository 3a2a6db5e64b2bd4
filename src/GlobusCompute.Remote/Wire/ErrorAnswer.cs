using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote.Wire;

/// <summary>Reads what an error answer says, whatever its shape (protocol.md §3.3).</summary>
internal static class ErrorAnswer
{
    private const int MaxTextLength = 500;

    /// <param name="body">The body, or its start; changed where its strings are not valid text.</param>
    /// <param name="mediaType">What it is said to be, or null.</param>
    /// <returns>The service's code and explanation, and what it requires of a sign-in; each null where it says nothing of it.</returns>
    public static (string? Code, string? Detail, AuthorizationParameters? Required) Read(Memory<byte> body, string? mediaType)
    {
        if (body.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            body = body[Encoding.UTF8.Preamble.Length..];
        }

        TextRepair.Repair(body.Span);
        if (mediaType is null || mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = int.MaxValue });
                var (code, detail) = ReadJson(document.RootElement);
                return (code, detail, AuthorizationAnswer.Read(document.RootElement));
            }
            catch (JsonException)
            {
                // Said to be JSON and is not, or cut: shown as text.
            }
        }

        var text = Clip(Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 4 * MaxTextLength)]).Trim());
        return (null, text.Length == 0 ? null : text, null);
    }

    private static (string? Code, string? Detail) ReadJson(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("code", out _)
            && root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0)
        {
            root = errors[0];
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return (null, Clip(root.GetRawText()));
        }

        var code = root.TryGetProperty("code", out var c) && c.ValueKind == JsonValueKind.String ? c.GetString() : null;
        foreach (var name in (ReadOnlySpan<string>)["detail", "message", "reason", "title"])
        {
            if (root.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            {
                return (code, Clip(Text(value)));
            }
        }

        return (code, code is null ? Clip(root.GetRawText()) : null);
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => Join("; ", value, ValidationError),
        _ => value.GetRawText(),
    };

    private static string ValidationError(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("msg", out var message))
        {
            return item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText();
        }

        var place = item.TryGetProperty("loc", out var loc) && loc.ValueKind == JsonValueKind.Array
            ? Join(".", loc, static part => part.ToString())
            : "";
        return place.Length == 0 ? message.ToString() : $"{place}: {message}";
    }

    // Not by LINQ, which is large for structs where programs are compiled ahead of time.
    private static string Join(string separator, JsonElement array, Func<JsonElement, string> text)
    {
        var texts = new List<string>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            texts.Add(text(item));
        }

        return string.Join(separator, texts);
    }

    private static string Clip(string text) => text.Length <= MaxTextLength ? text : string.Concat(text.AsSpan(0, MaxTextLength), "…");
}
