using System.Globalization;
using GlobusCompute.Remote.Shared.Numbers;

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
            _exact ??= decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && ExactDecimal.IsSame(text, value)
                ? value
                : "";
            return _exact as decimal?;
        }
    }

    internal override void WriteRepr(PythonRepr repr) => repr.Add($"Decimal('{text}')");
}
