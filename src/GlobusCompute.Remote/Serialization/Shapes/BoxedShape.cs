using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>A shape whose type is not named, so that one converter serves all of them.</summary>
internal sealed class BoxedShape(IShape shape) : Shape<object?>
{
    public override bool IsScalar => shape.IsScalar;

    public override void WriteTo(JsonBuffer output, object? value) => shape.WriteBoxed(output, value);

    public override void PickleTo(PickleBuffer output, object? value) => shape.PickleBoxed(output, value);

    public override object? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => shape.ReadBoxed(ref reader, options);

    public override object? FromPython(PythonValue value, PythonReading reading) => shape.FromPythonBoxed(value, reading);

    public override object? FromCell(PickleCells cells, int at, PythonReading reading) => shape.FromCellBoxed(cells, at, reading);

    public override object? FromPythonKey(PythonValue key, PythonReading reading) => shape.FromPythonKeyBoxed(key, reading);

    public override void WriteKey(JsonBuffer output, object? key) => shape.WriteKeyBoxed(output, key!);

    public override object? ReadKey(ref Utf8JsonReader reader) => shape.ReadKeyBoxed(ref reader);
}
