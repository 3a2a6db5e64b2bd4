namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads the patterns of <c>case</c>. The methods say whether a pattern matches everything.</summary>
internal sealed class PatternParser(Grammar grammar)
{
    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Reads the pattern of a case, which may be a sequence without brackets.</summary>
    public bool ParseTop()
    {
        var isStarred = _cursor.Kind == TokenKind.Star;
        var matchesAll = ParseItem();
        if (_cursor.Kind != TokenKind.Comma)
        {
            return isStarred ? throw _cursor.Unexpected() : matchesAll;
        }

        while (_cursor.Accept(TokenKind.Comma) && _cursor.Kind is not (TokenKind.Colon or TokenKind.If))
        {
            ParseItem();
        }

        return false;
    }

    private bool ParseItem()
    {
        if (!_cursor.Accept(TokenKind.Star))
        {
            return Parse();
        }

        _cursor.Expect(TokenKind.Name);
        return false;
    }

    private bool Parse()
    {
        _cursor.Enter();
        var start = _cursor.Index;
        var matchesAll = ParseClosed();
        while (_cursor.Kind == TokenKind.Bar)
        {
            if (matchesAll)
            {
                grammar.Scopes.Report(SemanticStage.Code, start, "a pattern that matches everything makes remaining patterns unreachable");
            }

            _cursor.Advance();
            start = _cursor.Index;
            matchesAll = ParseClosed();
        }

        if (_cursor.Accept(TokenKind.As))
        {
            if (_cursor.IsSoftKeyword("_"))
            {
                throw _cursor.Error(_cursor.Index, "cannot use '_' as a target");
            }

            _cursor.Expect(TokenKind.Name, "invalid pattern target");
            if (_cursor.Kind is TokenKind.Dot or TokenKind.LeftParenthesis)
            {
                throw _cursor.Error(_cursor.Index - 1, "invalid pattern target");
            }
        }

        _cursor.Leave();
        return matchesAll;
    }

    private bool ParseClosed()
    {
        switch (_cursor.Kind)
        {
            case TokenKind.Minus or TokenKind.Number:
                ParseNumber();
                return false;
            case TokenKind.String:
                if (grammar.Strings.Parse() is { Kind: ExpressionKind.FormatString } format)
                {
                    throw _cursor.Error(format.Start, "patterns may only match literals and attribute lookups");
                }

                return false;
            case TokenKind.False or TokenKind.None or TokenKind.True:
                _cursor.Advance();
                return false;
            case TokenKind.Name:
                return ParseName();
            case TokenKind.LeftParenthesis:
                return ParseGroup();
            case TokenKind.LeftBracket:
                _cursor.Advance();
                ParseSequence(TokenKind.RightBracket);
                return false;
            case TokenKind.LeftBrace:
                ParseMapping();
                return false;
            case TokenKind.FormatStart:
                throw _cursor.Error(_cursor.Index, "patterns may only match literals and attribute lookups");
            default:
                throw _cursor.Unexpected();
        }
    }

    private void ParseNumber()
    {
        _cursor.Accept(TokenKind.Minus);
        _cursor.Expect(TokenKind.Number);
        if (_cursor.Kind is TokenKind.Plus or TokenKind.Minus)
        {
            _cursor.Advance();
            if (_cursor.Kind == TokenKind.Number && _cursor[_cursor.Index] is var number && _cursor.Text[number.End - 1] is not ('j' or 'J'))
            {
                throw _cursor.Error(_cursor.Index, "imaginary number required in complex literal");
            }

            _cursor.Expect(TokenKind.Number);
        }
    }

    private bool ParseName()
    {
        _cursor.Advance();
        var isDotted = _cursor.Kind == TokenKind.Dot;
        while (_cursor.Accept(TokenKind.Dot))
        {
            _cursor.Expect(TokenKind.Name);
        }

        if (_cursor.Kind != TokenKind.LeftParenthesis)
        {
            return !isDotted;
        }

        ParseClassArguments();
        return false;
    }

    private void ParseClassArguments()
    {
        _cursor.Advance();
        var hasKeyword = false;
        while (_cursor.Kind != TokenKind.RightParenthesis)
        {
            var start = _cursor.Index;
            if (_cursor.Kind == TokenKind.Name && _cursor.Peek(1) == TokenKind.Assign)
            {
                hasKeyword = true;
                _cursor.Advance();
                _cursor.Advance();
            }
            else if (hasKeyword)
            {
                throw _cursor.Error(start, "positional patterns follow keyword patterns");
            }

            Parse();
            if (!_cursor.Accept(TokenKind.Comma))
            {
                break;
            }
        }

        _cursor.Expect(TokenKind.RightParenthesis);
    }

    private bool ParseGroup()
    {
        _cursor.Advance();
        if (_cursor.Accept(TokenKind.RightParenthesis))
        {
            return false;
        }

        var isStarred = _cursor.Kind == TokenKind.Star;
        var matchesAll = ParseItem();
        if (_cursor.Kind == TokenKind.Comma)
        {
            _cursor.Advance();
            ParseSequence(TokenKind.RightParenthesis);
            return false;
        }

        _cursor.Expect(TokenKind.RightParenthesis);
        return isStarred ? throw _cursor.Error(_cursor.Index - 1, "invalid syntax") : matchesAll;
    }

    private void ParseSequence(TokenKind close)
    {
        while (_cursor.Kind != close)
        {
            ParseItem();
            if (!_cursor.Accept(TokenKind.Comma))
            {
                break;
            }
        }

        _cursor.Expect(close);
    }

    private void ParseMapping()
    {
        _cursor.Advance();
        while (_cursor.Kind != TokenKind.RightBrace)
        {
            if (_cursor.Accept(TokenKind.DoubleStar))
            {
                _cursor.Expect(TokenKind.Name);
                _cursor.Accept(TokenKind.Comma);
                break;
            }

            var key = _cursor.Index;
            if (_cursor.Kind == TokenKind.Name && _cursor.Peek(1) != TokenKind.Dot)
            {
                throw _cursor.Unexpected();
            }

            if (_cursor.Kind is TokenKind.LeftParenthesis or TokenKind.LeftBracket or TokenKind.LeftBrace)
            {
                throw _cursor.Unexpected();
            }

            ParseClosed();
            if (_cursor.Kind != TokenKind.Colon)
            {
                throw _cursor.Error(key, "invalid syntax");
            }

            _cursor.Advance();
            Parse();
            if (!_cursor.Accept(TokenKind.Comma))
            {
                break;
            }
        }

        _cursor.Expect(TokenKind.RightBrace);
    }
}
