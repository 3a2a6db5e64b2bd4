using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>Writes and reads documents token by token, so that floats stay floats and strings keep lone surrogates.</summary>
internal static class DomText
{
    public static JsonElement Read(ref Utf8JsonReader reader)
    {
        var element = JsonElement.ParseValue(ref reader);
        RefuseNonFinite(element);
        return element;
    }

    public static void RefuseNonFinite(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String when element.ValueEquals(TolerantJson.NanToken)
                || element.ValueEquals(TolerantJson.InfinityToken)
                || element.ValueEquals(TolerantJson.NegativeInfinityToken):
                throw new ShapeException("Found NaN or an infinity, which a JsonElement cannot hold. Use object, double or a type of your own.");
            case JsonValueKind.Array:
                RefuseInArray(element);
                break;
            case JsonValueKind.Object:
                RefuseInObject(element);
                break;
        }
    }

    public static JsonNode? ReadNode(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.StartArray:
                var array = new JsonArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    array.Add(ReadNode(ref reader));
                }

                return array;
            case JsonTokenType.StartObject:
                var node = new JsonObject();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = ReadJson.Text(ref reader);
                    reader.Read();
                    node[key] = ReadNode(ref reader);
                }

                return node;
            case JsonTokenType.String:
                return TolerantJson.TryGetNonFinite(ref reader, out var value) ? JsonValue.Create(value) : JsonValue.Create(ReadJson.Text(ref reader));
            default:
                return JsonValue.Create(JsonElement.ParseValue(ref reader));
        }
    }

    public static void Write(JsonBuffer output, JsonNode? node)
    {
        switch (node)
        {
            case null:
                output.Null();
                break;
            case JsonArray array:
                Write(output, array);
                break;
            case JsonObject members:
                Write(output, members);
                break;
            default:
                BuiltInShapes.Object.WriteTo(output, node.AsValue().GetValue<object>());
                break;
        }
    }

    public static void Write(JsonBuffer output, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                WriteArray(output, element);
                break;
            case JsonValueKind.Object:
                WriteObject(output, element);
                break;
            case JsonValueKind.String:
                WriteText(output, JsonMarshal.GetRawUtf8Value(element)[1..^1]);
                break;
            case JsonValueKind.Undefined:
                throw new ShapeException("The JsonElement is empty: it was never given a value.");
            default:
                output.Raw(JsonMarshal.GetRawUtf8Value(element));
                break;
        }
    }

    private static void Write(JsonBuffer output, JsonArray array)
    {
        output.Enter('[');
        for (var i = 0; i < array.Count; i++)
        {
            if (i > 0)
            {
                output.Raw(", "u8);
            }

            try
            {
                Write(output, array[i]);
            }
            catch (ShapeException e) when (e.NoteAndDecline(i))
            {
                throw;
            }
        }

        output.Leave(']');
    }

    private static void Write(JsonBuffer output, JsonObject members)
    {
        output.Enter('{');
        var isFirst = true;
        foreach (var (name, value) in members)
        {
            if (!isFirst)
            {
                output.Raw(", "u8);
            }

            isFirst = false;
            output.Text(name);
            output.Raw(": "u8);
            try
            {
                Write(output, value);
            }
            catch (ShapeException e) when (e.NoteAndDecline(name))
            {
                throw;
            }
        }

        output.Leave('}');
    }

    private static void WriteArray(JsonBuffer output, JsonElement element)
    {
        output.Enter('[');
        var isFirst = true;
        foreach (var item in element.EnumerateArray())
        {
            if (!isFirst)
            {
                output.Raw(", "u8);
            }

            isFirst = false;
            Write(output, item);
        }

        output.Leave(']');
    }

    private static void WriteObject(JsonBuffer output, JsonElement element)
    {
        output.Enter('{');
        var isFirst = true;
        foreach (var member in element.EnumerateObject())
        {
            if (!isFirst)
            {
                output.Raw(", "u8);
            }

            isFirst = false;
            output.Text(NameOf(member));
            output.Raw(": "u8);
            Write(output, member.Value);
        }

        output.Leave('}');
    }

    private static void WriteText(JsonBuffer output, ReadOnlySpan<byte> content) => output.Text(JsonStringText.ToText(content, content.Contains((byte)'\\')));

    private static string NameOf(JsonProperty member)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(member);
        return JsonStringText.ToText(name, name.Contains((byte)'\\'));
    }

    private static void RefuseInArray(JsonElement element)
    {
        var i = 0;
        try
        {
            foreach (var item in element.EnumerateArray())
            {
                RefuseNonFinite(item);
                i++;
            }
        }
        catch (ShapeException e) when (e.NoteAndDecline(i))
        {
            throw;
        }
    }

    private static void RefuseInObject(JsonElement element)
    {
        foreach (var member in element.EnumerateObject())
        {
            try
            {
                RefuseNonFinite(member.Value);
            }
            catch (ShapeException e) when (e.NoteAndDecline(NameOf(member)))
            {
                throw;
            }
        }
    }
}
