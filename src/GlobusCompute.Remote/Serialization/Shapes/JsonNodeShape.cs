using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Mutable nodes: of equal keys the last one counts; NaN and the infinities are nodes of a double.</summary>
internal sealed class JsonNodeShape<TNode> : Shape<TNode?>
    where TNode : JsonNode
{
    public override void WriteTo(JsonBuffer output, TNode? value) => DomText.Write(output, value);

    public override TNode? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        var fits = reader.TokenType switch
        {
            JsonTokenType.StartObject => typeof(TNode).IsAssignableFrom(typeof(JsonObject)),
            JsonTokenType.StartArray => typeof(TNode).IsAssignableFrom(typeof(JsonArray)),
            _ => typeof(TNode).IsAssignableFrom(typeof(JsonValue)),
        };
        return fits ? (TNode?)DomText.ReadNode(ref reader) : throw ReadJson.Misfit(ref reader, $"a {typeof(TNode).Name}");
    }

    public override TNode? FromPython(PythonValue value, PythonReading reading) =>
        value.IsNone ? null : JsonOfPython.Read(value, reading, (ref Utf8JsonReader reader) => ReadFrom(ref reader, reading.Options));
}
