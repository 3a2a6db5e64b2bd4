using System.Numerics;

namespace GlobusCompute.Remote.Serialization.Python;

internal sealed class PythonComplex(Complex value, string typeName = "complex") : PythonValue
{
    public override PythonKind Kind => PythonKind.Complex;

    public override string TypeName => typeName;

    public Complex Value => value;

    internal override void WriteRepr(PythonRepr repr)
    {
        var imaginary = PythonFloat.Text(value.Imaginary);
        repr.Add($"({PythonFloat.Text(value.Real)}{(imaginary[0] == '-' ? "" : "+")}{imaginary}j)");
    }
}
