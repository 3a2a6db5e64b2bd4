namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads the clauses of comprehensions and generators.</summary>
internal sealed class ComprehensionParser(Grammar grammar)
{
    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Whether the next token begins a clause.</summary>
    public bool Follows => _cursor.Kind == TokenKind.For || (_cursor.Kind == TokenKind.Async && _cursor.Peek(1) == TokenKind.For);

    /// <summary>Reads all clauses.</summary>
    /// <param name="mark">What was noted before the item.</param>
    /// <param name="item">What is made in each round.</param>
    /// <param name="isGenerator">Whether the whole is a generator.</param>
    public void Parse(ScopeMark mark, Expression item, bool isGenerator)
    {
        if (item.Kind == ExpressionKind.Starred)
        {
            throw _cursor.Error(item.Start, "iterable unpacking cannot be used in comprehension");
        }

        grammar.Scopes.EnterComprehension(mark, isGenerator);
        var isFirst = true;
        while (Follows)
        {
            if (_cursor.Kind == TokenKind.Async)
            {
                grammar.Scopes.AddAsyncClause(_cursor.Index, isGenerator);
                _cursor.Advance();
            }

            _cursor.Advance();
            grammar.Targets.ParseLoopTarget();
            ParseIterable(isFirst);
            while (_cursor.Accept(TokenKind.If))
            {
                grammar.Expressions.ParseOperands();
            }

            isFirst = false;
        }

        grammar.Scopes.LeaveComprehension(mark);
    }

    private void ParseIterable(bool isFirst)
    {
        var before = grammar.Scopes.Assignments;
        var start = _cursor.Index;
        grammar.Scopes.BeginIterable(isFirst);
        grammar.Expressions.ParseOperands();
        grammar.Scopes.EndIterable(isFirst);
        if (grammar.Scopes.Assignments != before)
        {
            grammar.Scopes.Report(SemanticStage.Names, start, "assignment expression cannot be used in a comprehension iterable expression");
        }
    }
}
