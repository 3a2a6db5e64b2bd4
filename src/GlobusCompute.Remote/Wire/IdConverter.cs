using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Wire;

/// <summary>A UUID in whatever spelling; null for anything else, also for the empty one, which names nothing.</summary>
internal sealed class IdConverter : JsonConverter<Guid?>
{
    public override Guid? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var id = reader.Id();
        reader.Skip();
        return id == Guid.Empty ? null : id;
    }

    public override void Write(Utf8JsonWriter writer, Guid? value, JsonSerializerOptions options) => writer.WriteStringValue(value!.Value);
}
