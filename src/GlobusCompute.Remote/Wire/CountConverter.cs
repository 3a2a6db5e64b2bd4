using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Wire;

/// <summary>A whole number; null for anything else.</summary>
internal sealed class CountConverter : JsonConverter<int?>
{
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        int? count = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) ? value : null;
        reader.Skip();
        return count;
    }

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) => writer.WriteNumberValue(value!.Value);
}
