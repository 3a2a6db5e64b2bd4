using System.Globalization;

namespace GlobusCompute.Remote.MessagePack;

/// <summary>Text that is read as a decimal, which rounds what has too many digits.</summary>
internal static class DecimalText
{
    // As many digits are always exact, without an exponent.
    private const int SafeDigits = 28;

    /// <exception cref="FormatException">The decimal would be another number.</exception>
    public static void Check(string text)
    {
        if ((text.Length > SafeDigits || text.AsSpan().IndexOfAny('e', 'E') >= 0)
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && Digits(text) != Digits(number.ToString(CultureInfo.InvariantCulture)))
        {
            throw new FormatException(
                $"{(text.Length > 100 ? text[..100] + "…" : text)} has more digits than a decimal holds. Round it in the function, or declare string.");
        }
    }

    /// <summary>The digits from the first to the last one that is not zero, and the power of ten of the last.</summary>
    private static (string Digits, long Power) Digits(string text)
    {
        var end = text.AsSpan().IndexOfAny('e', 'E') is var at and >= 0 ? at : text.Length;
        var power = 0L;
        if (end < text.Length && !long.TryParse(text.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power))
        {
            power = long.MaxValue / 2;
        }

        var mantissa = text.AsSpan(0, end).TrimStart("+-");
        var point = mantissa.IndexOf('.');
        var digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        power -= point < 0 ? 0 : mantissa.Length - 1 - point;
        var kept = digits.TrimEnd('0');
        power += digits.Length - kept.Length;
        return kept.TrimStart('0') is { Length: > 0 } significant ? (significant, power) : ("", 0);
    }
}
