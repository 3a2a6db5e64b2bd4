using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>A shape inside types of the app: pickled beside the JSON text, in which its place is named.</summary>
internal sealed class PickledShapeConverter<T>(Shape<T> shape) : JsonConverter<T>
{
    private readonly ShapeConverter<T> _json = new(shape);

    public override bool HandleNull => true;

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        var (side, offset) = SideValue.Begin(writer);
        shape.PickleTo(side, value);
        SideValue.End(writer, side, offset);
    }

    public override void WriteAsPropertyName(Utf8JsonWriter writer, [DisallowNull] T value, JsonSerializerOptions options) =>
        _json.WriteAsPropertyName(writer, value, options);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw SideValue.OnlyWritten();
}
