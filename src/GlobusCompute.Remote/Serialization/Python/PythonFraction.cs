using System.Numerics;

namespace GlobusCompute.Remote.Serialization.Python;

internal sealed class PythonFraction(BigInteger numerator, BigInteger denominator) : PythonValue
{
    // Kept, since one fraction may be in very many places, and the time for digits grows with their square.
    private string? _text;

    public override PythonKind Kind => PythonKind.Fraction;

    public override string TypeName => "fractions.Fraction";

    public BigInteger Numerator => numerator;

    public BigInteger Denominator => denominator;

    /// <summary>Numerator and denominator as Python's <c>str</c> has them.</summary>
    public string Text => _text ??= $"{PythonInteger.Of(numerator)}/{PythonInteger.Of(denominator)}";

    internal override void WriteRepr(PythonRepr repr) => repr.AddCall("Fraction", [PythonInteger.Of(numerator), PythonInteger.Of(denominator)]);
}
