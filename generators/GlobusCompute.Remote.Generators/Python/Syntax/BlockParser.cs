namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads blocks, and the statements <c>if</c>, <c>while</c>, <c>for</c> and <c>with</c> around them.</summary>
internal sealed class BlockParser(Grammar grammar)
{
    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Reads the colon and the block after it.</summary>
    /// <param name="what">What the block belongs to, in the words of messages.</param>
    /// <param name="head">The token that begins it.</param>
    public void Parse(string what, int head)
    {
        if (_cursor.Kind != TokenKind.Colon)
        {
            throw _cursor.Kind == TokenKind.Assign ? _cursor.Error(_cursor.Index - 1, "invalid syntax; is '==' or ':=' meant instead of '='?")
                : _cursor.Kind == TokenKind.NewLine || !ExpressionParser.CanStart(_cursor.Kind) ? _cursor.Error(_cursor.Index, "expected ':'")
                : _cursor.Unexpected();
        }

        _cursor.Advance();
        if (!_cursor.Accept(TokenKind.NewLine))
        {
            grammar.Statements.ParseSimpleLine();
            return;
        }

        ExpectIndent(what, head);
        do
        {
            grammar.Statements.Parse();
        }
        while (_cursor.Kind is not (TokenKind.Dedent or TokenKind.End));
        _cursor.Accept(TokenKind.Dedent);
    }

    /// <summary>Goes into a block.</summary>
    public void ExpectIndent(string what, int head)
    {
        if (!_cursor.Accept(TokenKind.Indent))
        {
            throw _cursor.Error(_cursor.Index, $"expected an indented block after {what} on line {_cursor.LineOf(head)}");
        }
    }

    /// <summary>Reads an <c>if</c> with its <c>elif</c> and <c>else</c>.</summary>
    public void ParseIf()
    {
        ParseCondition("'if' statement");
        while (_cursor.Kind == TokenKind.Elif)
        {
            ParseCondition("'elif' statement");
        }

        ParseElse();
    }

    /// <summary>Reads a <c>while</c> with its <c>else</c>.</summary>
    public void ParseWhile()
    {
        var head = _cursor.Index;
        _cursor.Advance();
        grammar.Expressions.ParseNamed();
        ParseLoopBody("'while' statement", head);
    }

    /// <summary>Reads a <c>for</c> with its <c>else</c>.</summary>
    public void ParseFor()
    {
        var head = _cursor.Index;
        _cursor.Advance();
        grammar.Targets.ParseLoopTarget();
        grammar.Targets.RefuseLoneStar(grammar.Expressions.ParseList());
        ParseLoopBody("'for' statement", head);
    }

    /// <summary>Reads a <c>with</c>.</summary>
    public void ParseWith()
    {
        var head = _cursor.Index;
        _cursor.Advance();
        if (HasItemsInParentheses())
        {
            _cursor.Advance();
            do
            {
                ParseItem();
            }
            while (_cursor.Accept(TokenKind.Comma) && _cursor.Kind != TokenKind.RightParenthesis);
            grammar.Displays.ExpectClose(TokenKind.RightParenthesis);
        }
        else
        {
            do
            {
                ParseItem();
            }
            while (_cursor.Accept(TokenKind.Comma));
        }

        Parse("'with' statement", head);
    }

    /// <summary>Reads an <c>else</c>, where there is one.</summary>
    public void ParseElse()
    {
        var head = _cursor.Index;
        if (_cursor.Accept(TokenKind.Else))
        {
            Parse("'else' statement", head);
        }
    }

    private void ParseCondition(string what)
    {
        var head = _cursor.Index;
        _cursor.Advance();
        grammar.Expressions.ParseNamed();
        Parse(what, head);
    }

    private void ParseLoopBody(string what, int head)
    {
        var outer = grammar.Scopes.Flow;
        grammar.Scopes.Flow = outer with { IsInLoop = true, IsLoopBehindExceptStar = false };
        Parse(what, head);
        grammar.Scopes.Flow = outer;
        ParseElse();
    }

    private void ParseItem()
    {
        grammar.Expressions.Parse();
        if (_cursor.Accept(TokenKind.As))
        {
            grammar.Targets.ParseSingle();
        }
    }

    /// <summary>Whether the parentheses behind <c>with</c> hold an <c>as</c> of their own. Without one they may be read as those of a tuple.</summary>
    private bool HasItemsInParentheses()
    {
        if (_cursor.Kind != TokenKind.LeftParenthesis)
        {
            return false;
        }

        var depth = 0;
        for (var offset = 0; ; offset++)
        {
            switch (_cursor.Peek(offset))
            {
                case TokenKind.LeftParenthesis or TokenKind.LeftBracket or TokenKind.LeftBrace:
                    depth++;
                    break;
                case TokenKind.RightParenthesis or TokenKind.RightBracket or TokenKind.RightBrace:
                    depth--;
                    break;
                case TokenKind.As when depth == 1:
                    return true;
                case TokenKind.End:
                    return false;
            }

            if (depth == 0)
            {
                return false;
            }
        }
    }
}
