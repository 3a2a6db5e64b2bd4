using System.Globalization;
using System.Numerics;
using System.Text;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>The text forms of protocol 0: numbers and strings on lines.</summary>
internal static class PickleLines
{
    public static PythonValue IntegerOrBoolean(ReadOnlySpan<byte> line, PayloadBudget budget) => line switch
    {
        [(byte)'0', (byte)'0'] => PythonConstant.False,
        [(byte)'0', (byte)'1'] => PythonConstant.True,
        _ => Integer(line, budget),
    };

    public static PythonValue Long(ReadOnlySpan<byte> line, PayloadBudget budget) => Integer(line is [.. var digits, (byte)'L'] ? digits : line, budget);

    public static double Float(ReadOnlySpan<byte> line)
    {
        var text = Encoding.Latin1.GetString(Trim(line));
        switch (text.TrimStart('+', '-').ToUpperInvariant())
        {
            case "NAN":
                return double.NaN;
            case "INF" or "INFINITY":
                return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            case ['0' or '1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9' or '.', ..]
                when double.TryParse(
                    text,
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                    CultureInfo.InvariantCulture,
                    out var value):
                return value;
            default:
                throw new PayloadException("a float is written as something else.");
        }
    }

    /// <summary>The number of a memo entry.</summary>
    public static long Index(ReadOnlySpan<byte> line) =>
        long.TryParse(Trim(line), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw new PayloadException("the number of a value is written as something else.");

    /// <summary>UTF-8 as names are written in.</summary>
    public static string Name(ReadOnlySpan<byte> line) => JsonStringText.ToText(line);

    public static string Ascii(ReadOnlySpan<byte> bytes) => Ascii(bytes.ToArray());

    /// <summary>Python 2's <c>repr</c> of a string: quotes, and backslashes before what needs them.</summary>
    public static string Quoted(ReadOnlySpan<byte> line)
    {
        line = line is [.. var start, (byte)'\r'] ? start : line;
        if (line.Length < 2 || line[0] != line[^1] || line[0] is not ((byte)'\'' or (byte)'"'))
        {
            throw new PayloadException("a string is not in quotes.");
        }

        line = line[1..^1];
        var bytes = new List<byte>(line.Length);
        while (!line.IsEmpty)
        {
            bytes.Add(TakeEscaped(ref line, out var isLeftOut));
            if (isLeftOut)
            {
                bytes.RemoveAt(bytes.Count - 1);
            }
        }

        return Ascii([.. bytes]);
    }

    /// <summary>Latin-1 with <c>\uXXXX</c> and <c>\UXXXXXXXX</c> escapes, where an even number of backslashes goes before.</summary>
    public static string Unicode(ReadOnlySpan<byte> line)
    {
        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            text.Append((char)line[i]);
            if (line[i] != '\\' || i + 1 >= line.Length)
            {
                continue;
            }

            if (line[i + 1] is not ((byte)'u' or (byte)'U'))
            {
                // The other of two, or what needs no backslash: both stand for themselves.
                text.Append((char)line[++i]);
                continue;
            }

            var digits = line[i + 1] == 'u' ? 4 : 8;
            var hex = i + 2 + digits <= line.Length ? line.Slice(i + 2, digits) : default;
            if (hex.IsEmpty || !uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) || point > 0x10FFFF)
            {
                throw new PayloadException("a \\u escape of a string is cut off or no code point.");
            }

            text.Length--;
            _ = point <= 0xFFFF ? text.Append((char)point) : text.Append(char.ConvertFromUtf32((int)point));
            i += 1 + digits;
        }

        return text.ToString();
    }

    private static byte TakeEscaped(ref ReadOnlySpan<byte> line, out bool isLeftOut)
    {
        isLeftOut = false;
        var first = line[0];
        if (first != '\\')
        {
            line = line[1..];
            return first;
        }

        if (line.Length < 2)
        {
            throw new PayloadException("a string ends in a backslash.");
        }

        var code = line[1];
        if (code is >= (byte)'0' and <= (byte)'7')
        {
            var octal = 0;
            var used = 1;
            for (; used < 4 && used < line.Length && line[used] is >= (byte)'0' and <= (byte)'7'; used++)
            {
                octal = (8 * octal) + line[used] - '0';
            }

            line = line[used..];
            return (byte)octal;
        }

        if (code == 'x')
        {
            if (line.Length < 4 || !byte.TryParse(line.Slice(2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
            {
                throw new PayloadException("an \\x escape of a string is cut off.");
            }

            line = line[4..];
            return hex;
        }

        isLeftOut = code == '\n';
        byte? plain = code switch
        {
            (byte)'\\' or (byte)'\'' or (byte)'"' or (byte)'\n' => code,
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'v' => (byte)'\v',
            (byte)'a' => (byte)'\a',
            _ => null,
        };

        // An unknown escape stands for itself, backslash and all.
        line = plain is null ? line[1..] : line[2..];
        return plain ?? first;
    }

    private static string Ascii(byte[] bytes) => Array.TrueForAll(bytes, static b => b < 0x80)
        ? Encoding.ASCII.GetString(bytes)
        : throw new PayloadException("a string of Python 2 holds bytes beyond ASCII, whose meaning is not known.");

    private static PythonInteger Integer(ReadOnlySpan<byte> line, PayloadBudget budget)
    {
        line = Trim(line);
        Span<char> digits = stackalloc char[Math.Min(line.Length, PayloadLimits.MaxDigits + 2)];
        if (line.Length > PayloadLimits.MaxDigits + 1)
        {
            throw new PayloadException($"an int is written in {line.Length} digits; {PayloadLimits.MaxDigits} are read.");
        }

        // Python takes single underscores between digits.
        var length = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '_' && i > 0 && i + 1 < line.Length && char.IsAsciiDigit((char)line[i - 1]) && char.IsAsciiDigit((char)line[i + 1]))
            {
                continue;
            }

            digits[length++] = (char)line[i];
        }

        budget.Charge(64 + length);
        return BigInteger.TryParse(digits[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? PythonInteger.Of(value)
            : throw new PayloadException("an int is written as something else.");
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line) => line.Trim(" \t\r\v\f"u8);
}
