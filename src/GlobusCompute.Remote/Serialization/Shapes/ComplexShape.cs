using System.Numerics;
using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class ComplexShape() : RefusedShape<Complex>(Refusals.Complex)
{
    public override bool IsScalar => true;

    public override void PickleTo(PickleBuffer output, Complex value)
    {
        output.Global(PickleGlobal.Complex);
        output.Float(value.Real);
        output.Float(value.Imaginary);
        output.Raw([PickleOpcode.Tuple2, PickleOpcode.Reduce]);
    }

    /// <summary>A number is read, since what is complex in Python may well be whole or real.</summary>
    public override Complex ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number || TolerantJson.TryGetNonFinite(ref reader, out _)
            ? BuiltInShapes.Double.ReadFrom(ref reader, options)
            : base.ReadFrom(ref reader, options);

    public override Complex FromPython(PythonValue value, PythonReading reading) => value switch
    {
        PythonComplex complex => complex.Value,
        PythonFloat number => number.Value,
        PythonInteger => BuiltInShapes.Double.FromPython(value, reading),
        PythonArray { IsSet: true, Shape.Count: 0 } array => FromPython(array.Single(), reading),
        _ => throw PythonMisfit.Of(value, "a complex number (Complex)"),
    };

    public override bool TryCopy(PythonArray array, Span<Complex> destination)
    {
        if (array.Type.KindCode == 'O')
        {
            return false;
        }

        array.RefuseMasked(typeof(Complex));
        ArrayCopy.Complexes(array, destination);
        return true;
    }
}
