using System.Buffers;
using System.Text.Json;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>
/// Makes Python's bare <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> into tokens that <see cref="Utf8JsonReader"/> takes: strings of the byte 0xFF, which is
/// in no UTF-8 text, and a letter. Text without those words is left as it is.
/// </summary>
internal static class TolerantJson
{
    private const byte Mark = 0xFF;

    /// <summary>The three tokens, quotes left out.</summary>
    public static ReadOnlySpan<byte> NanToken => [Mark, (byte)'n'];

    public static ReadOnlySpan<byte> InfinityToken => [Mark, (byte)'i'];

    public static ReadOnlySpan<byte> NegativeInfinityToken => [Mark, (byte)'j'];

    /// <summary>Whether the token stands for one of the words.</summary>
    public static bool TryGetNonFinite(ref Utf8JsonReader reader, out double value)
    {
        value = 0;
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan is not [Mark, var letter])
        {
            return false;
        }

        value = letter switch
        {
            (byte)'n' => double.NaN,
            (byte)'i' => double.PositiveInfinity,
            _ => double.NegativeInfinity,
        };
        return true;
    }

    public static string Word(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    /// <summary>A text with the tokens spelled as the strings by which System.Text.Json names such numbers.</summary>
    public static byte[] Named(ReadOnlySpan<byte> text)
    {
        var named = new ArrayBufferWriter<byte>(text.Length + 16);
        for (var at = text.IndexOf(Mark); at >= 0; at = text.IndexOf(Mark))
        {
            named.Write(text[..at]);
            named.Write(text[at + 1] switch
            {
                (byte)'n' => "NaN"u8,
                (byte)'i' => "Infinity"u8,
                _ => "-Infinity"u8,
            });
            text = text[(at + 2)..];
        }

        named.Write(text);
        return named.WrittenSpan.ToArray();
    }

    /// <summary>Rewrites the words, if there are any outside strings.</summary>
    /// <param name="json">JSON as Python writes it.</param>
    /// <param name="rewritten">A pooled array with the new text, which the caller returns.</param>
    /// <param name="length">The length of the new text.</param>
    public static bool TryRewrite(ReadOnlySpan<byte> json, out byte[] rewritten, out int length)
    {
        rewritten = [];
        length = 0;
        if (!json.ContainsAny((byte)'N', (byte)'I'))
        {
            return false;
        }

        var copied = 0;
        for (var at = NextWord(json, 0); at >= 0; at = NextWord(json, at))
        {
            var start = at;
            var token = Match(json, ref start, ref at);
            if (token.IsEmpty)
            {
                // No word of Python's: the reader will refuse it, and say where.
                break;
            }

            if (rewritten.Length == 0)
            {
                // NaN grows by one byte for each three; the others shrink.
                rewritten = ArrayPool<byte>.Shared.Rent(json.Length + (json.Length / 3) + 8);
            }

            Append(json[copied..start], rewritten, ref length);
            rewritten[length++] = (byte)'"';
            Append(token, rewritten, ref length);
            rewritten[length++] = (byte)'"';
            copied = at;
        }

        if (rewritten.Length == 0)
        {
            return false;
        }

        Append(json[copied..], rewritten, ref length);
        return true;
    }

    private static void Append(ReadOnlySpan<byte> text, byte[] destination, ref int length)
    {
        text.CopyTo(destination.AsSpan(length));
        length += text.Length;
    }

    /// <summary>The next N or I outside strings, or -1.</summary>
    private static int NextWord(ReadOnlySpan<byte> json, int at)
    {
        while (true)
        {
            var step = json[at..].IndexOfAny((byte)'"', (byte)'N', (byte)'I');
            if (step < 0)
            {
                return -1;
            }

            at += step;
            if (json[at] != '"')
            {
                return at;
            }

            at = AfterString(json, at + 1);
        }
    }

    private static int AfterString(ReadOnlySpan<byte> json, int at)
    {
        while (true)
        {
            var step = json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
            {
                return json.Length;
            }

            at += step;
            if (json[at] == '"')
            {
                return at + 1;
            }

            at = Math.Min(at + 2, json.Length);
        }
    }

    private static ReadOnlySpan<byte> Match(ReadOnlySpan<byte> json, ref int start, ref int end)
    {
        var text = json[start..];
        ReadOnlySpan<byte> token;
        if (text.StartsWith("NaN"u8))
        {
            end = start + 3;
            token = NanToken;
        }
        else if (text.StartsWith("Infinity"u8))
        {
            end = start + 8;
            var negative = start > 0 && json[start - 1] == '-';
            start -= negative ? 1 : 0;
            token = negative ? NegativeInfinityToken : InfinityToken;
        }
        else
        {
            return default;
        }

        // As the name of a member a word must stay what it is, for the reader to refuse.
        var rest = json[end..].TrimStart(" \t\r\n"u8);
        return rest.StartsWith(":"u8) ? default : token;
    }
}
