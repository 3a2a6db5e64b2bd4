namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads the parameters of functions and lambdas, and the type parameters of definitions.</summary>
internal sealed class ParameterParser(Grammar grammar)
{
    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Reads parameters up to a token that ends them, and gives their names.</summary>
    public IReadOnlyCollection<string> Parse(TokenKind close, bool allowAnnotations)
    {
        var list = new ParameterList(allowAnnotations);
        while (_cursor.Kind != close)
        {
            if (list.HasKeywords)
            {
                throw _cursor.Error(_cursor.Index, "arguments cannot follow var-keyword argument");
            }

            ParseParameter(list, close);
            if (!_cursor.Accept(TokenKind.Comma))
            {
                break;
            }
        }

        return list.Names;
    }

    /// <summary>Reads type parameters with their brackets, where there are any.</summary>
    public void ParseTypeParameters()
    {
        if (!_cursor.Accept(TokenKind.LeftBracket))
        {
            return;
        }

        var mark = grammar.Scopes.Mark();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var hasDefault = false;
        do
        {
            var stars = _cursor.Kind;
            if (stars is TokenKind.Star or TokenKind.DoubleStar)
            {
                _cursor.Advance();
            }

            AddName(names, "type parameter");
            if (stars is not (TokenKind.Star or TokenKind.DoubleStar) && _cursor.Accept(TokenKind.Colon))
            {
                grammar.Expressions.Parse();
            }

            if (_cursor.Accept(TokenKind.Assign))
            {
                hasDefault = true;
                if (stars != TokenKind.Star || !_cursor.Accept(TokenKind.Star))
                {
                    grammar.Expressions.Parse();
                }
                else
                {
                    grammar.Expressions.ParseArithmetic();
                }
            }
            else if (hasDefault)
            {
                throw _cursor.Error(_cursor.Index - 1, "non-default type parameter follows default type parameter");
            }
        }
        while (_cursor.Accept(TokenKind.Comma) && _cursor.Kind != TokenKind.RightBracket);
        _cursor.Expect(TokenKind.RightBracket);
        grammar.Scopes.ForgetUses(mark);
    }

    /// <summary>Reads an annotation, whose names do not count as used.</summary>
    public void ParseAnnotation(bool allowStar)
    {
        var mark = grammar.Scopes.Mark();
        if (allowStar && _cursor.Accept(TokenKind.Star))
        {
            grammar.Expressions.ParseArithmetic();
        }
        else
        {
            grammar.Expressions.Parse();
        }

        grammar.Scopes.ForgetUses(mark);
    }

    private void ParseParameter(ParameterList list, TokenKind close)
    {
        var start = _cursor.Index;
        switch (_cursor.Kind)
        {
            case TokenKind.Slash:
                if (list.Slash() is { } reason)
                {
                    throw _cursor.Error(start, reason);
                }

                _cursor.Advance();
                break;
            case TokenKind.Star:
                if (list.HasStar)
                {
                    throw _cursor.Error(start, "* argument may appear only once");
                }

                list.HasStar = true;
                _cursor.Advance();
                if (_cursor.Kind == TokenKind.Name)
                {
                    ParseName(list, isStar: true);
                    RefuseDefault("var-positional");
                }
                else if (_cursor.Kind == close || (_cursor.Kind == TokenKind.Comma && (_cursor.Peek(1) == close || _cursor.Peek(1) == TokenKind.DoubleStar)))
                {
                    throw _cursor.Error(start, "named arguments must follow bare *");
                }
                else if (_cursor.Kind != TokenKind.Comma)
                {
                    throw _cursor.Unexpected();
                }

                break;
            case TokenKind.DoubleStar:
                list.HasKeywords = true;
                _cursor.Advance();
                ParseName(list, isStar: false);
                RefuseDefault("var-keyword");
                break;
            default:
                ParseName(list, isStar: false);
                ParseDefault(list);
                break;
        }

        list.Count++;
    }

    private void ParseName(ParameterList list, bool isStar)
    {
        AddName(list.Names, "argument");
        if (list.AllowAnnotations && _cursor.Accept(TokenKind.Colon))
        {
            ParseAnnotation(allowStar: isStar);
        }
    }

    private void AddName(HashSet<string> names, string what)
    {
        var index = _cursor.Index;
        _cursor.Expect(TokenKind.Name);
        if (!names.Add(_cursor.TextOf(index)))
        {
            grammar.Scopes.Report(SemanticStage.Names, index, $"duplicate {what} '{_cursor.TextOf(index)}'{(what == "argument" ? " in function definition" : "")}");
        }
    }

    private void ParseDefault(ParameterList list)
    {
        if (_cursor.Accept(TokenKind.Assign))
        {
            if (_cursor.Kind is TokenKind.Comma or TokenKind.RightParenthesis or TokenKind.Colon)
            {
                throw _cursor.Error(_cursor.Index - 1, "expected default value expression");
            }

            grammar.Expressions.Parse();
            list.HasDefault |= !list.HasStar;
        }
        else if (list is { HasDefault: true, HasStar: false })
        {
            throw _cursor.Error(_cursor.Index - 1, "parameter without a default follows parameter with a default");
        }
    }

    private void RefuseDefault(string what)
    {
        if (_cursor.Kind == TokenKind.Assign)
        {
            throw _cursor.Error(_cursor.Index, $"{what} argument cannot have default value");
        }
    }

    /// <summary>The parameters that were read.</summary>
    private sealed class ParameterList(bool allowAnnotations)
    {
        private bool _hasSlash;

        public bool AllowAnnotations => allowAnnotations;

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public int Count { get; set; }

        public bool HasStar { get; set; }

        public bool HasKeywords { get; set; }

        public bool HasDefault { get; set; }

        /// <summary>Notes a slash; says why there can be none.</summary>
        public string? Slash()
        {
            var reason = Count == 0 ? "at least one argument must precede /" : _hasSlash ? "/ may appear only once" : HasStar ? "/ must be ahead of *" : null;
            _hasSlash = true;
            return reason;
        }
    }
}
