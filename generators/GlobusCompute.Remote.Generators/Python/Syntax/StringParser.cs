namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads string literals: several beside each other, their escapes, and the fields of f-strings and t-strings.</summary>
internal sealed class StringParser(Grammar grammar)
{
    private readonly TokenCursor _cursor = grammar.Cursor;

    /// <summary>Reads all literals that stand beside each other.</summary>
    public Expression Parse()
    {
        var start = _cursor.Index;
        var (bytes, texts, templates) = (false, false, false);
        var isFormatted = false;
        while (_cursor.Kind is TokenKind.String or TokenKind.FormatStart)
        {
            StringPrefix.TryRead(_cursor.Text, _cursor[_cursor.Index].Start, out var prefix);
            bytes |= prefix.IsBytes;
            templates |= prefix.IsTemplate;
            texts |= !prefix.IsBytes && !prefix.IsTemplate;
            isFormatted |= _cursor.Kind == TokenKind.FormatStart;
            if (_cursor.Kind == TokenKind.String)
            {
                CheckContent(prefix, prefix.Content, _cursor[_cursor.Index].End - (prefix.IsTriple ? 3 : 1));
                _cursor.Advance();
            }
            else
            {
                ParseFormat(prefix);
            }
        }

        if (templates && (texts || bytes))
        {
            throw _cursor.ErrorFrom(start, "cannot mix t-string literals with string or bytes literals");
        }

        return bytes && texts
            ? throw _cursor.ErrorFrom(start, "cannot mix bytes and nonbytes literals")
            : Expression.Of(isFormatted ? ExpressionKind.FormatString : ExpressionKind.Literal, start);
    }

    private void ParseFormat(StringPrefix prefix)
    {
        _cursor.Advance();
        while (ParsePart(prefix))
        {
        }

        _cursor.Expect(TokenKind.FormatEnd);
    }

    /// <summary>Reads text or a field. False where neither is.</summary>
    private bool ParsePart(StringPrefix prefix)
    {
        switch (_cursor.Kind)
        {
            case TokenKind.FormatText:
                CheckContent(prefix, _cursor[_cursor.Index].Start, _cursor[_cursor.Index].End);
                _cursor.Advance();
                return true;
            case TokenKind.LeftBrace:
                _cursor.Enter();
                ParseField(prefix);
                _cursor.Leave();
                return true;
            default:
                return false;
        }
    }

    private void ParseField(StringPrefix prefix)
    {
        _cursor.Advance();
        if (_cursor.Kind is TokenKind.RightBrace or TokenKind.Assign or TokenKind.Exclamation or TokenKind.Colon)
        {
            throw _cursor.Error(_cursor.Index, $"f-string: valid expression required before '{_cursor.TextOf(_cursor.Index)}'");
        }

        grammar.Targets.RefuseLoneStar(grammar.Expressions.ParseYieldOrList());
        _cursor.Accept(TokenKind.Assign);
        if (_cursor.Accept(TokenKind.Exclamation))
        {
            if (_cursor.Kind != TokenKind.Name || !(_cursor.Is(_cursor.Index, "s") || _cursor.Is(_cursor.Index, "r") || _cursor.Is(_cursor.Index, "a")))
            {
                throw _cursor.Error(_cursor.Index, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
            }

            _cursor.Advance();
        }

        if (_cursor.Accept(TokenKind.Colon))
        {
            while (ParsePart(prefix))
            {
            }
        }

        if (_cursor.Kind != TokenKind.RightBrace)
        {
            throw _cursor.Error(_cursor.Index, "f-string: expecting '}'");
        }

        _cursor.Advance();
    }

    private void CheckContent(StringPrefix prefix, int start, int end)
    {
        var text = _cursor.Text;
        for (var i = start; i < end; i++)
        {
            if (prefix.IsBytes && text[i] >= '\u0080')
            {
                throw _cursor.Error(_cursor.Index, "bytes can only contain ASCII literal characters");
            }

            if (text[i] != '\\' || prefix.IsRaw || ++i >= end)
            {
                continue;
            }

            if (RefuseEscape(text, i, end, prefix.IsBytes) is { } reason)
            {
                throw _cursor.Error(_cursor.Index, reason);
            }

            i -= prefix.IsBytes && text[i] >= '\u0080' ? 1 : 0;
        }
    }

    private static string? RefuseEscape(string text, int position, int end, bool isBytes)
    {
        switch (text[position])
        {
            case 'x' when !HasDigits(text, position + 1, 2, end):
                return isBytes ? "(value error) invalid \\x escape" : "(unicode error) truncated \\xXX escape";
            case 'u' when !isBytes && !HasDigits(text, position + 1, 4, end):
                return "(unicode error) truncated \\uXXXX escape; write the backslash twice, or put r before the quote";
            case 'U' when !isBytes && !HasDigits(text, position + 1, 8, end):
                return "(unicode error) truncated \\UXXXXXXXX escape; write the backslash twice, or put r before the quote";
            case 'U' when !isBytes && string.CompareOrdinal(text, position + 1, "0010ffff", 0, 8) > 0 && !IsCodePoint(text, position + 1):
                return "(unicode error) illegal Unicode character";
            case 'N' when !isBytes && !HasName(text, position + 1, end):
                return "(unicode error) malformed \\N character escape";
            default:
                return null;
        }
    }

    private static bool HasDigits(string text, int start, int count, int end)
    {
        for (var i = start; i < start + count; i++)
        {
            if (i >= end || text[i] is not ((>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F')))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsCodePoint(string text, int start) => text[start] == '0' && text[start + 1] == '0' && (text[start + 2] == '0' || (text[start + 2] == '1' && text[start + 3] == '0'));

    private static bool HasName(string text, int start, int end)
    {
        var close = start + 1;
        while (close < end && text[close] is not ('}' or '\\' or '\n'))
        {
            close++;
        }

        return start < end && text[start] == '{' && close > start + 1 && close < end && text[close] == '}';
    }
}
