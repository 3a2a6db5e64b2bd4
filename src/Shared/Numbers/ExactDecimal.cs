using System.Globalization;

namespace GlobusCompute.Remote.Shared.Numbers;

/// <summary>Finds decimals that are not the number of their text: .NET rounds what has too many digits, and small numbers to zero.</summary>
internal static class ExactDecimal
{
    // As many digits are always exact, without an exponent.
    private const int SafeDigits = 28;

    /// <summary>Gets whether a decimal is the number that a text writes.</summary>
    /// <param name="text">The text, of which the decimal was parsed.</param>
    /// <param name="value">The decimal.</param>
    public static bool IsSame(string text, decimal value) =>
        (text.Length <= SafeDigits && text.AsSpan().IndexOfAny('e', 'E') < 0) || Digits(text) == Digits(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The digits from the first to the last one that is not zero, and the power of ten of the last.</summary>
    private static (string Digits, long Power) Digits(string text)
    {
        var number = text.AsSpan().Trim();
        var end = number.IndexOfAny('e', 'E') is var at and >= 0 ? at : number.Length;
        var power = 0L;
        if (end < number.Length && !long.TryParse(number[(end + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power))
        {
            power = long.MaxValue / 2;
        }

        var mantissa = number[..end].TrimStart("+-");
        var point = mantissa.IndexOf('.');
        var digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        power -= point < 0 ? 0 : mantissa.Length - 1 - point;
        var kept = digits.TrimEnd('0');
        power += digits.Length - kept.Length;
        return kept.TrimStart('0') is { Length: > 0 } significant ? (significant, power) : ("", 0);
    }
}
