namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>Digits and exponent, or a word, as Python's decimal writes them.</summary>
internal sealed class PythonDecimal(string text) : PythonValue
{
    public override PythonKind Kind => PythonKind.Decimal;

    public override string TypeName => "decimal.Decimal";

    public string Text => text;

    internal override void WriteRepr(PythonRepr repr) => repr.Add($"Decimal('{text}')");
}
