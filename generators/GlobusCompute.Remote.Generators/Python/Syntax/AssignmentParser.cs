namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads statements that begin with an expression: assignments of all kinds, and expressions alone.</summary>
internal sealed class AssignmentParser(Grammar grammar)
{
    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Reads such a statement.</summary>
    public void Parse()
    {
        var first = grammar.Expressions.ParseYieldOrList();
        switch (_cursor.Kind)
        {
            case TokenKind.Assign:
                ParseChain(first);
                break;
            case TokenKind.AugmentedAssign:
                CheckSingle(first, "is an illegal expression for augmented assignment");
                _cursor.Advance();
                grammar.Targets.RefuseLoneStar(grammar.Expressions.ParseYieldOrList());
                break;
            case TokenKind.Colon:
                ParseAnnotated(first);
                break;
            default:
                grammar.Targets.RefuseLoneStar(first);
                RefuseOldStatement(first);
                break;
        }
    }

    /// <summary>Reads the rest of a <c>type</c> statement, from its name on.</summary>
    public void ParseTypeAlias()
    {
        _cursor.Advance();
        grammar.Parameters.ParseTypeParameters();
        _cursor.Expect(TokenKind.Assign);
        grammar.Expressions.Parse();
    }

    private void ParseChain(Expression target)
    {
        while (_cursor.Kind == TokenKind.Assign)
        {
            grammar.Targets.Check(target, "assign to");
            _cursor.Advance();
            target = grammar.Expressions.ParseYieldOrList();
        }

        grammar.Targets.RefuseLoneStar(target);
    }

    private void ParseAnnotated(Expression target)
    {
        if (target.Kind is ExpressionKind.Tuple or ExpressionKind.List && ExpressionParser.CanStart(_cursor.Peek(1)))
        {
            throw _cursor.Error(target.Start, $"only single target (not {Expression.Describe(target.Kind)}) can be annotated");
        }

        if (target.Kind is not (ExpressionKind.Name or ExpressionKind.Attribute or ExpressionKind.Subscript))
        {
            throw ExpressionParser.CanStart(_cursor.Peek(1)) ? _cursor.Error(target.Start, "illegal target for annotation") : _cursor.Unexpected();
        }

        _cursor.Advance();
        grammar.Parameters.ParseAnnotation(allowStar: false);
        if (_cursor.Accept(TokenKind.Assign))
        {
            grammar.Targets.RefuseLoneStar(grammar.Expressions.ParseYieldOrList());
        }
    }

    private void CheckSingle(Expression target, string reason)
    {
        if (target.Kind is not (ExpressionKind.Name or ExpressionKind.Attribute or ExpressionKind.Subscript))
        {
            throw _cursor.Error(target.Start, $"'{Expression.Describe(target.Kind)}' {reason}");
        }
    }

    /// <summary>Says what to write instead of a statement of Python 2.</summary>
    private void RefuseOldStatement(Expression first)
    {
        if (first.Kind == ExpressionKind.Name
            && ExpressionParser.CanStart(_cursor.Kind)
            && (_cursor.Is(first.Start, "print") || _cursor.Is(first.Start, "exec"))
            && _cursor.Index == first.Start + 1)
        {
            var name = _cursor.TextOf(first.Start);
            throw _cursor.Error(first.Start, $"missing parentheses in call to '{name}'; write {name}(...)");
        }
    }
}
