using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>
/// Any value. Written by its run-time type. Read as null, bool, long (or BigInteger when that is too small), double, string,
/// <c>List&lt;object?&gt;</c> and <c>Dictionary&lt;string, object?&gt;</c>: what Python's json makes of it.
/// </summary>
internal sealed partial class ObjectShape : Shape<object?>
{
    public override void WriteTo(JsonBuffer output, object? value)
    {
        if (value is null)
        {
            output.Null();
            return;
        }

        var type = value.GetType();
        if (BuiltInShapes.Find(type) is { } shape)
        {
            shape.WriteBoxed(output, value);
        }
        else if (value is JsonNode node)
        {
            DomText.Write(output, node);
        }
        else
        {
            output.Serialize(value, ComputeJson.InfoOf(type, output.Options));
        }
    }

    public override void PickleTo(PickleBuffer output, object? value)
    {
        if (value is JsonNode node && BuiltInShapes.Find(value.GetType()) is null)
        {
            output.Transcode(output.Json.PickleOptions, text => DomText.Write(text, node));
        }
        else if (value?.GetType() == typeof(object))
        {
            // As in JSON: an object that is nothing else.
            output.Enter(PickleOpcode.EmptyDict);
            output.Leave(PickleOpcode.SetItems);
        }
        else
        {
            output.Value(value, value?.GetType() ?? typeof(object));
        }
    }

    public override object? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => Read(ref reader);

    private static object? Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.String => TolerantJson.TryGetNonFinite(ref reader, out var value) ? value : ReadJson.Text(ref reader),
        JsonTokenType.StartArray => ReadList(ref reader),
        _ => ReadDictionary(ref reader),
    };

    private static object ReadNumber(ref Utf8JsonReader reader) =>
        !ReadJson.IsInteger(ref reader) ? BuiltInShapes.Double.ReadFrom(ref reader, null!)
        : reader.TryGetInt64(out var small) ? (object)small // Without the cast it would become a BigInteger, as the other branch is one.
        : BigIntegerShape.Read(ref reader);

    private static List<object?> ReadList(ref Utf8JsonReader reader)
    {
        var list = new List<object?>();
        try
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                list.Add(Read(ref reader));
            }
        }
        catch (ShapeException e) when (e.IsAt(list.Count))
        {
            throw;
        }

        return list;
    }

    private static Dictionary<string, object?> ReadDictionary(ref Utf8JsonReader reader)
    {
        var dictionary = new Dictionary<string, object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = ReadJson.Text(ref reader);
            reader.Read();
            try
            {
                dictionary[key] = Read(ref reader);
            }
            catch (ShapeException e) when (e.IsAt(key))
            {
                throw;
            }
        }

        return dictionary;
    }
}
