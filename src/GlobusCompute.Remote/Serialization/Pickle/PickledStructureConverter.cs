using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>Tuples, sets, dictionaries and grids inside types of the app, likewise.</summary>
internal sealed class PickledStructureConverters : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => Structures.Covers(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) => new PickledStructureConverter(typeToConvert);
}

internal sealed class PickledStructureConverter(Type type) : JsonConverter<object>
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert == type;

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        var (side, offset) = SideValue.Begin(writer);
        Structures.Write(side, value, type);
        SideValue.End(writer, side, offset);
    }

    public override void WriteAsPropertyName(Utf8JsonWriter writer, object value, JsonSerializerOptions options) =>
        throw new ShapeException($"{TypeNames.Of(value.GetType())} is a key of a dictionary class that is not known here. Pass a Dictionary of them.");

    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw SideValue.OnlyWritten();
}
