using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Wire;

/// <summary>Reads task ids by function. A name that is not an id is skipped, and a list that is odd anywhere is null: one entry spoils only itself.</summary>
internal sealed class TaskIdsConverter : JsonConverter<IReadOnlyDictionary<Guid, Guid[]?>>
{
    public override IReadOnlyDictionary<Guid, Guid[]?>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var tasks = new Dictionary<Guid, Guid[]?>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var id = reader.Id();
            reader.Read();
            var ids = reader.Ids(out var allAreIds);
            if (id is { } known)
            {
                tasks[known] = allAreIds ? [.. ids] : null;
            }
        }

        return tasks;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<Guid, Guid[]?> value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}
