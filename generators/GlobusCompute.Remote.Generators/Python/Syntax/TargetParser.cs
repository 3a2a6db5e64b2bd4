namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads and checks what is assigned to, deleted, or bound by loops and <c>with</c>.</summary>
internal sealed class TargetParser(Grammar grammar)
{
    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Reads the target of a loop with the <c>in</c> after it.</summary>
    public void ParseLoopTarget()
    {
        var target = ParseItem();
        if (_cursor.Kind == TokenKind.Comma)
        {
            target = Expression.Of(ExpressionKind.Tuple, target.Start).With(target);
            while (_cursor.Accept(TokenKind.Comma) && _cursor.Kind != TokenKind.In)
            {
                target = target.With(ParseItem());
            }
        }

        Check(target, "assign to");
        _cursor.Expect(TokenKind.In, ExpressionParser.CanStart(_cursor.Kind) ? null : "'in' expected after for-loop variables");
    }

    /// <summary>Reads the one target of an <c>as</c>.</summary>
    public void ParseSingle() => Check(ParseItem(), "assign to");

    /// <summary>Reads what is deleted.</summary>
    public void ParseDeleted()
    {
        var targets = grammar.Expressions.ParseList();
        if (_cursor.Kind is not (TokenKind.NewLine or TokenKind.Semicolon))
        {
            throw _cursor.Unexpected();
        }

        Check(targets, "delete");
        if (targets.HasStars)
        {
            throw _cursor.Error(targets.Start, "cannot delete starred");
        }
    }

    /// <summary>Fails where an expression cannot be assigned to, or deleted.</summary>
    public void Check(Expression target, string verb)
    {
        if (target.Invalid >= 0)
        {
            var isPart = target.Kind is ExpressionKind.Tuple or ExpressionKind.List or ExpressionKind.Starred or ExpressionKind.Singleton;
            var hint = verb == "assign to" && !isPart && _cursor.Kind == TokenKind.Assign ? " here; is '==' meant instead of '='?" : "";
            var what = target.InvalidKind == ExpressionKind.Singleton ? _cursor.TextOf(target.Invalid) : Expression.Describe(target.InvalidKind);
            throw _cursor.Error(target.Invalid, $"cannot {verb} {what}{hint}");
        }

        if (target.Kind == ExpressionKind.Starred)
        {
            grammar.Scopes.Report(SemanticStage.Code, target.Start, "starred assignment target must be in a list or tuple");
        }
        else if (target.Stars > 1)
        {
            grammar.Scopes.Report(SemanticStage.Code, target.Start, "multiple starred expressions in assignment");
        }
    }

    /// <summary>Notes a starred expression that has nothing beside it, not even a comma.</summary>
    public void RefuseLoneStar(Expression expression)
    {
        if (expression.Kind == ExpressionKind.Starred)
        {
            grammar.Scopes.Report(SemanticStage.Code, expression.Start, "can't use starred expression here");
        }
    }

    private Expression ParseItem()
    {
        var start = _cursor.Index;
        return _cursor.Accept(TokenKind.Star) ? Expression.Star(start, grammar.Expressions.ParseArithmetic()) : grammar.Expressions.ParseArithmetic();
    }
}
