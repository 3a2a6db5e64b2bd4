using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>A value or None.</summary>
internal sealed class NullableShape<T>(Shape<T> shape) : Shape<T?>
    where T : struct
{
    public override void WriteTo(JsonBuffer output, T? value)
    {
        if (value is { } present)
        {
            shape.WriteTo(output, present);
        }
        else
        {
            output.Null();
        }
    }

    public override bool IsScalar => shape.IsScalar;

    public override bool IsCopied => shape.IsCopied;

    public override void PickleTo(PickleBuffer output, T? value)
    {
        if (value is { } present)
        {
            shape.PickleTo(output, present);
        }
        else
        {
            output.Null();
        }
    }

    public override T? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? null : shape.ReadFrom(ref reader, options);

    // JSON has only text for keys; Python's json writes None as "null".
    public override void WriteKey(JsonBuffer output, T? key) => shape.WriteKey(output, key!.Value);

    public override T? ReadKey(ref Utf8JsonReader reader) => shape.ReadKey(ref reader);

    public override T? FromPython(PythonValue value, PythonReading reading) =>
        value.IsNone || value is PythonCount { IsNotATime: true } ? null : shape.FromPython(value, reading);

    public override T? FromCell(PickleCells cells, int at, PythonReading reading) => cells.IsNone(at) ? null : shape.FromCell(cells, at, reading);

    public override T? FromPythonKey(PythonValue key, PythonReading reading) => key.IsNone ? null : shape.FromPythonKey(key, reading);
}
