namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads <c>try</c> with its handlers.</summary>
internal sealed class HandlerParser(Grammar grammar)
{
    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Reads a <c>try</c>.</summary>
    public void ParseTry()
    {
        var head = _cursor.Index;
        _cursor.Advance();
        grammar.Blocks.Parse("'try' statement", head);
        if (_cursor.Kind == TokenKind.Except)
        {
            ParseHandlers();
            grammar.Blocks.ParseElse();
        }
        else if (_cursor.Kind != TokenKind.Finally)
        {
            throw _cursor.Error(_cursor.Index, "expected 'except' or 'finally' block");
        }

        var final = _cursor.Index;
        if (_cursor.Accept(TokenKind.Finally))
        {
            grammar.Blocks.Parse("'finally' statement", final);
        }
    }

    private void ParseHandlers()
    {
        var isStarred = _cursor.Peek(1) == TokenKind.Star;
        var catchAll = -1;
        while (_cursor.Kind == TokenKind.Except)
        {
            if (catchAll >= 0)
            {
                grammar.Scopes.Report(SemanticStage.Code, catchAll, "default 'except:' must be last");
            }

            if (isStarred != (_cursor.Peek(1) == TokenKind.Star))
            {
                throw _cursor.Error(_cursor.Index, "cannot have both 'except' and 'except*' on the same 'try'");
            }

            catchAll = _cursor.Peek(1) == TokenKind.Colon ? _cursor.Index : -1;
            ParseHandler(isStarred);
        }
    }

    private void ParseHandler(bool isStarred)
    {
        var head = _cursor.Index;
        _cursor.Advance();
        _cursor.Accept(TokenKind.Star);
        if (_cursor.Kind != TokenKind.Colon || isStarred)
        {
            if (_cursor.Kind is TokenKind.Colon or TokenKind.NewLine)
            {
                throw _cursor.Error(_cursor.Index, isStarred ? "expected one or more exception types" : "expected ':'");
            }

            ParseTypes();
        }

        var outer = grammar.Scopes.Flow;
        grammar.Scopes.Flow = isStarred ? outer with { IsInExceptStar = true, IsLoopBehindExceptStar = true } : outer;
        grammar.Blocks.Parse(isStarred ? "'except*' statement" : "'except' statement", head);
        grammar.Scopes.Flow = outer;
    }

    private void ParseTypes()
    {
        var start = _cursor.Index;
        grammar.Expressions.Parse();
        var hasSeveral = false;
        while (_cursor.Accept(TokenKind.Comma) && _cursor.Kind != TokenKind.Colon)
        {
            grammar.Expressions.Parse();
            hasSeveral = true;
        }

        if (_cursor.Kind == TokenKind.As)
        {
            if (hasSeveral)
            {
                throw _cursor.Error(start, "multiple exception types must be parenthesized when using 'as'");
            }

            _cursor.Advance();
            _cursor.Expect(TokenKind.Name);
        }
    }
}
