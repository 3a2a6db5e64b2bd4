using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>Tokens as Python means them, and words for what was found.</summary>
internal static class ReadJson
{
    private const int ClipLength = 40;

    /// <summary>The text of a string or property name; lone surrogates are kept.</summary>
    public static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return JsonStringText.ToText(reader.ValueSpan, reader.ValueIsEscaped);
        }
        catch (PayloadException e)
        {
            throw new ShapeException(e.Message, e);
        }
    }

    /// <summary>Whether the token is written as a whole number.</summary>
    public static bool IsInteger(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && !reader.ValueSpan.ContainsAny((byte)'.', (byte)'e', (byte)'E');

    /// <summary>Expects the start of an array, or says what was found.</summary>
    public static void ExpectArray(ref Utf8JsonReader reader, Type wanted)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Misfit(ref reader, $"an array ({TypeNames.Of(wanted)})");
        }
    }

    public static ShapeException Misfit(ref Utf8JsonReader reader, string wanted, string hint = "") =>
        new($"Found {Found(ref reader)} where {wanted} was expected.{hint}");

    /// <summary>What System.Text.Json reports of a value that its type does not take, with what was found there; null for other reports.</summary>
    public static string? Misfit(JsonException error, ReadOnlySpan<byte> text, Type root)
    {
        const string Start = "The JSON value could not be converted to ";
        if (error is not { LineNumber: 0, BytePositionInLine: { } end } || !error.Message.StartsWith(Start, StringComparison.Ordinal))
        {
            return null;
        }

        var wanted = ShapeException.MessageOf(error)[Start.Length..].TrimEnd('.');
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = JsonBuffer.MaxDepth });
        while (reader.BytesConsumed < end && reader.Read())
        {
        }

        // Without the namespace, unless it is within the arguments of a generic type.
        var name = error.Path == "$" ? TypeNames.Of(root) : wanted.Contains('[', StringComparison.Ordinal) ? wanted : wanted[(wanted.LastIndexOf('.') + 1)..];
        return $"Found {Found(ref reader)}, which cannot be converted to {name}.";
    }

    public static string Found(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => "null (Python's None)",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.Number => (IsInteger(ref reader) ? "the whole number " : "the float ") + Clip(ref reader),
        _ => TolerantJson.TryGetNonFinite(ref reader, out var value) ? $"the float {TolerantJson.Word(value)}" : $"the text \"{Clip(ref reader)}\"",
    };

    public static void RefuseLoneSurrogate(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var used) != System.Buffers.OperationStatus.Done)
            {
                throw new ShapeException("A dictionary key contains an unpaired surrogate, which cannot be written beside types of the app. "
                    + "Use a Dictionary<string, object>, or clean the key.");
            }

            text = text[used..];
        }
    }

    private static string Clip(ref Utf8JsonReader reader)
    {
        var text = reader.ValueSpan;
        return text.Length <= ClipLength ? Encoding.UTF8.GetString(text) : Encoding.UTF8.GetString(text[..ClipLength]) + "…";
    }
}
