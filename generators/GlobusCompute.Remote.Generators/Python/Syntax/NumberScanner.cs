using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Finds the ends of Python's number literals.</summary>
internal static class NumberScanner
{
    /// <summary>The place behind the literal that starts at a place, or where an error is.</summary>
    public static int Scan(string text, int start, out string? error)
    {
        error = null;
        var position = text[start] == '0' ? At(text, start + 1) switch
        {
            'x' or 'X' => Based(text, start + 2, 16, ref error),
            'o' or 'O' => Based(text, start + 2, 8, ref error),
            'b' or 'B' => Based(text, start + 2, 2, ref error),
            _ => Decimal(text, start, ref error),
        }
        : Decimal(text, start, ref error);
        return error is null ? CheckEnd(text, position, ref error) : position;
    }

    private static int Based(string text, int position, int numberBase, ref string? error)
    {
        var name = numberBase switch { 16 => "hexadecimal", 8 => "octal", _ => "binary" };
        do
        {
            position += At(text, position) == '_' ? 1 : 0;
            if (!IsDigit(At(text, position), numberBase))
            {
                error = At(text, position) is >= '0' and <= '9' and var digit ? $"invalid digit '{digit}' in {name} literal" : $"invalid {name} literal";
                return position;
            }

            while (IsDigit(At(text, position), numberBase))
            {
                position++;
            }
        }
        while (At(text, position) == '_');
        if (At(text, position) is >= '0' and <= '9' and var other)
        {
            error = $"invalid digit '{other}' in {name} literal";
        }

        return position;
    }

    private static int Decimal(string text, int start, ref string? error)
    {
        var position = start;
        if (text[start] != '.')
        {
            position = Digits(text, position, ref error);
        }

        var end = position;
        if (error is null && At(text, position) == '.')
        {
            position++;
            position = IsDigit(At(text, position)) ? Digits(text, position, ref error) : position;
        }

        if (error is null && At(text, position) is 'e' or 'E')
        {
            var digits = position + (At(text, position + 1) is '+' or '-' ? 2 : 1);
            if (IsDigit(At(text, digits)))
            {
                position = Digits(text, digits, ref error);
            }
            else if (digits == position + 2)
            {
                error = "invalid decimal literal";
            }
        }

        position += error is null && At(text, position) is 'j' or 'J' ? 1 : 0;
        if (error is null && position == end && text[start] == '0' && HasOtherThanZero(text, start, end))
        {
            error = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
            return start;
        }

        return position;
    }

    private static int Digits(string text, int position, ref string? error)
    {
        while (true)
        {
            while (IsDigit(At(text, position)))
            {
                position++;
            }

            if (At(text, position) != '_')
            {
                return position;
            }

            position++;
            if (!IsDigit(At(text, position)))
            {
                error = "invalid decimal literal";
                return position;
            }
        }
    }

    private static bool HasOtherThanZero(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i] is not ('0' or '_'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Only a keyword may follow directly; up to Python 3.10 any of them might.</summary>
    private static int CheckEnd(string text, int position, ref string? error)
    {
        var end = position;
        while (end < text.Length && PythonIdentifier.IsPart(text[end]))
        {
            end++;
        }

        if (end > position && Keywords.Find(text, position, end - position) == TokenKind.Name)
        {
            error = "invalid decimal literal";
        }

        return position;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsDigit(char c, int numberBase) => numberBase switch
    {
        16 => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F'),
        8 => c is >= '0' and <= '7',
        _ => c is '0' or '1',
    };

    private static char At(string text, int position) => position < text.Length ? text[position] : '\0';
}
