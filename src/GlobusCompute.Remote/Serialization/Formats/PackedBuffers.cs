using System.Text;

namespace GlobusCompute.Remote.Serialization.Formats;

/// <summary>The <c>length LF text</c> framing of payloads; lengths are Unicode code points (protocol.md §4.3).</summary>
/// <remarks>
/// Reading is strict: a length is ASCII digits and nothing else. Python's <c>int()</c> would also take signs, spaces, underscores and other scripts' digits; no
/// writer produces them, so they are treated as the damage they most likely are.
/// </remarks>
internal static class PackedBuffers
{
    /// <summary>Code points of text; a lone surrogate counts as one, as in Python.</summary>
    public static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>Code points of UTF-8 text: the bytes that do not continue another.</summary>
    public static int CodePoints(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var b in utf8)
        {
            count += (b & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }

    /// <summary>Joins buffers, each behind its length.</summary>
    public static string Pack(ReadOnlySpan<string> buffers)
    {
        var packed = new StringBuilder();
        foreach (var buffer in buffers)
        {
            packed.Append(CodePoints(buffer)).Append('\n').Append(buffer);
        }

        return packed.ToString();
    }

    /// <summary>Splits packed text.</summary>
    /// <exception cref="PayloadException">A length is missing, malformed or larger than the rest.</exception>
    public static IReadOnlyList<string> Unpack(string packed)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(packed);
        var buffers = new List<string>();
        while (TryTakeNext(ref rest, out var buffer))
        {
            buffers.Add(Encoding.UTF8.GetString(buffer));
        }

        return buffers;
    }

    /// <summary>Takes the next buffer off packed UTF-8 text; false at its end.</summary>
    /// <exception cref="PayloadException">The length is missing, malformed or larger than the rest.</exception>
    public static bool TryTakeNext(ref ReadOnlySpan<byte> packed, out ReadOnlySpan<byte> buffer)
    {
        buffer = default;
        if (packed.IsEmpty)
        {
            return false;
        }

        var lineFeed = packed.IndexOf((byte)'\n');
        if (lineFeed < 0)
        {
            throw new PayloadException("Packed buffers are damaged: a length must end in a line feed, and there is none.");
        }

        var codePoints = ParseLength(packed[..lineFeed]);
        var text = packed[(lineFeed + 1)..];
        var bytes = BytesOf(text, codePoints);
        buffer = text[..bytes];
        packed = text[bytes..];
        return true;
    }

    private static int ParseLength(ReadOnlySpan<byte> digits)
    {
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            throw new PayloadException($"Packed buffers are damaged: a length must be written in the digits 0 to 9, and '{Clip(digits)}' is not.");
        }

        var length = 0L;
        foreach (var digit in digits)
        {
            // Beyond int.MaxValue every length is too long alike.
            length = Math.Min((length * 10) + digit - '0', int.MaxValue);
        }

        return (int)length;
    }

    private static int BytesOf(ReadOnlySpan<byte> text, int codePoints)
    {
        var left = codePoints;
        for (var i = 0; i < text.Length; i++)
        {
            if ((text[i] & 0xC0) != 0x80 && left-- == 0)
            {
                return i;
            }
        }

        return left <= 0
            ? text.Length
            : throw new PayloadException($"Packed buffers are damaged: a buffer of {codePoints} characters was announced, and {codePoints - left} are left.");
    }

    private static string Clip(ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetString(text.Length <= 40 ? text : text[..40]);
}
