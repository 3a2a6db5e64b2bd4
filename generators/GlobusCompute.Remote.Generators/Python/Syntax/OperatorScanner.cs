namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Recognises operators and delimiters, the longest first.</summary>
internal static class OperatorScanner
{
    /// <summary>The kind and the length of the operator at a place.</summary>
    public static (TokenKind Kind, int Length) Scan(string text, int start)
    {
        var (second, third) = (At(text, start + 1), At(text, start + 2));
        return text[start] switch
        {
            '(' => (TokenKind.LeftParenthesis, 1),
            ')' => (TokenKind.RightParenthesis, 1),
            '[' => (TokenKind.LeftBracket, 1),
            ']' => (TokenKind.RightBracket, 1),
            '{' => (TokenKind.LeftBrace, 1),
            '}' => (TokenKind.RightBrace, 1),
            ',' => (TokenKind.Comma, 1),
            ';' => (TokenKind.Semicolon, 1),
            '~' => (TokenKind.Tilde, 1),
            ':' => second == '=' ? (TokenKind.ColonAssign, 2) : (TokenKind.Colon, 1),
            '.' => second == '.' && third == '.' ? (TokenKind.Ellipsis, 3) : (TokenKind.Dot, 1),
            '=' => second == '=' ? (TokenKind.Comparison, 2) : (TokenKind.Assign, 1),
            '!' => second == '=' ? (TokenKind.Comparison, 2) : (TokenKind.Exclamation, 1),
            '<' when second == '>' => (TokenKind.Unknown, 2),
            '<' => second is '=' ? (TokenKind.Comparison, 2) : Shift('<', second, third),
            '>' => second is '=' ? (TokenKind.Comparison, 2) : Shift('>', second, third),
            '-' when second == '>' => (TokenKind.Arrow, 2),
            '*' when second == '*' => third == '=' ? (TokenKind.AugmentedAssign, 3) : (TokenKind.DoubleStar, 2),
            '/' when second == '/' => third == '=' ? (TokenKind.AugmentedAssign, 3) : (TokenKind.BinaryOperator, 2),
            '+' or '-' or '*' or '/' or '%' or '&' or '|' or '^' or '@' when second == '=' => (TokenKind.AugmentedAssign, 2),
            '+' => (TokenKind.Plus, 1),
            '-' => (TokenKind.Minus, 1),
            '*' => (TokenKind.Star, 1),
            '/' => (TokenKind.Slash, 1),
            '@' => (TokenKind.At, 1),
            '|' => (TokenKind.Bar, 1),
            '%' or '&' or '^' => (TokenKind.BinaryOperator, 1),
            _ => (TokenKind.Unknown, 1),
        };
    }

    private static (TokenKind Kind, int Length) Shift(char first, char second, char third) =>
        second != first ? (TokenKind.Comparison, 1) : third == '=' ? (TokenKind.AugmentedAssign, 3) : (TokenKind.BinaryOperator, 2);

    private static char At(string text, int position) => position < text.Length ? text[position] : '\0';
}
