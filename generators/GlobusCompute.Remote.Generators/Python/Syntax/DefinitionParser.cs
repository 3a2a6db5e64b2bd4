namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads functions and classes.</summary>
internal sealed class DefinitionParser(Grammar grammar)
{
    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Reads a function, from its <c>def</c> on.</summary>
    public void ParseFunction(bool isAsync)
    {
        var head = _cursor.Index;
        _cursor.Advance();
        grammar.Scopes.AddUse(_cursor.Index);
        _cursor.Expect(TokenKind.Name);
        grammar.Parameters.ParseTypeParameters();
        _cursor.Expect(TokenKind.LeftParenthesis, "expected '('");
        var parameters = grammar.Parameters.Parse(TokenKind.RightParenthesis, allowAnnotations: true);
        _cursor.Expect(TokenKind.RightParenthesis);
        if (_cursor.Accept(TokenKind.Arrow))
        {
            grammar.Parameters.ParseAnnotation(allowStar: false);
        }

        grammar.Scopes.Enter(isAsync ? ScopeKind.AsyncFunction : ScopeKind.Function, parameters);
        grammar.Blocks.Parse("function definition", head);
        grammar.Scopes.Leave();
    }

    /// <summary>Reads a class.</summary>
    public void ParseClass()
    {
        var head = _cursor.Index;
        _cursor.Advance();
        grammar.Scopes.AddUse(_cursor.Index);
        _cursor.Expect(TokenKind.Name);
        grammar.Parameters.ParseTypeParameters();
        if (_cursor.Kind == TokenKind.LeftParenthesis)
        {
            grammar.Calls.ParseArguments(allowGenerator: false);
        }

        grammar.Scopes.Enter(ScopeKind.Class, null);
        grammar.Blocks.Parse("class definition", head);
        grammar.Scopes.Leave();
    }

    /// <summary>Reads decorators with the function or class below them.</summary>
    public void ParseDecorated()
    {
        while (_cursor.Accept(TokenKind.At))
        {
            grammar.Expressions.ParseNamed();
            _cursor.Expect(TokenKind.NewLine);
        }

        if (_cursor.Kind == TokenKind.Class)
        {
            ParseClass();
            return;
        }

        var isAsync = _cursor.Accept(TokenKind.Async);
        if (_cursor.Kind != TokenKind.Def)
        {
            throw _cursor.Unexpected();
        }

        ParseFunction(isAsync);
    }
}
