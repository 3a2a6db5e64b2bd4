namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads what stands between tokens: white space, comments, continued lines, and the indentation of lines.</summary>
internal sealed class LineReader(string text, List<Token> tokens, CancellationToken cancellationToken)
{
    private readonly Indentation _indentation = new();

    /// <summary>How many blocks are open.</summary>
    public int Depth => _indentation.Depth;

    /// <summary>Whether a line begins in a way about which versions of Python differ.</summary>
    public bool IsBeyondLimits { get; private set; }

    /// <summary>Moves to the first token of the next line that has one, and compares its indentation.</summary>
    public int ReadIndentation(int position, out SyntaxFault? error)
    {
        error = null;
        _indentation.Reset();
        (int Column, int Alternate)? joined = null;
        for (; position < text.Length; position++)
        {
            switch (text[position])
            {
                case ' ' or '\t' or '\f':
                    _indentation.Add(text[position]);
                    continue;
                case '\\' when position + 1 < text.Length && text[position + 1] == '\n':
                    // Where white space is continued on another line, the first line decides. Versions differ about a line that starts so.
                    joined ??= _indentation.Save();
                    IsBeyondLimits |= joined is (0, _);
                    position++;
                    continue;
                case '\n':
                    cancellationToken.ThrowIfCancellationRequested();
                    _indentation.Reset();
                    joined = null;
                    continue;
                case '#':
                    position = EndOfComment(position) - 1;
                    continue;
            }

            if (joined is { } first)
            {
                _indentation.Restore(first);
            }

            error = Compare(position);
            return position;
        }

        return position;
    }

    /// <summary>Moves over what separates tokens.</summary>
    public int Skip(int position, bool isInBrackets, out SyntaxFault? error)
    {
        error = null;
        for (; position < text.Length; position++)
        {
            switch (text[position])
            {
                case ' ' or '\t' or '\f':
                    continue;
                case '\n' when isInBrackets:
                    cancellationToken.ThrowIfCancellationRequested();
                    continue;
                case '\\' when position + 2 < text.Length && text[position + 1] == '\n':
                    position++;
                    continue;
                case '\\':
                    var isAtEnd = position + 1 >= text.Length || text[position + 1] == '\n';
                    error = new($"unexpected {(isAtEnd ? "end of file" : "character")} after line continuation character", position, 1);
                    return position;
                case '#':
                    position = EndOfComment(position) - 1;
                    continue;
            }

            return position;
        }

        return position;
    }

    private SyntaxFault? Compare(int position)
    {
        var change = _indentation.Compare(out var reason);
        if (reason is not null)
        {
            return new(reason, position, 1) { IsIndentation = true };
        }

        for (; change < 0; change++)
        {
            tokens.Add(new(TokenKind.Dedent, position, 0));
        }

        if (change > 0)
        {
            tokens.Add(new(TokenKind.Indent, position, 0));
        }

        return null;
    }

    private int EndOfComment(int position)
    {
        var end = text.IndexOf('\n', position);
        return end < 0 ? text.Length : end;
    }
}
