using System.Globalization;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Reads numbers without a sign.</summary>
internal static class PythonNumber
{
    /// <summary>The number, or null for imaginary ones, for what is not a number, and for what neither 28 digits nor a double can hold.</summary>
    /// <param name="token">The number as it is written.</param>
    public static PythonConstant? Read(string token)
    {
        var text = token.Replace("_", "");
        var radix = text.Length < 3 || text[0] != '0' ? 10 : (text[1] | 0x20) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 10 };
        return radix != 10 ? Integer(text.Substring(2), radix) : text.All(IsDigit) ? Integer(text, radix) : Float(text);
    }

    private static PythonConstant? Integer(string text, int radix)
    {
        var digits = text.TrimStart('0');
        var most = radix switch { 16 => 23, 8 => 31, 2 => 93, _ => 28 };
        if (text.Length == 0 || digits.Length > most)
        {
            return null;
        }

        decimal value = 0;
        foreach (var c in digits)
        {
            var digit = IsDigit(c) ? c - '0' : (c | 0x20) is >= 'a' and <= 'f' ? (c | 0x20) - 'a' + 10 : radix;
            if (digit >= radix)
            {
                return null;
            }

            value = (value * radix) + digit;
        }

        return new(PythonConstantKind.Integer, Integer: value);
    }

    private static PythonConstant? Float(string text)
    {
        // Words such as 'nan' are numbers to .NET.
        if (!text.All(c => IsDigit(c) || c is '.' or 'e' or 'E' or '+' or '-')
            || !double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            || double.IsInfinity(value))
        {
            return null;
        }

        // C# wants digits on both sides of a point, but for those before it.
        var point = text.IndexOf('.');
        var isBare = point >= 0 && (point + 1 == text.Length || !IsDigit(text[point + 1]));
        var digits = isBare ? text.Insert(point + 1, "0") : text;
        return new(PythonConstantKind.Float, point == 0 ? "0" + digits : digits, Real: value);
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
