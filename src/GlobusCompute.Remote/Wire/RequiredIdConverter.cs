using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Wire;

/// <summary>A UUID in whatever spelling, or null; anything else refuses the answer.</summary>
internal sealed class RequiredIdConverter : JsonConverter<Guid?>
{
    public override Guid? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.Id() is { } id && id != Guid.Empty ? id : throw new JsonException("An id is not a UUID.");

    public override void Write(Utf8JsonWriter writer, Guid? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
