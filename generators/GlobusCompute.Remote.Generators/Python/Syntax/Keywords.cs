namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Finds the keywords that are reserved in every supported version of Python.</summary>
internal static class Keywords
{
    private const int Longest = 8;
    private static readonly (string Text, TokenKind Kind)[][] s_byLetter = ByLetter();

    /// <summary>The kind of the word at a place: that of a keyword, or <see cref="TokenKind.Name"/>.</summary>
    public static TokenKind Find(string text, int start, int length)
    {
        if (length is < 2 or > Longest || text[start] is var first && (first >= s_byLetter.Length))
        {
            return TokenKind.Name;
        }

        foreach (var (word, kind) in s_byLetter[first])
        {
            if (word.Length == length && string.CompareOrdinal(word, 0, text, start, length) == 0)
            {
                return kind;
            }
        }

        return TokenKind.Name;
    }

    private static (string Text, TokenKind Kind)[][] ByLetter()
    {
        var words = Enumerable.Range((int)TokenKind.False, TokenKind.Yield - TokenKind.False + 1)
            .Select(value => (TokenKind)value)
            .Select(kind => (Text: kind is TokenKind.False or TokenKind.None or TokenKind.True ? kind.ToString() : kind.ToString().ToLowerInvariant(), Kind: kind))
            .ToArray();
        return [.. Enumerable.Range(0, 128).Select(letter => words.Where(word => word.Text[0] == letter).ToArray())];
    }
}
