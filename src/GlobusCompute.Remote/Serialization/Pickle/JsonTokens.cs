using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>
/// JSON text as pickled values. Types of the app are written by System.Text.Json; what JSON cannot carry inside them is pickled beside, and stands in the text
/// as a string that names its place. No recursion: the pickle machine has a stack of its own.
/// </summary>
internal static class JsonTokens
{
    // Nobody outside this process knows the number, and values of strings do not come this way, so no text is taken for a place.
    private static readonly byte[] s_place = Encoding.ASCII.GetBytes($"\\u0001{Guid.NewGuid():N}:");

    private static readonly SearchValues<byte> s_afterWord = SearchValues.Create(",:]} \n\r\t"u8);

    /// <summary>The JSON string that stands for a value of the side buffer.</summary>
    public static int WritePlace(int offset, int length, Span<byte> destination)
    {
        destination[0] = (byte)'"';
        s_place.CopyTo(destination[1..]);
        var written = 1 + s_place.Length;
        Utf8Formatter.TryFormat(offset, destination[written..], out var digits);
        written += digits;
        destination[written++] = (byte)':';
        Utf8Formatter.TryFormat(length, destination[written..], out digits);
        written += digits;
        destination[written++] = (byte)'"';
        return written;
    }

    /// <summary>
    /// Writes one or more values, as they stand in valid JSON; commas and colons between them are passed over. NaN and the infinities may be bare words.
    /// </summary>
    /// <exception cref="ShapeException">The text is not JSON: a converter of the app wrote something else.</exception>
    public static void Write(PickleBuffer output, ReadOnlySpan<byte> json, PickleBuffer? side)
    {
        while (!json.IsEmpty)
        {
            switch (json[0])
            {
                case (byte)'[':
                    output.Raw([PickleOpcode.EmptyList, PickleOpcode.Mark]);
                    output.CountUnhashable();
                    json = json[1..];
                    break;
                case (byte)'{':
                    output.Raw([PickleOpcode.EmptyDict, PickleOpcode.Mark]);
                    output.CountUnhashable();
                    json = json[1..];
                    break;
                case (byte)']':
                    output.Raw(PickleOpcode.Appends);
                    json = json[1..];
                    break;
                case (byte)'}':
                    output.Raw(PickleOpcode.SetItems);
                    json = json[1..];
                    break;
                case (byte)',' or (byte)':' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t':
                    json = json[1..];
                    break;
                case (byte)'"':
                    json = WriteString(output, json[1..], side);
                    break;
                default:
                    json = WriteWord(output, json);
                    break;
            }
        }
    }

    private static ReadOnlySpan<byte> WriteString(PickleBuffer output, ReadOnlySpan<byte> json, PickleBuffer? side)
    {
        var end = 0;
        while (true)
        {
            var step = json[end..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
            {
                throw NotJson(json);
            }

            end += step;
            if (json[end] == '"')
            {
                break;
            }

            end = Math.Min(end + 2, json.Length);
        }

        var content = json[..end];
        if (side is not null && content.StartsWith(s_place))
        {
            content = content[s_place.Length..];
            _ = Utf8Parser.TryParse(content, out int offset, out var used);
            _ = Utf8Parser.TryParse(content[(used + 1)..], out int length, out _);
            output.Splice(side, offset, length);
        }
        else
        {
            output.EscapedText(content);
        }

        return json[(end + 1)..];
    }

    private static ReadOnlySpan<byte> WriteWord(PickleBuffer output, ReadOnlySpan<byte> json)
    {
        var end = json.IndexOfAny(s_afterWord);
        var word = end < 0 ? json : json[..end];
        if (word.SequenceEqual("null"u8))
        {
            output.Null();
        }
        else if (word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8))
        {
            output.Boolean(word[0] == 't');
        }
        else if (word.SequenceEqual("NaN"u8))
        {
            output.Float(double.NaN);
        }
        else if (word.SequenceEqual("Infinity"u8) || word.SequenceEqual("-Infinity"u8))
        {
            output.Float(word[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity);
        }
        else if (word.ContainsAny((byte)'.', (byte)'e', (byte)'E'))
        {
            output.Float(Utf8Parser.TryParse(word, out double number, out var used) && used == word.Length ? number : throw NotJson(word));
        }
        else if (Utf8Parser.TryParse(word, out long integer, out var digits) && digits == word.Length)
        {
            output.Integer(integer);
        }
        else
        {
            output.Integer(BigInteger.TryParse(Encoding.UTF8.GetString(word), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large)
                ? large
                : throw NotJson(word));
        }

        return json[word.Length..];
    }

    private static ShapeException NotJson(ReadOnlySpan<byte> text) =>
        new($"A converter of the app wrote '{Encoding.UTF8.GetString(text[..Math.Min(text.Length, 40)])}', which is not JSON.");
}
