using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>
/// <see cref="ValueTuple"/> as an array, as Python writes its tuples. Elements beyond the seventh lie in the tuple's <c>Rest</c>. The fields are set by the
/// type's metadata under options that include fields, so that no reflection is needed beside the app's own metadata.
/// </summary>
internal sealed class TupleConverter(JsonSerializerOptions fields) : JsonConverter<object>
{
    private readonly ConcurrentDictionary<Type, TupleParts> _parts = [];

    public override bool CanConvert(Type typeToConvert) =>
        Structures.IsTuple(TupleOf(typeToConvert));

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        // Python reads a list.
        JsonBuffer.Serializing?.ExpectInexact();
        var tuple = (ITuple)value;
        var types = Structures.ElementTypes(value.GetType());
        writer.WriteStartArray();
        for (var i = 0; i < tuple.Length; i++)
        {
            try
            {
                WriteElement(writer, tuple[i], types[i], options);
            }
            catch (JsonException e)
            {
                throw Placed(e, i);
            }
        }

        writer.WriteEndArray();
    }

    /// <remarks>Left out, System.Text.Json would ask this converter for another one without end.</remarks>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        JsonBuffer.Serializing?.ExpectInexact();
        throw new ShapeException($"{TypeNames.Of(value.GetType())} is not a type for dictionary keys in JSON, which are text. "
            + "Leave the choice of format to the value, or use text.");
    }

    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var tuple = TupleOf(typeToConvert);
        var types = Structures.ElementTypes(tuple);
        ReadJson.ExpectArray(ref reader, typeToConvert);
        var items = new List<object?>(types.Count);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (items.Count == types.Count)
            {
                throw new ShapeException($"Found an array of more than {types.Count} elements where {TypeNames.Of(typeToConvert)} was expected.");
            }

            try
            {
                items.Add(ReadElement(ref reader, types[items.Count], options));
            }
            catch (JsonException e)
            {
                throw Placed(e, items.Count);
            }
        }

        return items.Count == types.Count
            ? _parts.GetOrAdd(tuple, TupleParts.Of, fields).Make(items)
            : throw new ShapeException($"Found an array of {items.Count} elements where {types.Count} were expected ({TypeNames.Of(typeToConvert)}).");
    }

    private static void WriteElement(Utf8JsonWriter writer, object? element, Type type, JsonSerializerOptions options)
    {
        if (ShapeConverters.FindBoxed(type) is { } converter)
        {
            converter.Write(writer, element, options);
        }
        else
        {
            JsonSerializer.Serialize(writer, element, PayloadRules.InfoOf(type, options));
        }
    }

    private static object? ReadElement(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        ShapeConverters.FindBoxed(type) is { } converter
            ? converter.Read(ref reader, type, options)
            : JsonSerializer.Deserialize(ref reader, PayloadRules.InfoOf(type, options));

    private static Type TupleOf(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static ShapeException Placed(JsonException error, int index)
    {
        var placed = ShapeException.Around(error);
        placed.Note(index);
        return placed;
    }
}
