using System.Numerics;

namespace GlobusCompute.Remote.Serialization.Python;

internal sealed class PythonFraction(BigInteger numerator, BigInteger denominator) : PythonValue
{
    public override PythonKind Kind => PythonKind.Fraction;

    public override string TypeName => "fractions.Fraction";

    public BigInteger Numerator => numerator;

    public BigInteger Denominator => denominator;

    internal override void WriteRepr(PythonRepr repr) => repr.AddCall("Fraction", [PythonInteger.Of(numerator), PythonInteger.Of(denominator)]);
}
