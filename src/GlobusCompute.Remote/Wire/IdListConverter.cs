using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Wire;

/// <summary>A list of ids; what is not one is left out.</summary>
internal sealed class IdListConverter : JsonConverter<IReadOnlyList<Guid>>
{
    public override IReadOnlyList<Guid> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.Ids(out _);

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<Guid> value, JsonSerializerOptions options) => throw new NotSupportedException();
}
