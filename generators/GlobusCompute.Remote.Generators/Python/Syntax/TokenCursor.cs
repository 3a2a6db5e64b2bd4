namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>A place among the tokens of a text, and the ways to fail there.</summary>
internal sealed class TokenCursor(TokenizedText source)
{
    private const int MaximumDepth = 500;
    private readonly IReadOnlyList<Token> _tokens = source.Tokens;
    private int _depth;
    private bool _isTrying;

    /// <summary>The number of the token.</summary>
    public int Index { get; set; }

    /// <summary>The token's kind.</summary>
    public TokenKind Kind => _tokens[Index].Kind;

    /// <summary>The text.</summary>
    public string Text => source.Text;

    /// <summary>The token of a number.</summary>
    public Token this[int index] => _tokens[index];

    /// <summary>The kind of a later token.</summary>
    public TokenKind Peek(int offset) => Index + offset < _tokens.Count ? _tokens[Index + offset].Kind : TokenKind.End;

    /// <summary>The text of a token.</summary>
    public string TextOf(int index) => source.Text.Substring(_tokens[index].Start, _tokens[index].Length);

    /// <summary>Whether a token has a text.</summary>
    public bool Is(int index, string text) =>
        _tokens[index].Length == text.Length && string.CompareOrdinal(source.Text, _tokens[index].Start, text, 0, text.Length) == 0;

    /// <summary>Whether the token is a name that means something at this place only.</summary>
    public bool IsSoftKeyword(string text) => Kind == TokenKind.Name && Is(Index, text);

    /// <summary>The line of a token.</summary>
    public int LineOf(int index) => TextPosition.LineOf(source.Text, _tokens[index].Start);

    /// <summary>Goes to the next token; the last one stays.</summary>
    public void Advance() => Index += Index < _tokens.Count - 1 ? 1 : 0;

    /// <summary>Goes on when the token is of a kind.</summary>
    public bool Accept(TokenKind kind)
    {
        if (Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    /// <summary>Goes on when the token is of a kind, and fails otherwise.</summary>
    public void Expect(TokenKind kind, string? message = null)
    {
        if (!Accept(kind))
        {
            throw message is null ? Unexpected() : Error(Index, message);
        }
    }

    /// <summary>The failure at a token that cannot stand there.</summary>
    public SyntaxFaultException Unexpected() => Kind switch
    {
        TokenKind.Indent => IndentationError("unexpected indent"),
        TokenKind.Dedent => IndentationError("unexpected unindent"),
        _ => Error(Index, "invalid syntax"),
    };

    /// <summary>A failure at a token.</summary>
    public SyntaxFaultException Error(int index, string message) => new(FaultAt(index, message), Index);

    /// <summary>A failure from one token to the one before the current.</summary>
    public SyntaxFaultException ErrorFrom(int index, string message)
    {
        var (start, end) = (_tokens[index].Start, _tokens[Math.Max(index, Index - 1)].End);
        return new(new(message, start, end - start), Index);
    }

    /// <summary>An error at a token.</summary>
    public SyntaxFault FaultAt(int index, string message) => new(message, _tokens[index].Start, _tokens[index].Length);

    /// <summary>Goes one level deeper.</summary>
    public void Enter()
    {
        if (++_depth > MaximumDepth)
        {
            throw new SyntaxLimitException();
        }
    }

    /// <summary>Comes back from a deeper level.</summary>
    public void Leave() => _depth--;

    /// <summary>Whether a parser accepts what comes next. Nothing is consumed, and nothing tried within a trial.</summary>
    public bool Try(Action parser)
    {
        if (_isTrying)
        {
            return false;
        }

        var (index, depth) = (Index, _depth);
        _isTrying = true;
        try
        {
            parser();
            return true;
        }
        catch (SyntaxFaultException)
        {
            return false;
        }
        finally
        {
            (Index, _depth, _isTrying) = (index, depth, false);
        }
    }

    private SyntaxFaultException IndentationError(string message) => new(FaultAt(Index, message) with { IsIndentation = true }, Index);
}
