using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class BooleanShape : ScalarShape<bool>
{
    protected override string Wanted => "true or false (bool)";

    protected override bool IsText => false;

    public override void PickleTo(PickleBuffer output, bool value) => output.Boolean(value);

    public override bool ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw ReadJson.Misfit(ref reader, Wanted),
    };

    public override bool FromCell(PickleCells cells, int at, PythonReading reading) =>
        cells.TryBoolean(at, out var value) ? value : base.FromCell(cells, at, reading);

    public override bool TryCopy(PythonArray array, Span<bool> destination)
    {
        if (array.Type.KindCode == 'O')
        {
            return false;
        }

        array.RefuseMasked(typeof(bool));
        ArrayCopy.Booleans(array, destination);
        return true;
    }

    protected override int Format(bool value, Span<byte> destination)
    {
        var word = value ? "true"u8 : "false"u8;
        word.CopyTo(destination);
        return word.Length;
    }

    // As keys: JSON's words, as Python's json writes a bool key, or those of Python's str().
    protected override bool TryParse(ReadOnlySpan<byte> text, out bool value)
    {
        value = text.SequenceEqual("true"u8) || text.SequenceEqual("True"u8);
        return value || text.SequenceEqual("false"u8) || text.SequenceEqual("False"u8);
    }

    protected override bool TryFromPython(PythonValue value, out bool result)
    {
        result = value is PythonConstant { IsTrue: true };
        return value is PythonConstant { Kind: PythonKind.Boolean };
    }
}
