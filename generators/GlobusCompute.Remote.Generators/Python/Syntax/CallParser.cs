namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads the arguments of calls and of class headers.</summary>
internal sealed class CallParser(Grammar grammar)
{
    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Reads the arguments with their parentheses.</summary>
    /// <param name="allowGenerator">Whether the only argument may be a generator without parentheses of its own.</param>
    public void ParseArguments(bool allowGenerator)
    {
        var order = new ArgumentOrder();
        _cursor.Advance();
        while (_cursor.Kind != TokenKind.RightParenthesis)
        {
            ParseArgument(order, allowGenerator);
            order.Count++;
            if (!_cursor.Accept(TokenKind.Comma))
            {
                break;
            }
        }

        grammar.Displays.ExpectClose(TokenKind.RightParenthesis);
    }

    private void ParseArgument(ArgumentOrder order, bool allowGenerator)
    {
        var start = _cursor.Index;
        switch (_cursor.Kind)
        {
            case TokenKind.Star:
                _cursor.Advance();
                grammar.Expressions.Parse();
                if (order.HasUnpacking)
                {
                    throw _cursor.Error(start, "iterable argument unpacking follows keyword argument unpacking");
                }

                return;
            case TokenKind.DoubleStar:
                _cursor.Advance();
                grammar.Expressions.Parse();
                order.HasUnpacking = true;
                return;
            case TokenKind.Name when _cursor.Peek(1) == TokenKind.Assign:
                ParseKeyword(order);
                return;
            case TokenKind.False or TokenKind.None or TokenKind.True when _cursor.Peek(1) == TokenKind.Assign:
                throw _cursor.Error(start, $"cannot assign to {_cursor.TextOf(start)}");
            default:
                ParsePositional(order, allowGenerator);
                return;
        }
    }

    private void ParseKeyword(ArgumentOrder order)
    {
        var start = _cursor.Index;
        _cursor.Advance();
        _cursor.Advance();
        if (_cursor.Kind is TokenKind.Comma or TokenKind.RightParenthesis)
        {
            throw _cursor.ErrorFrom(start, "expected argument value expression");
        }

        grammar.Expressions.Parse();
        if (grammar.Comprehensions.Follows)
        {
            throw _cursor.Error(start, "invalid syntax; is '==' or ':=' meant instead of '='?");
        }

        order.HasKeyword = true;
        if (!(order.Names ??= new(StringComparer.Ordinal)).Add(_cursor.TextOf(start)))
        {
            grammar.Scopes.Report(SemanticStage.Code, start, $"keyword argument repeated: {_cursor.TextOf(start)}");
        }
    }

    private void ParsePositional(ArgumentOrder order, bool allowGenerator)
    {
        var mark = grammar.Scopes.Mark();
        var argument = grammar.Expressions.ParseNamed();
        if (grammar.Comprehensions.Follows)
        {
            if (!allowGenerator)
            {
                throw _cursor.Unexpected();
            }

            grammar.Comprehensions.Parse(mark, argument, isGenerator: true);
            if (order.Count > 0 || _cursor.Kind == TokenKind.Comma)
            {
                throw _cursor.Error(argument.Start, "generator expression must be parenthesized");
            }

            return;
        }

        if (_cursor.Kind == TokenKind.Assign)
        {
            throw _cursor.ErrorFrom(argument.Start, "expression cannot contain assignment; is '==' meant?");
        }

        if (order.HasUnpacking || order.HasKeyword)
        {
            throw _cursor.Error(argument.Start, order.HasUnpacking ? "positional argument follows keyword argument unpacking" : "positional argument follows keyword argument");
        }
    }

    /// <summary>What came before an argument.</summary>
    private sealed class ArgumentOrder
    {
        public int Count { get; set; }

        public bool HasKeyword { get; set; }

        public bool HasUnpacking { get; set; }

        public HashSet<string>? Names { get; set; }
    }
}
