namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Cuts the text parts of f-strings and t-strings, by the rules of Python 3.12: they accept what earlier versions do.</summary>
internal sealed class FormatTokenizer(string text, List<Token> tokens, List<int> brackets)
{
    private readonly Stack<FormatString> _open = new();

    /// <summary>The innermost literal that is open, or null.</summary>
    public FormatString? Current => _open.Count > 0 ? _open.Peek() : null;

    /// <summary>Whether what comes next is the text of such a literal.</summary>
    public bool IsInText => Current?.IsInText == true;

    /// <summary>Begins a literal.</summary>
    public void Open(int start, StringPrefix prefix)
    {
        tokens.Add(new(TokenKind.FormatStart, start, prefix.Content - start));
        _open.Push(new(start, prefix));
    }

    /// <summary>Reads text up to a field or the end of the literal.</summary>
    /// <returns>The place after it.</returns>
    public int ReadText(int start, out SyntaxFault? error)
    {
        error = null;
        var literal = _open.Peek();
        var prefix = literal.Prefix;
        var position = start;
        while (position < text.Length)
        {
            var c = text[position];
            if (prefix.IsClosedAt(text, position))
            {
                if (literal.IsInSpecification)
                {
                    error = new("f-string: expecting '}'", position, 1);
                    return position;
                }

                AddText(start, position);
                var length = prefix.IsTriple ? 3 : 1;
                tokens.Add(new(TokenKind.FormatEnd, position, length));
                _open.Pop();
                return position + length;
            }

            switch (c)
            {
                case '\n' when !prefix.IsTriple:
                    // Python 3.12 lets a format specification end with its line.
                    if (literal.IsInSpecification && SkipWhiteSpace(position) is var brace && brace < text.Length && text[brace] == '}')
                    {
                        AddText(start, position);
                        start = position = brace;
                        continue;
                    }

                    error = Unterminated(literal.Start, prefix, position);
                    return position;
                case '\\':
                    position = SkipEscape(position, prefix);
                    break;
                case '{' when !literal.IsInSpecification && position + 1 < text.Length && text[position + 1] == '{':
                    position += 2;
                    break;
                case '{':
                    AddText(start, position);
                    return OpenField(literal, position, out error);
                case '}' when literal.IsInSpecification:
                    AddText(start, position);
                    tokens.Add(new(TokenKind.RightBrace, position, 1));
                    brackets.RemoveAt(brackets.Count - 1);
                    literal.CloseField();
                    return position + 1;
                case '}' when position + 1 < text.Length && text[position + 1] == '}':
                    position += 2;
                    break;
                case '}':
                    error = new("f-string: single '}' is not allowed", position, 1);
                    return position;
                default:
                    position++;
                    break;
            }
        }

        error = Unterminated(literal.Start, prefix, text.Length);
        return text.Length;
    }

    /// <summary>Says that a literal does not end, or that it ends within a field of the one around it.</summary>
    /// <param name="start">Where it starts.</param>
    /// <param name="prefix">How it starts.</param>
    /// <param name="end">How far it was looked for.</param>
    public SyntaxFault Unterminated(int start, StringPrefix prefix, int end)
    {
        var quote = text[prefix.Quote];
        if (start == prefix.Quote
            && _open.Any(literal => text[literal.Prefix.Quote] == quote && literal.Start != start && literal.Prefix.IsTriple == prefix.IsTriple))
        {
            return new("f-string: expecting '}'", start, 1);
        }

        var what = prefix.IsFormatted ? "f-string" : prefix.IsTemplate ? "t-string" : "string";
        var line = TextPosition.LineOf(text, end);
        return new($"unterminated {(prefix.IsTriple ? "triple-quoted " : "")}{what} literal (detected at line {line})", start, end - start);
    }

    private int OpenField(FormatString literal, int position, out SyntaxFault? error)
    {
        error = brackets.Count >= 200 ? new("too many nested parentheses", position, 1) : null;
        tokens.Add(new(TokenKind.LeftBrace, position, 1));
        brackets.Add(position);
        literal.OpenField(brackets.Count);
        return position + 1;
    }

    private void AddText(int start, int end)
    {
        if (end > start)
        {
            tokens.Add(new(TokenKind.FormatText, start, end - start));
        }
    }

    private int SkipEscape(int position, StringPrefix prefix)
    {
        var next = position + 1 < text.Length ? text[position + 1] : '\0';
        if (next is '{' or '}')
        {
            return position + 1;
        }

        if (!prefix.IsRaw && next == 'N' && position + 2 < text.Length && text[position + 2] == '{')
        {
            var end = position + 3;
            while (end < text.Length && text[end] is not ('}' or '\n' or '{') && text[end] != text[prefix.Quote])
            {
                end++;
            }

            return end < text.Length && text[end] == '}' ? end + 1 : position + 2;
        }

        return position + 2;
    }

    private int SkipWhiteSpace(int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t' or '\f' or '\n')
        {
            position++;
        }

        return position;
    }
}
