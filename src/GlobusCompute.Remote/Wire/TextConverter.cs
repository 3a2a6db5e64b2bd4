using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Wire;

/// <summary>A text; null for anything else, and for one that cannot be read.</summary>
internal sealed class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TextOrNull();
        reader.Skip();
        return text;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
