using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Wire;

/// <summary>An object or array as it is; null for anything else.</summary>
internal sealed class TreeConverter : JsonConverter<JsonElement?>
{
    public override JsonElement? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader) is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } tree ? tree : null;

    public override void Write(Utf8JsonWriter writer, JsonElement? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
