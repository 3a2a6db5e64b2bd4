namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads what stands in brackets: tuples, lists, sets, dicts, comprehensions and subscripts.</summary>
internal sealed class DisplayParser(Grammar grammar)
{
    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Reads a tuple, a generator or an expression in parentheses.</summary>
    public Expression ParseParentheses()
    {
        var start = _cursor.Index;
        _cursor.Advance();
        if (_cursor.Accept(TokenKind.RightParenthesis))
        {
            return Expression.Of(ExpressionKind.Tuple, start);
        }

        if (_cursor.Kind == TokenKind.Yield)
        {
            grammar.Expressions.ParseYield();
            ExpectClose(TokenKind.RightParenthesis);
            return Expression.Of(ExpressionKind.Yield, start);
        }

        var mark = grammar.Scopes.Mark();
        var first = grammar.Expressions.ParseStarredOrNamed();
        if (grammar.Comprehensions.Follows)
        {
            grammar.Comprehensions.Parse(mark, first, isGenerator: true);
            ExpectClose(TokenKind.RightParenthesis);
            return Expression.Of(ExpressionKind.Generator, start);
        }

        if (_cursor.Kind == TokenKind.Comma)
        {
            return ParseItems(ExpressionKind.Tuple, start, first, TokenKind.RightParenthesis);
        }

        ExpectClose(TokenKind.RightParenthesis);
        return first.Kind == ExpressionKind.Starred
            ? throw _cursor.Error(first.Start, "cannot use starred expression here")
            : first with { Start = start, IsParenthesized = true };
    }

    /// <summary>Reads a list or a list comprehension.</summary>
    public Expression ParseList()
    {
        var start = _cursor.Index;
        _cursor.Advance();
        if (_cursor.Accept(TokenKind.RightBracket))
        {
            return Expression.Of(ExpressionKind.List, start);
        }

        var mark = grammar.Scopes.Mark();
        var first = grammar.Expressions.ParseStarredOrNamed();
        if (!grammar.Comprehensions.Follows)
        {
            return ParseItems(ExpressionKind.List, start, first, TokenKind.RightBracket);
        }

        grammar.Comprehensions.Parse(mark, first, isGenerator: false);
        ExpectClose(TokenKind.RightBracket);
        return Expression.Of(ExpressionKind.ListComprehension, start);
    }

    /// <summary>Reads a dict, a set or a comprehension of one.</summary>
    public Expression ParseBraces()
    {
        var start = _cursor.Index;
        _cursor.Advance();
        if (_cursor.Accept(TokenKind.RightBrace))
        {
            return Expression.Of(ExpressionKind.Dict, start);
        }

        var mark = grammar.Scopes.Mark();
        if (_cursor.Kind == TokenKind.DoubleStar)
        {
            return ParseDict(start);
        }

        var first = grammar.Expressions.ParseStarredOrNamed();
        if (_cursor.Kind == TokenKind.Colon && first.Kind != ExpressionKind.Starred && (first.Kind != ExpressionKind.Named || first.IsParenthesized))
        {
            ParseValue();
            if (!grammar.Comprehensions.Follows)
            {
                if (_cursor.Kind == TokenKind.Comma)
                {
                    return ParseDict(start);
                }

                ExpectClose(TokenKind.RightBrace);
                return Expression.Of(ExpressionKind.Dict, start);
            }

            grammar.Comprehensions.Parse(mark, first, isGenerator: false);
            ExpectClose(TokenKind.RightBrace);
            return Expression.Of(ExpressionKind.DictComprehension, start);
        }

        if (grammar.Comprehensions.Follows)
        {
            grammar.Comprehensions.Parse(mark, first, isGenerator: false);
            ExpectClose(TokenKind.RightBrace);
            return Expression.Of(ExpressionKind.SetComprehension, start);
        }

        ParseItems(ExpressionKind.Set, start, first, TokenKind.RightBrace);
        return Expression.Of(ExpressionKind.Set, start);
    }

    /// <summary>Reads an index, a slice, or several of them.</summary>
    public void ParseSubscript()
    {
        _cursor.Advance();
        do
        {
            ParseSlice();
        }
        while (_cursor.Accept(TokenKind.Comma) && _cursor.Kind != TokenKind.RightBracket);
        ExpectClose(TokenKind.RightBracket);
    }

    /// <summary>Goes behind a closing bracket, or says what is wrong with what is there instead.</summary>
    public void ExpectClose(TokenKind kind)
    {
        if (_cursor.Accept(kind))
        {
            return;
        }

        var (failed, last) = (_cursor.Index, grammar.Expressions.LastOperands);
        if (ExpressionParser.CanStart(_cursor.Kind)
            && !(_cursor.Kind == TokenKind.String && _cursor[failed - 1].Kind == TokenKind.Name)
            && _cursor.Try(() => grammar.Expressions.Parse()))
        {
            throw _cursor.ErrorFrom(last, "invalid syntax; is a comma missing?");
        }

        throw _cursor.Kind == TokenKind.Assign && last < failed
            ? _cursor.ErrorFrom(last, "invalid syntax; is '==' or ':=' meant instead of '='?")
            : _cursor.Unexpected();
    }

    private Expression ParseItems(ExpressionKind kind, int start, Expression first, TokenKind close)
    {
        var items = Expression.Of(kind, start).With(first);
        while (_cursor.Accept(TokenKind.Comma) && _cursor.Kind != close)
        {
            var item = grammar.Expressions.ParseStarredOrNamed();
            if (grammar.Comprehensions.Follows)
            {
                throw kind == ExpressionKind.Tuple
                    ? _cursor.Unexpected()
                    : _cursor.Error(first.Start, "did you forget parentheses around the comprehension target?");
            }

            items = items.With(item);
        }

        ExpectClose(close);
        return items;
    }

    /// <summary>Reads the rest of a dict, from one of its items or the comma behind one.</summary>
    private Expression ParseDict(int start)
    {
        while (true)
        {
            if (_cursor.Accept(TokenKind.DoubleStar))
            {
                grammar.Expressions.ParseArithmetic();
                if (grammar.Comprehensions.Follows)
                {
                    throw _cursor.Error(_cursor.Index, "dict unpacking cannot be used in dict comprehension");
                }
            }
            else if (_cursor.Kind != TokenKind.Comma && _cursor.Kind != TokenKind.RightBrace)
            {
                grammar.Expressions.Parse();
                if (_cursor.Kind != TokenKind.Colon)
                {
                    throw _cursor.Kind is TokenKind.Comma or TokenKind.RightBrace
                        ? _cursor.Error(_cursor.Index - 1, "':' expected after dictionary key")
                        : _cursor.Unexpected();
                }

                ParseValue();
                if (grammar.Comprehensions.Follows)
                {
                    throw _cursor.Unexpected();
                }
            }

            if (!_cursor.Accept(TokenKind.Comma) || _cursor.Kind == TokenKind.RightBrace)
            {
                ExpectClose(TokenKind.RightBrace);
                return Expression.Of(ExpressionKind.Dict, start);
            }

            if (_cursor.Kind == TokenKind.Comma)
            {
                throw _cursor.Unexpected();
            }
        }
    }

    private void ParseValue()
    {
        var colon = _cursor.Index;
        _cursor.Advance();
        if (_cursor.Kind is TokenKind.Comma or TokenKind.RightBrace)
        {
            throw _cursor.Error(colon, "expression expected after dictionary key and ':'");
        }

        grammar.Expressions.Parse();
    }

    private void ParseSlice()
    {
        var start = _cursor.Index;
        if (_cursor.Accept(TokenKind.Star))
        {
            grammar.Expressions.Parse();
            return;
        }

        if (_cursor.Kind != TokenKind.Colon && grammar.Expressions.ParseNamed() is { Kind: ExpressionKind.Named, IsParenthesized: false })
        {
            return;
        }

        for (var colons = 0; colons < 2 && _cursor.Accept(TokenKind.Colon); colons++)
        {
            if (ExpressionParser.CanStart(_cursor.Kind))
            {
                grammar.Expressions.Parse();
            }
        }

        if (_cursor.Index == start)
        {
            throw _cursor.Unexpected();
        }
    }
}
