namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads <c>match</c> statements.</summary>
internal sealed class MatchParser(Grammar grammar)
{
    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Whether the current token begins a <c>match</c> statement, rather than being a name.</summary>
    public bool IsMatch
    {
        get
        {
            if (!_cursor.IsSoftKeyword("match") || (!ExpressionParser.CanStart(_cursor.Peek(1)) && _cursor.Peek(1) != TokenKind.Star))
            {
                return false;
            }

            // A line that begins with a name and ends with a colon can be nothing else.
            var offset = 1;
            while (_cursor.Peek(offset) is not (TokenKind.NewLine or TokenKind.End))
            {
                offset++;
            }

            return _cursor.Peek(offset - 1) == TokenKind.Colon || (_cursor.Peek(1) == TokenKind.Name && _cursor.Peek(offset + 1) == TokenKind.Indent);
        }
    }

    /// <summary>Reads a <c>match</c> with its cases.</summary>
    public void Parse()
    {
        var head = _cursor.Index;
        _cursor.Advance();
        ParseSubject();
        _cursor.Expect(TokenKind.Colon, "expected ':'");
        _cursor.Expect(TokenKind.NewLine);
        grammar.Blocks.ExpectIndent("'match' statement", head);
        var catchAll = -1;
        do
        {
            if (catchAll >= 0)
            {
                grammar.Scopes.Report(SemanticStage.Code, catchAll, "a pattern that matches everything makes remaining patterns unreachable");
            }

            catchAll = ParseCase();
        }
        while (_cursor.Kind is not (TokenKind.Dedent or TokenKind.End));
        _cursor.Accept(TokenKind.Dedent);
    }

    private void ParseSubject()
    {
        var first = grammar.Expressions.ParseStarredOrNamed();
        if (first.Kind == ExpressionKind.Starred && _cursor.Kind != TokenKind.Comma)
        {
            throw _cursor.Unexpected();
        }

        while (_cursor.Accept(TokenKind.Comma) && _cursor.Kind != TokenKind.Colon)
        {
            grammar.Expressions.ParseStarredOrNamed();
        }
    }

    /// <summary>Reads a case; gives the place of its pattern when nothing can pass it by, or -1.</summary>
    private int ParseCase()
    {
        var head = _cursor.Index;
        if (!_cursor.IsSoftKeyword("case"))
        {
            throw _cursor.Unexpected();
        }

        _cursor.Advance();
        var pattern = _cursor.Index;
        var matchesAll = grammar.Patterns.ParseTop();
        if (_cursor.Accept(TokenKind.If))
        {
            grammar.Expressions.ParseNamed();
            matchesAll = false;
        }

        grammar.Blocks.Parse("'case' statement", head);
        return matchesAll ? pattern : -1;
    }
}
