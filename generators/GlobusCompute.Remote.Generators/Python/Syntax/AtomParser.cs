namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads the smallest operands.</summary>
internal sealed class AtomParser(Grammar grammar)
{
    /// <summary>Reads an operand without what is called, indexed or looked up on it.</summary>
    public Expression Parse()
    {
        var cursor = grammar.Cursor;
        var start = cursor.Index;
        switch (cursor.Kind)
        {
            case TokenKind.Name:
                grammar.Scopes.AddUse(start);
                cursor.Advance();
                return Expression.Of(ExpressionKind.Name, start);
            case TokenKind.Number:
                cursor.Advance();
                return Expression.Of(ExpressionKind.Literal, start);
            case TokenKind.String or TokenKind.FormatStart:
                return grammar.Strings.Parse();
            case TokenKind.False or TokenKind.None or TokenKind.True:
                cursor.Advance();
                return Expression.Of(ExpressionKind.Singleton, start);
            case TokenKind.Ellipsis:
                cursor.Advance();
                return Expression.Of(ExpressionKind.Ellipsis, start);
            case TokenKind.LeftParenthesis:
                return grammar.Displays.ParseParentheses();
            case TokenKind.LeftBracket:
                return grammar.Displays.ParseList();
            case TokenKind.LeftBrace:
                return grammar.Displays.ParseBraces();
            default:
                throw cursor.Unexpected();
        }
    }
}
