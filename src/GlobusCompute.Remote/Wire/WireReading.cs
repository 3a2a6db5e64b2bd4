using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace GlobusCompute.Remote.Wire;

/// <summary>Reads tokens of answers as far as they make sense: an odd one is null and spoils nothing beside it (protocol.md §9, traps 16 to 18).</summary>
internal static class WireReading
{
    // Nesting costs readers nothing, so it refuses nothing.
    public static JsonReaderOptions ReaderOptions { get; } = new() { MaxDepth = int.MaxValue };

    /// <summary>Reads a UUID in whatever spelling from the token at which the reader stands; null for anything else.</summary>
    public static Guid? Id(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            return null;
        }

        var isRead = (!reader.ValueIsEscaped && Utf8Parser.TryParse(reader.ValueSpan, out Guid id, out var read) && read == reader.ValueSpan.Length)
            || Guid.TryParse(reader.TextOrNull(), out id);
        return isRead ? id : null;
    }

    /// <summary>Reads a list of ids past its end, or past whatever stands in its place. Items that are not ids are left out.</summary>
    /// <param name="reader">The reader, at the first token of the value.</param>
    /// <param name="allAreIds">Whether it was a list of ids alone.</param>
    public static List<Guid> Ids(this ref Utf8JsonReader reader, out bool allAreIds)
    {
        var ids = new List<Guid>();
        allAreIds = reader.TokenType == JsonTokenType.StartArray;
        if (!allAreIds)
        {
            reader.Skip();
            return ids;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.Id() is { } id)
            {
                ids.Add(id);
            }
            else
            {
                allAreIds = false;
                reader.Skip();
            }
        }

        return ids;
    }

    /// <summary>Reads the text of a string or name; null when it contains an unpaired surrogate or is not UTF-8.</summary>
    public static string? TextOrNull(this ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether the name or string at which the reader stands is a text. One that cannot be read is not.</summary>
    public static bool Is(this ref Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        reader.ValueIsEscaped ? reader.TextOrNull() is { } value && value == Encoding.UTF8.GetString(text) : reader.ValueSpan.SequenceEqual(text);

    /// <summary>Whether the string at which the reader stands is an ASCII text, in whatever case.</summary>
    public static bool IsIgnoringCase(this ref Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        reader.TokenType == JsonTokenType.String
        && (reader.ValueIsEscaped
            ? string.Equals(reader.TextOrNull(), Encoding.ASCII.GetString(text), StringComparison.OrdinalIgnoreCase)
            : Ascii.EqualsIgnoreCase(reader.ValueSpan, text));
}
