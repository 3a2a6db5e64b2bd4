namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Finds the ends of Python's string literals: all prefixes, triple quotes, and f-strings with strings inside their fields.</summary>
internal sealed class PythonStringScanner(string text)
{
    private const int MaximumNesting = 64;

    // Before Python 3.12 the first matching quote ended an f-string. Once the newer rule does not fit the text, the older one is used
    // to its end; this also keeps the time linear.
    private bool _fieldsMayHoldQuotes = true;

    /// <summary>How many characters were looked at so far, some of them more than once.</summary>
    public long Steps { get; private set; }

    /// <summary>Says whether a string literal starts at a place, and where it ends.</summary>
    public bool TryScan(int start, out int end)
    {
        end = start;
        var quote = start;
        var raw = false;
        var formatted = false;
        while (quote < text.Length && quote - start < 2 && text[quote] is not ('"' or '\''))
        {
            switch (text[quote] | 0x20)
            {
                case 'r':
                    raw = true;
                    break;
                case 'f' or 't':
                    formatted = true;
                    break;
                case 'b' or 'u':
                    break;
                default:
                    return false;
            }

            quote++;
        }

        if (quote >= text.Length || text[quote] is not ('"' or '\''))
        {
            return false;
        }

        if (formatted && _fieldsMayHoldQuotes)
        {
            end = ScanFormatted(quote, raw, 0);
            if (end >= 0)
            {
                return true;
            }

            _fieldsMayHoldQuotes = false;
        }

        end = ScanPlain(quote);
        return true;
    }

    private bool IsTriple(int quote) =>
        quote + 2 < text.Length && text[quote + 1] == text[quote] && text[quote + 2] == text[quote];

    private bool IsClosing(int position, char quote, bool triple) => text[position] == quote && (!triple || IsTriple(position));

    /// <summary>The place behind the literal; the line's end for one that is not closed on its line.</summary>
    private int ScanPlain(int start)
    {
        var quote = text[start];
        var triple = IsTriple(start);
        var position = start + (triple ? 3 : 1);
        while (position < text.Length)
        {
            Steps++;
            if (IsClosing(position, quote, triple))
            {
                return position + (triple ? 3 : 1);
            }

            if (text[position] == '\n' && !triple)
            {
                return position;
            }

            position += text[position] == '\\' ? 2 : 1;
        }

        return text.Length;
    }

    /// <summary>The place behind the literal, or -1 where the text does not fit the rules of Python 3.12.</summary>
    private int ScanFormatted(int start, bool raw, int nesting)
    {
        var quote = text[start];
        var triple = IsTriple(start);
        var position = start + (triple ? 3 : 1);
        while (position >= 0 && position < text.Length)
        {
            Steps++;
            var c = text[position];
            if (IsClosing(position, quote, triple))
            {
                return position + (triple ? 3 : 1);
            }

            switch (c)
            {
                case '\n' when !triple:
                    return -1;
                case '\\' when !raw && IsNamedCharacter(position):
                    var brace = text.IndexOf('}', position);
                    Steps += (brace < 0 ? text.Length : brace) - position;
                    position = brace < 0 ? -1 : brace + 1;
                    break;
                case '\\':
                    // The brace behind a backslash still opens a field.
                    position += position + 1 < text.Length && text[position + 1] is '{' or '}' ? 1 : 2;
                    break;
                case '{' when position + 1 < text.Length && text[position + 1] == '{':
                    position += 2;
                    break;
                case '{':
                    position = ScanField(position + 1, quote, triple, nesting);
                    break;
                default:
                    position++;
                    break;
            }
        }

        return -1;
    }

    private bool IsNamedCharacter(int position) =>
        position + 2 < text.Length && text[position + 1] == 'N' && text[position + 2] == '{';

    /// <summary>The place behind the brace that closes a replacement field, or -1.</summary>
    private int ScanField(int position, char quote, bool triple, int nesting)
    {
        if (nesting > MaximumNesting)
        {
            return -1;
        }

        var depth = 0;
        while (position < text.Length)
        {
            Steps++;
            switch (text[position])
            {
                case '"' or '\'':
                    position = ScanNested(position, nesting);
                    if (position < 0)
                    {
                        return -1;
                    }

                    continue;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case '}' when depth == 0:
                    return position + 1;
                case ')' or ']' or '}':
                    depth--;
                    break;
                case ':' when depth == 0:
                    return ScanFormat(position + 1, quote, triple, nesting);
                case '#':
                    while (position + 1 < text.Length && text[position + 1] != '\n')
                    {
                        Steps++;
                        position++;
                    }

                    break;
            }

            position++;
        }

        return -1;
    }

    private int ScanNested(int quote, int nesting)
    {
        var prefix = quote;
        while (prefix > 0 && quote - prefix < 2 && char.IsLetter(text[prefix - 1]))
        {
            prefix--;
        }

        var letters = text.Substring(prefix, quote - prefix).ToLowerInvariant();
        var end = letters is "f" or "rf" or "fr" or "t" or "rt" or "tr"
            ? ScanFormatted(quote, letters.Length == 2, nesting + 1)
            : ScanPlain(quote);
        return end > quote + 1 && text[end - 1] == text[quote] ? end : -1;
    }

    /// <summary>The place behind the brace that closes the field whose format specification starts here, or -1.</summary>
    private int ScanFormat(int position, char quote, bool triple, int nesting)
    {
        while (position >= 0 && position < text.Length)
        {
            Steps++;
            if (text[position] == '}')
            {
                return position + 1;
            }

            if (IsClosing(position, quote, triple) || (text[position] == '\n' && !triple))
            {
                return -1;
            }

            position = text[position] == '{' ? ScanField(position + 1, quote, triple, nesting + 1) : position + 1;
        }

        return -1;
    }
}
