namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads expressions down to their operands. Chains of operators are loops, so that only brackets take stack.</summary>
internal sealed class ExpressionParser(Grammar grammar)
{
    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Where the operands begin that were read last.</summary>
    public int LastOperands { get; private set; }

    /// <summary>Whether an expression may start with a token.</summary>
    public static bool CanStart(TokenKind kind) => kind is TokenKind.Name or TokenKind.Number or TokenKind.String or TokenKind.FormatStart
        or TokenKind.LeftParenthesis or TokenKind.LeftBracket or TokenKind.LeftBrace or TokenKind.Minus or TokenKind.Plus or TokenKind.Tilde
        or TokenKind.Ellipsis or TokenKind.False or TokenKind.None or TokenKind.True or TokenKind.Not or TokenKind.Lambda or TokenKind.Await;

    /// <summary>Reads an expression, or several with commas between them, each perhaps starred.</summary>
    public Expression ParseList()
    {
        var first = ParseStarred();
        if (_cursor.Kind != TokenKind.Comma)
        {
            return first;
        }

        var tuple = Expression.Of(ExpressionKind.Tuple, first.Start).With(first);
        while (_cursor.Accept(TokenKind.Comma) && (CanStart(_cursor.Kind) || _cursor.Kind == TokenKind.Star))
        {
            tuple = tuple.With(ParseStarred());
        }

        return tuple;
    }

    /// <summary>Reads a list of expressions, or a <c>yield</c>.</summary>
    public Expression ParseYieldOrList() => _cursor.Kind == TokenKind.Yield ? ParseYield() : ParseList();

    /// <summary>Reads a <c>yield</c> with its value.</summary>
    public Expression ParseYield()
    {
        var start = _cursor.Index;
        _cursor.Advance();
        if (_cursor.Accept(TokenKind.From))
        {
            grammar.Scopes.AddYield(start, isFrom: true);
            Parse();
        }
        else
        {
            grammar.Scopes.AddYield(start, isFrom: false);
            if (CanStart(_cursor.Kind) || _cursor.Kind == TokenKind.Star)
            {
                grammar.Targets.RefuseLoneStar(ParseList());
            }
        }

        return Expression.Of(ExpressionKind.Yield, start);
    }

    /// <summary>Reads an expression that may be assigned to a name, and may be starred.</summary>
    public Expression ParseStarredOrNamed() => _cursor.Kind == TokenKind.Star ? ParseStarred() : ParseNamed();

    /// <summary>Reads an expression that may be assigned to a name.</summary>
    public Expression ParseNamed()
    {
        var start = _cursor.Index;
        if (_cursor.Kind == TokenKind.Name && _cursor.Peek(1) == TokenKind.ColonAssign)
        {
            grammar.Scopes.AddUse(start);
            grammar.Scopes.AddAssignment();
            _cursor.Advance();
            _cursor.Advance();
            Parse();
            return Expression.Of(ExpressionKind.Named, start);
        }

        var expression = Parse();
        return _cursor.Kind != TokenKind.ColonAssign
            ? expression
            : throw _cursor.ErrorFrom(start, $"cannot use assignment expressions with {Expression.Describe(expression.Kind)}");
    }

    /// <summary>Reads an expression.</summary>
    public Expression Parse()
    {
        _cursor.Enter();
        var start = _cursor.Index;
        var expression = _cursor.Kind == TokenKind.Lambda ? ParseLambda() : ParseOperands();
        if (expression.Kind != ExpressionKind.Lambda || expression.IsParenthesized)
        {
            while (_cursor.Kind == TokenKind.If)
            {
                _cursor.Advance();
                ParseOperands();
                if (_cursor.Kind != TokenKind.Else)
                {
                    throw _cursor.Kind == TokenKind.Colon ? _cursor.Unexpected() : _cursor.ErrorFrom(start, "expected 'else' after 'if' expression");
                }

                _cursor.Advance();
                expression = Expression.Of(ExpressionKind.Conditional, start);
                if (_cursor.Kind == TokenKind.Lambda)
                {
                    ParseLambda();
                    break;
                }

                ParseOperands();
            }
        }

        _cursor.Leave();
        return expression;
    }

    /// <summary>Reads what may stand before an <c>if</c>: operands with all operators between them.</summary>
    public Expression ParseOperands()
    {
        var start = _cursor.Index;
        var isOperation = false;
        Expression expression;
        do
        {
            while (_cursor.Accept(TokenKind.Not))
            {
                isOperation = true;
            }

            expression = ParseComparison();
        }
        while (_cursor.Accept(TokenKind.And) || _cursor.Accept(TokenKind.Or) ? isOperation = true : false);
        LastOperands = start;
        return isOperation ? Expression.Of(ExpressionKind.Operation, start) : expression;
    }

    /// <summary>Reads operands without comparisons between them.</summary>
    public Expression ParseArithmetic()
    {
        var start = _cursor.Index;
        var isOperation = false;
        while (true)
        {
            while (_cursor.Kind is TokenKind.Plus or TokenKind.Minus or TokenKind.Tilde)
            {
                _cursor.Advance();
                isOperation = true;
            }

            var expression = ParsePrimary();
            if (_cursor.Kind is not (TokenKind.Plus or TokenKind.Minus or TokenKind.Star or TokenKind.Slash or TokenKind.At or TokenKind.Bar
                or TokenKind.BinaryOperator or TokenKind.DoubleStar))
            {
                return isOperation ? Expression.Of(ExpressionKind.Operation, start) : expression;
            }

            _cursor.Advance();
            isOperation = true;
        }
    }

    private Expression ParseStarred()
    {
        var start = _cursor.Index;
        return _cursor.Accept(TokenKind.Star) ? Expression.Star(start, ParseArithmetic()) : Parse();
    }

    private Expression ParseComparison()
    {
        var start = _cursor.Index;
        var isComparison = false;
        while (true)
        {
            var expression = ParseArithmetic();
            if (!AcceptComparison())
            {
                return isComparison ? Expression.Of(ExpressionKind.Comparison, start) : expression;
            }

            isComparison = true;
        }
    }

    private bool AcceptComparison()
    {
        switch (_cursor.Kind)
        {
            case TokenKind.Comparison or TokenKind.In:
                _cursor.Advance();
                return true;
            case TokenKind.Is:
                _cursor.Advance();
                _cursor.Accept(TokenKind.Not);
                return true;
            case TokenKind.Not when _cursor.Peek(1) == TokenKind.In:
                _cursor.Advance();
                _cursor.Advance();
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads an operand with what is called, indexed or looked up on it.</summary>
    private Expression ParsePrimary()
    {
        var start = _cursor.Index;
        var isAwait = _cursor.Kind == TokenKind.Await;
        if (isAwait)
        {
            grammar.Scopes.AddAwait(start);
            _cursor.Advance();
        }

        var expression = grammar.Atoms.Parse();
        while (true)
        {
            switch (_cursor.Kind)
            {
                case TokenKind.Dot:
                    _cursor.Advance();
                    _cursor.Expect(TokenKind.Name);
                    expression = Expression.Of(ExpressionKind.Attribute, start);
                    break;
                case TokenKind.LeftParenthesis:
                    grammar.Calls.ParseArguments(allowGenerator: true);
                    expression = Expression.Of(ExpressionKind.Call, start);
                    break;
                case TokenKind.LeftBracket:
                    grammar.Displays.ParseSubscript();
                    expression = Expression.Of(ExpressionKind.Subscript, start);
                    break;
                default:
                    return isAwait ? Expression.Of(ExpressionKind.Await, start) : expression;
            }
        }
    }

    private Expression ParseLambda()
    {
        var start = _cursor.Index;
        _cursor.Advance();
        var parameters = grammar.Parameters.Parse(TokenKind.Colon, allowAnnotations: false);
        _cursor.Expect(TokenKind.Colon);
        grammar.Scopes.Enter(ScopeKind.Lambda, parameters);
        Parse();
        grammar.Scopes.Leave();
        return Expression.Of(ExpressionKind.Lambda, start);
    }
}
