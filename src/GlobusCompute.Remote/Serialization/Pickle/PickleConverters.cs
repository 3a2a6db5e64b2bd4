using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>A shape inside types of the app: pickled beside the JSON text, in which its place is named.</summary>
internal sealed class PickledShapeConverter<T>(Shape<T> shape) : JsonConverter<T>
{
    public override bool HandleNull => true;

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        var (side, offset) = SideValue.Begin(writer);
        shape.PickleTo(side, value);
        SideValue.End(writer, side, offset);
    }

    public override void WriteAsPropertyName(Utf8JsonWriter writer, [DisallowNull] T value, JsonSerializerOptions options) =>
        shape.WriteAsPropertyName(writer, value, options);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw SideValue.OnlyWritten();
}

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

/// <summary>The buffer beside the JSON text that is being written on this thread.</summary>
internal static class SideValue
{
    public static (PickleBuffer Side, int Offset) Begin(Utf8JsonWriter writer)
    {
        var text = JsonBuffer.Serializing;
        var side = text?.Side ?? throw new InvalidOperationException("The serializer options of a pickled argument were used outside its serialization.");
        side.Begin(side.Json, side.Arrays, text.Depth + writer.CurrentDepth);
        return (side, side.Length);
    }

    public static void End(Utf8JsonWriter writer, PickleBuffer side, int offset)
    {
        Span<byte> place = stackalloc byte[96];
        var length = JsonTokens.WritePlace(offset, side.Length - offset, place);
        writer.WriteRawValue(place[..length], skipInputValidation: true);
    }

    public static NotSupportedException OnlyWritten() => new("These options only write.");
}
