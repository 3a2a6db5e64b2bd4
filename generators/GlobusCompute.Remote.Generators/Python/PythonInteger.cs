using System.Globalization;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Computes an integer expression as values of enums have them: literals, earlier members, <c>1 &lt;&lt; 3</c>, <c>READ | WRITE</c>.</summary>
/// <param name="tokens">The expression.</param>
/// <param name="names">The numbers of earlier members; null for members with other values.</param>
internal sealed class PythonInteger(PythonStatement tokens, IReadOnlyDictionary<string, long?> names)
{
    private const int MaximumNesting = 24;

    // From the loosest to the tightest; the operators of one level are taken from left to right.
    private static readonly string[][] s_levels = [["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], ["*"]];
    private int _index;
    private int _nesting;

    /// <summary>The value, or null for everything else and beyond 64 bits.</summary>
    public long? Read()
    {
        var value = ReadLevel(0);
        return _index == tokens.Count ? value : null;
    }

    private long? ReadLevel(int level)
    {
        if (level == s_levels.Length)
        {
            return ReadUnary();
        }

        var left = ReadLevel(level + 1);
        while (left is not null && s_levels[level].FirstOrDefault(IsOperator) is { } word)
        {
            _index += word.Length;
            left = ReadLevel(level + 1) is { } right ? Apply(word, left.Value, right) : null;
        }

        return left;
    }

    /// <summary>Whether an operator stands here. Shifts are two tokens of one character.</summary>
    private bool IsOperator(string word) =>
        tokens.Is(_index, word.Substring(0, 1))
        && (word.Length == 1
            ? !tokens.Is(_index + 1, word)
            : tokens.Is(_index + 1, word.Substring(1)) && tokens[_index + 1].Start == tokens[_index].End);

    private long? ReadUnary()
    {
        if (_nesting == MaximumNesting)
        {
            return null;
        }

        _nesting++;
        var value = ReadOperand();
        _nesting--;
        return value;
    }

    private long? ReadOperand()
    {
        var at = _index++;
        if (tokens.Is(at, "-") || tokens.Is(at, "~") || tokens.Is(at, "+"))
        {
            return ReadUnary() is { } operand && operand != long.MinValue ? (tokens.Is(at, "-") ? -operand : tokens.Is(at, "~") ? ~operand : operand) : null;
        }

        if (tokens.Is(at, "("))
        {
            var inner = ReadLevel(0);
            return tokens.Is(_index++, ")") ? inner : null;
        }

        return tokens.Is(at, PythonTokenKind.Number) ? Literal(tokens.TextAt(at).Replace("_", ""))
            : tokens.Is(at, PythonTokenKind.Name) && names.TryGetValue(tokens.TextAt(at), out var number) ? number
            : null;
    }

    private static long? Literal(string text)
    {
        var radix = text.Length < 3 || text[0] != '0' ? 10 : (text[1] | 0x20) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 10 };
        if (radix == 10)
        {
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
        }

        // A double holds these exactly below 2^53, and nothing greater is in use.
        return PythonLiteral.ReadNumber(text) is { } number and < (1L << 53) ? (long)number : null;
    }

    private static long? Apply(string word, long left, long right)
    {
        try
        {
            return word switch
            {
                "|" => left | right,
                "^" => left ^ right,
                "&" => left & right,
                "<<" => right is >= 0 and < 63 && left >> (62 - (int)right) is 0 ? left << (int)right : null,
                ">>" => right is >= 0 and < 64 ? left >> (int)right : null,
                "+" => checked(left + right),
                "-" => checked(left - right),
                _ => checked(left * right),
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
