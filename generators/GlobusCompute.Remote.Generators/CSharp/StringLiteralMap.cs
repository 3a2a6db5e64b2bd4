using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.CSharp;

/// <summary>Finds where a part of a string's value is written: in literals of all forms, and in several that are added.</summary>
internal static class StringLiteralMap
{
    /// <summary>The place of a part of a value; null where the expression has more in it than literals.</summary>
    /// <param name="expression">The expression that has the value.</param>
    /// <param name="start">Where the part begins in the value.</param>
    /// <param name="length">How long it is.</param>
    public static TextSpan? Find(ExpressionSyntax expression, int start, int length)
    {
        var tokens = new List<SyntaxToken>();
        if (!Collect(expression, tokens))
        {
            return null;
        }

        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var value = token.ValueText.Length;
            if (start < value || (start == value && i == tokens.Count - 1))
            {
                var from = PlaceOf(token, start);
                var to = PlaceOf(token, Math.Min(start + length, value));
                return TextSpan.FromBounds(token.SpanStart + from, token.SpanStart + Math.Max(from, to));
            }

            start -= value;
        }

        return null;
    }

    private static bool Collect(ExpressionSyntax expression, List<SyntaxToken> tokens)
    {
        // Long sums lean to the left, so that side is a loop.
        var right = new Stack<ExpressionSyntax>();
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    expression = parenthesized.Expression;
                    continue;
                case BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression):
                    right.Push(sum.Right);
                    expression = sum.Left;
                    continue;
                case LiteralExpressionSyntax { Token.Value: string } literal:
                    tokens.Add(literal.Token);
                    break;
                default:
                    return false;
            }

            if (right.Count == 0)
            {
                return true;
            }

            expression = right.Pop();
        }
    }

    /// <summary>The place in a literal's text where a place of its value is written.</summary>
    private static int PlaceOf(SyntaxToken token, int index)
    {
        var text = token.Text;
        switch (token.Kind())
        {
            case SyntaxKind.MultiLineRawStringLiteralToken:
                return PlaceInLines(text, token.ValueText, index);
            case SyntaxKind.SingleLineRawStringLiteralToken:
                return text.Length - text.TrimStart('"').Length + index;
            default:
                var isVerbatim = text[0] == '@';
                var position = isVerbatim ? 2 : 1;
                while (index > 0 && position < text.Length)
                {
                    var (written, valued) = isVerbatim ? (text[position] == '"' ? 2 : 1, 1) : Escape(text, position);
                    position += written;
                    index -= valued;
                }

                return position;
        }
    }

    /// <summary>How many characters a character or escape takes as it is written, and in the value.</summary>
    private static (int Written, int Valued) Escape(string text, int position)
    {
        if (text[position] != '\\')
        {
            return (1, 1);
        }

        switch (text[position + 1])
        {
            case 'u':
                return (6, 1);
            case 'U':
                return (10, string.CompareOrdinal(text, position + 2, "00010000", 0, 8) >= 0 ? 2 : 1);
            case 'x':
                var digits = 0;
                while (digits < 4 && Uri.IsHexDigit(text[position + 2 + digits]))
                {
                    digits++;
                }

                return (2 + digits, 1);
            default:
                return (2, 1);
        }
    }

    /// <summary>Raw literals of several lines begin on their second, and the indentation of the last is not part of the value.</summary>
    private static int PlaceInLines(string text, string value, int index)
    {
        var indentation = text.TrimEnd('"');
        indentation = indentation.Substring(indentation.LastIndexOf('\n') + 1);
        var start = text.IndexOf('\n') + 1;
        var from = 0;
        for (var end = value.IndexOf('\n'); end >= 0 && end < index; end = value.IndexOf('\n', end + 1))
        {
            start = text.IndexOf('\n', start) + 1;
            from = end + 1;
        }

        var line = text.IndexOf('\n', start) is var close && close < 0 ? text.Length : close;
        return Math.Min(start + indentation.Length, line) + index - from;
    }
}
