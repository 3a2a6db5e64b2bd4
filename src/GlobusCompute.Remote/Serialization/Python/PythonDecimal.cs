using System.Globalization;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>Digits and exponent, or a word, as Python's decimal writes them.</summary>
internal sealed class PythonDecimal(string text) : PythonValue
{
    // Kept, since one number may be in very many places, and its digits may be many. Boxed, so that it is set at once.
    private object? _parsed;

    public override PythonKind Kind => PythonKind.Decimal;

    public override string TypeName => "decimal.Decimal";

    public string Text => text;

    /// <summary>The nearest decimal; null when there is none of the size.</summary>
    public decimal? Nearest
    {
        get
        {
            _parsed ??= decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : "";
            return _parsed as decimal?;
        }
    }

    internal override void WriteRepr(PythonRepr repr) => repr.Add($"Decimal('{text}')");
}
