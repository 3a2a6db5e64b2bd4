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
        ChargeDocument(reader);
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
        ChargeDocument(reader);
        return NodeOf(JsonElement.ParseValue(ref reader));
    }

    /// <summary>Counts what a document of the reader's value takes: a row for each token, in tables that double until they are large enough.</summary>
    public static void ChargeDocument(Utf8JsonReader reader)
    {
        if (PayloadBudget.Current is null)
        {
            return;
        }

        var tokens = 1L;
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            var depth = reader.CurrentDepth;
            while (reader.Read() && reader.CurrentDepth > depth)
            {
                tokens++;
            }
        }

        PayloadBudget.ChargeJson(200 + (36 * tokens));
    }

    private static JsonNode? NodeOf(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.Array:
                PayloadBudget.ChargeJson(128);
                var array = new JsonArray();
                foreach (var item in element.EnumerateArray())
                {
                    PayloadBudget.ChargeJson(16);
                    array.Add(NodeOf(item));
                }

                return array;
            case JsonValueKind.Object:
                // Joined before they become nodes: a node looks through all of its members for one that it has already.
                PayloadBudget.ChargeJson(200);
                var members = new Dictionary<string, JsonNode?>();
                foreach (var member in element.EnumerateObject())
                {
                    PayloadBudget.ChargeJson(160);
                    members[NameOf(member)] = NodeOf(member.Value);
                }

                return new JsonObject(members);
            case JsonValueKind.String:
                var content = JsonMarshal.GetRawUtf8Value(element)[1..^1];
                PayloadBudget.ChargeJson(88 + (2L * content.Length));
                return content.SequenceEqual(TolerantJson.NanToken) ? JsonValue.Create(double.NaN)
                    : content.SequenceEqual(TolerantJson.InfinityToken) ? JsonValue.Create(double.PositiveInfinity)
                    : content.SequenceEqual(TolerantJson.NegativeInfinityToken) ? JsonValue.Create(double.NegativeInfinity)
                    : JsonValue.Create(JsonStringText.ToText(content, content.Contains((byte)'\\')));
            default:
                PayloadBudget.ChargeJson(64);
                return JsonValue.Create(element);
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

    /// <summary>Writes an element whose document is the app's, which may have disposed it.</summary>
    public static void WriteLive(JsonBuffer output, JsonElement element)
    {
        try
        {
            Write(output, element);
        }
        catch (ObjectDisposedException e)
        {
            throw new ShapeException("Its JsonDocument was disposed. Dispose the document after the call, or pass RootElement.Clone().", e);
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
