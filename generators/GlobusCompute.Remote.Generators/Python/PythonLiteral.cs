using System.Globalization;
using System.Text;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Reads the values of Python's literals.</summary>
internal static class PythonLiteral
{
    /// <summary>The characters of a string literal, or null for bytes, for f-strings and for what is no string literal.</summary>
    public static string? ReadString(string literal)
    {
        var start = literal.IndexOfAny(['"', '\'']);
        if (start is < 0 or > 2)
        {
            return null;
        }

        var prefix = literal.Substring(0, start).ToLowerInvariant();
        if (prefix is not ("" or "r" or "u"))
        {
            return null;
        }

        var quote = literal[start];
        var width = start + 2 < literal.Length && literal[start + 1] == quote && literal[start + 2] == quote ? 3 : 1;
        if (literal.Length < start + (2 * width) || !literal.EndsWith(new string(quote, width), StringComparison.Ordinal))
        {
            return null;
        }

        var content = literal.Substring(start + width, literal.Length - start - (2 * width));
        return prefix == "r" || content.IndexOf('\\') < 0 ? content : Unescape(content);
    }

    /// <summary>The value of a number as far as a double holds it, or null for what is no plain number. A sign may stand before it.</summary>
    public static double? ReadNumber(string text)
    {
        var digits = text.Replace("_", "");
        var sign = digits.StartsWith("-", StringComparison.Ordinal) ? -1 : 1;
        digits = digits.TrimStart('-', '+').Trim();
        if (text.Length - digits.Length > 1 + text.Count(c => c is '_' or ' '))
        {
            return null;
        }

        if (digits.Length > 2 && digits[0] == '0' && (digits[1] | 0x20) is 'x' or 'o' or 'b')
        {
            var radix = (digits[1] | 0x20) switch { 'x' => 16, 'o' => 8, _ => 2 };
            return ReadInteger(digits.Substring(2), radix) * sign;
        }

        return double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            ? value * sign
            : null;
    }

    /// <summary>Removes the indentation that all lines but the first have in common and blank lines around, as <c>inspect.cleandoc</c> does.</summary>
    public static string CleanDocumentation(string text)
    {
        var lines = text.Split('\n').Select(ExpandTabs).ToArray();
        var margin = int.MaxValue;
        for (var i = 1; i < lines.Length; i++)
        {
            var content = lines[i].TrimStart().Length;
            margin = content > 0 ? Math.Min(margin, lines[i].Length - content) : margin;
        }

        lines[0] = lines[0].TrimStart();
        for (var i = 1; i < lines.Length && margin < int.MaxValue; i++)
        {
            lines[i] = lines[i].Length > margin ? lines[i].Substring(margin) : "";
        }

        var last = lines.Length - 1;
        while (last >= 0 && lines[last].Length == 0)
        {
            last--;
        }

        var first = 0;
        while (first < last && lines[first].Length == 0)
        {
            first++;
        }

        return last < 0 ? "" : string.Join("\n", lines, first, last - first + 1);
    }

    private static string ExpandTabs(string line)
    {
        if (line.IndexOf('\t') < 0)
        {
            return line;
        }

        var builder = new StringBuilder(line.Length + 8);
        foreach (var c in line)
        {
            builder.Append(c == '\t' ? ' ' : c, c == '\t' ? 8 - (builder.Length % 8) : 1);
        }

        return builder.ToString();
    }

    private static double? ReadInteger(string digits, int radix)
    {
        double value = 0;
        foreach (var c in digits)
        {
            var digit = c is >= '0' and <= '9' ? c - '0' : (c | 0x20) is >= 'a' and <= 'f' ? (c | 0x20) - 'a' + 10 : radix;
            if (digit >= radix)
            {
                return null;
            }

            value = (value * radix) + digit;
        }

        return value;
    }

    private static string Unescape(string content)
    {
        var builder = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] != '\\' || i + 1 == content.Length)
            {
                builder.Append(content[i]);
                continue;
            }

            var c = content[++i];
            switch (c)
            {
                case '\n':
                    break;
                case '\\' or '\'' or '"':
                    builder.Append(c);
                    break;
                case 'n':
                    builder.Append('\n');
                    break;
                case 't':
                    builder.Append('\t');
                    break;
                case 'r':
                    builder.Append('\r');
                    break;
                case 'a' or 'b' or 'f' or 'v':
                    builder.Append(c switch { 'a' => '\a', 'b' => '\b', 'f' => '\f', _ => '\v' });
                    break;
                case >= '0' and <= '7':
                    i += AppendCode(builder, content, i, 3, 8) - 1;
                    break;
                case 'x' or 'u' or 'U':
                    i += AppendCode(builder, content, i + 1, c switch { 'x' => 2, 'u' => 4, _ => 8 }, 16);
                    break;
                default:
                    // Unknown escapes stay, as in Python; so do characters given by name, whose table is not at hand.
                    builder.Append('\\').Append(c);
                    break;
            }
        }

        return builder.ToString();
    }

    /// <summary>Appends the character of a code in digits, and says how many digits it had.</summary>
    private static int AppendCode(StringBuilder builder, string content, int start, int maximum, int radix)
    {
        var length = 0;
        long code = 0;
        while (length < maximum && start + length < content.Length && ReadInteger(content.Substring(start + length, 1), radix) is { } digit)
        {
            code = (code * radix) + (long)digit;
            length++;
        }

        if (code is > 0xFFFF and <= 0x10FFFF)
        {
            builder.Append(char.ConvertFromUtf32((int)code));
        }
        else
        {
            builder.Append((char)code);
        }

        return length;
    }
}
