namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>What stands before the quote of a string literal, and the quote.</summary>
/// <param name="Quote">Where the quote is in the text.</param>
/// <param name="IsRaw">Whether backslashes stand for themselves.</param>
/// <param name="IsBytes">Whether it is a <c>bytes</c> literal.</param>
/// <param name="IsFormatted">Whether it is an f-string.</param>
/// <param name="IsTemplate">Whether it is a t-string.</param>
/// <param name="IsTriple">Whether three quotes enclose it.</param>
internal readonly record struct StringPrefix(int Quote, bool IsRaw, bool IsBytes, bool IsFormatted, bool IsTemplate, bool IsTriple)
{
    /// <summary>Where the content begins.</summary>
    public int Content => Quote + (IsTriple ? 3 : 1);

    /// <summary>Reads the prefix at a place. False when no string literal starts there.</summary>
    public static bool TryRead(string text, int start, out StringPrefix prefix)
    {
        prefix = default;
        var quote = start;
        var (raw, other) = (false, '\0');
        for (; quote < text.Length && text[quote] is not ('"' or '\''); quote++)
        {
            var letter = (char)(text[quote] | 0x20);
            if (letter == 'r' && !raw && other != 'u')
            {
                raw = true;
            }
            else if (letter is 'b' or 'f' or 't' or 'u' && other == '\0' && !(letter == 'u' && raw))
            {
                other = letter;
            }
            else
            {
                return false;
            }
        }

        if (quote >= text.Length)
        {
            return false;
        }

        prefix = new(quote, raw, other == 'b', other == 'f', other == 't', IsTripleAt(text, quote));
        return true;
    }

    /// <summary>Whether the quote at a place is the first of three.</summary>
    public static bool IsTripleAt(string text, int quote) => quote + 2 < text.Length && text[quote + 1] == text[quote] && text[quote + 2] == text[quote];

    /// <summary>Whether the literal ends at a place.</summary>
    public bool IsClosedAt(string text, int position) => text[position] == text[Quote] && (!IsTriple || IsTripleAt(text, position));
}
