using System.Globalization;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>Digits and exponent, or a word, as Python's decimal writes them.</summary>
internal sealed class PythonDecimal(string text) : PythonValue
{
    // Kept, since one number may be in very many places, and its digits may be many. Boxed, so that it is set at once.
    private object? _exact;

    public override PythonKind Kind => PythonKind.Decimal;

    public override string TypeName => "decimal.Decimal";

    public string Text => text;

    /// <summary>The decimal of the same value; null when a decimal has too few digits for it, and for NaN and the infinities.</summary>
    public decimal? Exact
    {
        get
        {
            _exact ??= decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && IsSame(text, value) ? value : "";
            return _exact as decimal?;
        }
    }

    internal override void WriteRepr(PythonRepr repr) => repr.Add($"Decimal('{text}')");

    // Digits beyond the 28th are rounded away by the parser.
    private static bool IsSame(string text, decimal value)
    {
        var digits = text.AsSpan().TrimStart("+-0.");
        var end = digits.IndexOfAny('E', 'e');
        var significant = 0;
        foreach (var c in (end < 0 ? digits : digits[..end]).TrimEnd('0'))
        {
            significant += char.IsAsciiDigit(c) ? 1 : 0;
        }

        // A small number, such as 1E-30, is rounded to fewer digits, or to zero.
        if (end >= 0 && significant > 0 && !IsWithinScale(text))
        {
            return false;
        }

        return significant <= 28 || (significant == 29 && value == decimal.Truncate(value)) || (significant == 0 && value == 0);
    }

    private static bool IsWithinScale(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny('E', 'e');
        var digits = text[..end];
        var point = digits.IndexOf('.');
        var fraction = point < 0 ? 0 : digits[(point + 1)..].TrimEnd('0').Length;
        return !int.TryParse(text[(end + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            || (long)fraction - exponent <= 28;
    }
}
