using System.Text.Json;

namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>A serialized value or another text of a recording.</summary>
/// <param name="Text">The text: of a value its header, a line feed and the value. Null when it was withheld.</param>
internal sealed record RecordedPayload(string? Text)
{
    private const string JsonHeader = "11\n";

    /// <summary>What stands in place of a text that could not be written without a secret.</summary>
    public static RecordedPayload Withheld { get; } = new(Text: null);

    /// <summary>The value as JSON, if it is JSON that can stand in a line as it is.</summary>
    public string? Json => Text is not null && Text.StartsWith(JsonHeader, StringComparison.Ordinal) && IsOneLineOfJson(Text[JsonHeader.Length..])
        ? Text[JsonHeader.Length..]
        : null;

    public static RecordedPayload OfJson(string json) => new(JsonHeader + json);

    private static bool IsOneLineOfJson(string text)
    {
        if (text.AsSpan().IndexOfAny('\n', '\r') >= 0 || text.Length == 0 || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
        {
            return false;
        }

        try
        {
            // What Python writes beyond JSON, such as NaN, goes as text.
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 500 });
            return document.RootElement.GetRawText() == text;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
