using System.Text;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Reads single string literals.</summary>
internal static class PythonStringLiteral
{
    /// <summary>The characters of a literal, or null for bytes and f-strings.</summary>
    /// <param name="token">The literal with its prefix and its quotes.</param>
    /// <param name="isExact">
    /// Whether it is null too where it cannot be known here: for characters given by name, for unpaired surrogates and for escapes that Python refuses.
    /// Otherwise these stay, as far as possible.
    /// </param>
    public static string? Read(string token, bool isExact)
    {
        var start = token.IndexOfAny(['"', '\'']);
        if (start is < 0 or > 1 || (start == 1 && (token[0] | 0x20) is not ('r' or 'u')))
        {
            return null;
        }

        var quote = token[start];
        var width = start + 2 < token.Length && token[start + 1] == quote && token[start + 2] == quote ? 3 : 1;
        if (token.Length < start + (2 * width))
        {
            return null;
        }

        var content = token.Substring(start + width, token.Length - start - (2 * width));
        var isRaw = start == 1 && (token[0] | 0x20) == 'r';
        return isRaw || content.IndexOf('\\') < 0 ? content : Unescape(content, isExact);
    }

    private static string? Unescape(string content, bool isExact)
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
                    i += AppendCode(builder, content, i, 3, 8, out _) - 1;
                    break;
                case 'x' or 'u' or 'U':
                    var digits = c switch { 'x' => 2, 'u' => 4, _ => 8 };
                    var length = AppendCode(builder, content, i + 1, digits, 16, out var isCharacter);
                    if (isExact && (length < digits || !isCharacter))
                    {
                        return null;
                    }

                    i += length;
                    break;
                case 'N' when isExact:
                    return null;
                default:
                    // Unknown escapes stay, as in Python; so do characters given by name, whose table is not at hand.
                    builder.Append('\\').Append(c);
                    break;
            }
        }

        return builder.ToString();
    }

    /// <summary>Appends the character of a code in digits, and says how many digits it had.</summary>
    private static int AppendCode(StringBuilder builder, string content, int start, int maximum, int radix, out bool isCharacter)
    {
        var length = 0;
        long code = 0;
        while (length < maximum && start + length < content.Length && Digit(content[start + length]) is var digit && digit < radix)
        {
            code = (code * radix) + digit;
            length++;
        }

        isCharacter = code is >= 0 and < 0xD800 or > 0xDFFF and <= 0x10FFFF;
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

    private static int Digit(char c) => c is >= '0' and <= '9' ? c - '0' : (c | 0x20) is >= 'a' and <= 'f' ? (c | 0x20) - 'a' + 10 : int.MaxValue;
}
