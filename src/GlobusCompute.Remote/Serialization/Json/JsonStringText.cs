using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>
/// The text between the quotes of a JSON string, as bytes. Python strings may hold lone surrogates; here they are three-byte sequences beside otherwise
/// ordinary UTF-8 (known as WTF-8), and unpaired chars in .NET strings.
/// </summary>
internal static class JsonStringText
{
    private const byte Backslash = (byte)'\\';
    private const int StackLimit = 512;

    private static readonly SearchValues<byte> s_needEscape = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', Backslash]);
    private static readonly SearchValues<char> s_plainChars =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(c => (char)c).Where(c => c is not ('"' or '\\'))]);

    /// <summary>Resolves the escapes of a JSON string's content. Never gives more bytes than it takes.</summary>
    /// <param name="escaped">The content, without its quotes.</param>
    /// <param name="destination">At least as long; may be the same memory from the same start.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="PayloadException">An escape is cut short or unknown.</exception>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var run = escaped.IndexOf(Backslash);
            if (run < 0)
            {
                escaped.CopyTo(destination[written..]);
                return written + escaped.Length;
            }

            escaped[..run].CopyTo(destination[written..]);
            written += run;
            escaped = escaped[run..];
            escaped = escaped[UnescapeOne(escaped, destination, ref written)..];
        }
    }

    /// <summary>The .NET string of UTF-8 text; three-byte surrogates become unpaired chars.</summary>
    /// <exception cref="PayloadException">The bytes are not UTF-8 otherwise.</exception>
    public static string ToText(ReadOnlySpan<byte> wtf8)
    {
        if (Utf8.IsValid(wtf8))
        {
            return Encoding.UTF8.GetString(wtf8);
        }

        var chars = ArrayPool<char>.Shared.Rent(wtf8.Length);
        try
        {
            return new string(chars, 0, Decode(wtf8, chars));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    /// <summary>The .NET string of a JSON string's content, its escapes resolved.</summary>
    /// <exception cref="PayloadException">The content is malformed.</exception>
    public static string ToText(ReadOnlySpan<byte> escaped, bool hasEscapes)
    {
        if (!hasEscapes)
        {
            return ToText(escaped);
        }

        byte[]? pooled = null;
        var buffer = escaped.Length <= StackLimit ? stackalloc byte[StackLimit] : (pooled = ArrayPool<byte>.Shared.Rent(escaped.Length));
        try
        {
            return ToText(buffer[..Unescape(escaped, buffer)]);
        }
        finally
        {
            if (pooled is not null)
            {
                ArrayPool<byte>.Shared.Return(pooled);
            }
        }
    }

    /// <summary>The length of ASCII text once escaped by <see cref="Escape"/>.</summary>
    public static int EscapedLength(ReadOnlySpan<byte> ascii) =>
        ascii.Length + ascii.Count((byte)'"') + ascii.Count(Backslash) + ascii.Count((byte)'\n');

    /// <summary>
    /// Escapes ASCII text as the content of a JSON string. The text is packed JSON: beside line feeds it holds no control character.
    /// </summary>
    /// <returns>The number of bytes written.</returns>
    public static int Escape(ReadOnlySpan<byte> ascii, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var run = ascii.IndexOfAny(s_needEscape);
            if (run < 0)
            {
                ascii.CopyTo(destination[written..]);
                return written + ascii.Length;
            }

            ascii[..run].CopyTo(destination[written..]);
            written += run;
            destination[written++] = Backslash;
            destination[written++] = ascii[run] == '\n' ? (byte)'n' : ascii[run];
            ascii = ascii[(run + 1)..];
        }
    }

    /// <summary>Writes text as the content of a JSON string, in ASCII, as Python does: short escapes, else <c>\uXXXX</c> for each UTF-16 unit.</summary>
    /// <returns>The number of bytes written: at most six for each char.</returns>
    public static int EscapeText(ReadOnlySpan<char> text, Span<byte> destination)
    {
        var written = 0;
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAnyExcept(s_plainChars);
            if (run < 0)
            {
                run = text.Length;
            }

            written += Encoding.ASCII.GetBytes(text[..run], destination[written..]);
            text = text[run..];
            while (!text.IsEmpty && !s_plainChars.Contains(text[0]))
            {
                written += EscapeChar(text[0], destination[written..]);
                text = text[1..];
            }
        }

        return written;
    }

    private static int EscapeChar(char c, Span<byte> destination)
    {
        destination[0] = Backslash;
        var shortForm = c switch
        {
            '"' or '\\' => (byte)c,
            '\n' => (byte)'n',
            '\r' => (byte)'r',
            '\t' => (byte)'t',
            '\b' => (byte)'b',
            '\f' => (byte)'f',
            _ => (byte)'u',
        };
        destination[1] = shortForm;
        if (shortForm != 'u')
        {
            return 2;
        }

        var digits = "0123456789abcdef"u8;
        destination[2] = digits[c >> 12];
        destination[3] = digits[(c >> 8) & 15];
        destination[4] = digits[(c >> 4) & 15];
        destination[5] = digits[c & 15];
        return 6;
    }

    private static int UnescapeOne(ReadOnlySpan<byte> escape, Span<byte> destination, ref int written)
    {
        if (escape.Length < 2)
        {
            throw new PayloadException("A JSON string ends in the middle of an escape.");
        }

        if (escape[1] == 'u')
        {
            return UnescapeUnit(escape, destination, ref written);
        }

        destination[written++] = escape[1] switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' => escape[1],
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            _ => throw new PayloadException($"A JSON string holds the unknown escape '\\' followed by the byte 0x{escape[1]:x2}."),
        };
        return 2;
    }

    private static int UnescapeUnit(ReadOnlySpan<byte> escape, Span<byte> destination, ref int written)
    {
        var unit = Unit(escape);
        if (char.IsHighSurrogate(unit) && escape.Length >= 8 && escape[6] == Backslash && escape[7] == 'u')
        {
            var low = Unit(escape[6..]);
            if (char.IsLowSurrogate(low))
            {
                written += new Rune(unit, low).EncodeToUtf8(destination[written..]);
                return 12;
            }
        }

        if (char.IsSurrogate(unit))
        {
            destination[written++] = (byte)(0xE0 | (unit >> 12));
            destination[written++] = (byte)(0x80 | ((unit >> 6) & 0x3F));
            destination[written++] = (byte)(0x80 | (unit & 0x3F));
        }
        else
        {
            written += new Rune(unit).EncodeToUtf8(destination[written..]);
        }

        return 6;
    }

    private static char Unit(ReadOnlySpan<byte> escape)
    {
        if (escape.Length < 6)
        {
            throw new PayloadException("A JSON string ends in the middle of a \\u escape.");
        }

        var unit = 0;
        foreach (var digit in escape[2..6])
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                throw new PayloadException("A \\u escape of a JSON string does not have four hexadecimal digits.");
            }

            unit = (unit << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return (char)unit;
    }

    private static int Decode(ReadOnlySpan<byte> wtf8, Span<char> chars)
    {
        int read = 0, written = 0;
        while (true)
        {
            var status = Utf8.ToUtf16(wtf8[read..], chars[written..], out var bytes, out var units, replaceInvalidSequences: false);
            read += bytes;
            written += units;
            if (status == OperationStatus.Done)
            {
                return written;
            }

            var rest = wtf8[read..];
            if (rest.Length < 3 || rest[0] != 0xED || (rest[1] & 0xE0) != 0xA0 || (rest[2] & 0xC0) != 0x80)
            {
                throw new PayloadException($"The text is not UTF-8: byte {read} of a string is 0x{rest[0]:x2}.");
            }

            chars[written++] = (char)(0xD000 | ((rest[1] & 0x3F) << 6) | (rest[2] & 0x3F));
            read += 3;
        }
    }
}
