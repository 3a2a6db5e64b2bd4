namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads <c>import</c> statements.</summary>
internal sealed class ImportParser(Grammar grammar)
{
    private static readonly HashSet<string> s_features = new(StringComparer.Ordinal)
    {
        "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",
        "annotations",
    };

    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Whether the statement whose first token is the current one is a <c>from __future__ import</c>.</summary>
    public bool IsFuture => _cursor.Kind == TokenKind.From && _cursor.Peek(1) == TokenKind.Name && _cursor.Is(_cursor.Index + 1, "__future__") && _cursor.Peek(2) == TokenKind.Import;

    /// <summary>Reads an <c>import</c>.</summary>
    public void ParseImport()
    {
        _cursor.Advance();
        do
        {
            ParseDottedName();
            ParseAlias();
        }
        while (_cursor.Accept(TokenKind.Comma));
    }

    /// <summary>Reads a <c>from ... import</c>.</summary>
    public void ParseFrom()
    {
        var isFuture = IsFuture;
        _cursor.Advance();
        var dots = 0;
        while (_cursor.Kind is TokenKind.Dot or TokenKind.Ellipsis)
        {
            _cursor.Advance();
            dots++;
        }

        if (dots == 0 || _cursor.Kind != TokenKind.Import)
        {
            ParseDottedName();
        }

        _cursor.Expect(TokenKind.Import);
        if (_cursor.Kind == TokenKind.Star)
        {
            grammar.Scopes.AddStarImport(_cursor.Index);
            _cursor.Advance();
            return;
        }

        var hasParentheses = _cursor.Accept(TokenKind.LeftParenthesis);
        ParseNames(hasParentheses, isFuture);
    }

    private void ParseNames(bool hasParentheses, bool isFuture)
    {
        while (true)
        {
            var name = _cursor.Index;
            if (_cursor.Kind == TokenKind.NewLine)
            {
                throw _cursor.Error(name, "expected one or more names after 'import'");
            }

            _cursor.Expect(TokenKind.Name);
            if (isFuture && !s_features.Contains(_cursor.TextOf(name)))
            {
                grammar.Scopes.Report(SemanticStage.Future, name, $"future feature {_cursor.TextOf(name)} is not defined");
            }

            ParseAlias();
            if (!_cursor.Accept(TokenKind.Comma))
            {
                break;
            }

            if (hasParentheses && _cursor.Kind == TokenKind.RightParenthesis)
            {
                break;
            }

            if (!hasParentheses && _cursor.Kind == TokenKind.NewLine)
            {
                throw _cursor.Error(_cursor.Index, "trailing comma not allowed without surrounding parentheses");
            }
        }

        if (hasParentheses)
        {
            _cursor.Expect(TokenKind.RightParenthesis);
        }
    }

    private void ParseDottedName()
    {
        do
        {
            _cursor.Expect(TokenKind.Name);
        }
        while (_cursor.Accept(TokenKind.Dot));
    }

    private void ParseAlias()
    {
        if (_cursor.Accept(TokenKind.As))
        {
            _cursor.Expect(TokenKind.Name);
        }
    }
}
