namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads statements, and all of a file.</summary>
internal sealed class StatementParser(Grammar grammar)
{
    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Reads all statements of the text.</summary>
    public void ParseFile()
    {
        var allowsFuture = true;
        var isFirst = true;
        while (_cursor.Kind != TokenKind.End)
        {
            if (_cursor.Kind == TokenKind.NewLine)
            {
                throw _cursor.Unexpected();
            }

            var (start, isFuture) = (_cursor.Index, grammar.Imports.IsFuture);
            Parse(allowsFuture);
            allowsFuture &= isFuture || (isFirst && _cursor[start].Kind == TokenKind.String);
            isFirst = false;
        }
    }

    /// <summary>Reads a statement, or several on one line.</summary>
    /// <param name="allowsFuture">Whether nothing came before that forbids a <c>from __future__ import</c>.</param>
    public void Parse(bool allowsFuture = false)
    {
        grammar.CancellationToken.ThrowIfCancellationRequested();
        switch (_cursor.Kind)
        {
            case TokenKind.Def:
                grammar.Definitions.ParseFunction(isAsync: false);
                break;
            case TokenKind.Class:
                grammar.Definitions.ParseClass();
                break;
            case TokenKind.At:
                grammar.Definitions.ParseDecorated();
                break;
            case TokenKind.Async:
                ParseAsync();
                break;
            case TokenKind.If:
                grammar.Blocks.ParseIf();
                break;
            case TokenKind.While:
                grammar.Blocks.ParseWhile();
                break;
            case TokenKind.For:
                grammar.Blocks.ParseFor();
                break;
            case TokenKind.With:
                grammar.Blocks.ParseWith();
                break;
            case TokenKind.Try:
                grammar.Handlers.ParseTry();
                break;
            case TokenKind.Name when grammar.Matches.IsMatch:
                grammar.Matches.Parse();
                break;
            default:
                ParseSimpleLine(allowsFuture);
                break;
        }
    }

    /// <summary>Reads the simple statements of one line, with its end.</summary>
    public void ParseSimpleLine(bool allowsFuture = false)
    {
        do
        {
            if (grammar.Imports.IsFuture && !allowsFuture)
            {
                grammar.Scopes.Report(SemanticStage.Future, _cursor.Index, "from __future__ imports must occur at the beginning of the file");
            }

            allowsFuture &= grammar.Imports.IsFuture || _cursor.Kind == TokenKind.String;
            ParseSimple();
        }
        while (_cursor.Accept(TokenKind.Semicolon) && _cursor.Kind != TokenKind.NewLine);
        _cursor.Expect(TokenKind.NewLine);
    }

    private void ParseSimple()
    {
        var start = _cursor.Index;
        switch (_cursor.Kind)
        {
            case TokenKind.Return:
                _cursor.Advance();
                var hasValue = _cursor.Kind is not (TokenKind.NewLine or TokenKind.Semicolon);
                if (hasValue)
                {
                    grammar.Targets.RefuseLoneStar(grammar.Expressions.ParseList());
                }

                grammar.Scopes.AddReturn(start, hasValue);
                break;
            case TokenKind.Import:
                grammar.Imports.ParseImport();
                break;
            case TokenKind.From:
                grammar.Imports.ParseFrom();
                break;
            case TokenKind.Raise:
                ParseRaise();
                break;
            case TokenKind.Pass:
                _cursor.Advance();
                break;
            case TokenKind.Break or TokenKind.Continue:
                grammar.Scopes.AddJump(start, _cursor.Kind == TokenKind.Break);
                _cursor.Advance();
                break;
            case TokenKind.Del:
                _cursor.Advance();
                grammar.Targets.ParseDeleted();
                break;
            case TokenKind.Assert:
                _cursor.Advance();
                grammar.Expressions.Parse();
                if (_cursor.Accept(TokenKind.Comma))
                {
                    grammar.Expressions.Parse();
                }

                break;
            case TokenKind.Global or TokenKind.Nonlocal:
                ParseDeclaration();
                break;
            case TokenKind.Name when _cursor.IsSoftKeyword("type") && _cursor.Peek(1) == TokenKind.Name:
                _cursor.Advance();
                grammar.Assignments.ParseTypeAlias();
                break;
            default:
                grammar.Assignments.Parse();
                break;
        }
    }

    private void ParseRaise()
    {
        _cursor.Advance();
        if (_cursor.Kind is TokenKind.NewLine or TokenKind.Semicolon)
        {
            return;
        }

        grammar.Expressions.Parse();
        if (_cursor.Accept(TokenKind.From))
        {
            grammar.Expressions.Parse();
        }
    }

    private void ParseDeclaration()
    {
        var isGlobal = _cursor.Kind == TokenKind.Global;
        do
        {
            _cursor.Advance();
            if (_cursor.Kind == TokenKind.Name)
            {
                grammar.Scopes.AddDeclaration(_cursor.Index, isGlobal);
            }

            _cursor.Expect(TokenKind.Name);
        }
        while (_cursor.Kind == TokenKind.Comma);
    }

    private void ParseAsync()
    {
        var start = _cursor.Index;
        _cursor.Advance();
        switch (_cursor.Kind)
        {
            case TokenKind.Def:
                grammar.Definitions.ParseFunction(isAsync: true);
                break;
            case TokenKind.For:
                grammar.Scopes.AddAsyncStatement(start, "async for");
                grammar.Blocks.ParseFor();
                break;
            case TokenKind.With:
                grammar.Scopes.AddAsyncStatement(start, "async with");
                grammar.Blocks.ParseWith();
                break;
            default:
                throw _cursor.Unexpected();
        }
    }
}
