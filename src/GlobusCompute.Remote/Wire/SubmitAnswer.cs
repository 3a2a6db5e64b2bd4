using System.Text.Json;

namespace GlobusCompute.Remote.Wire;

/// <summary>What the service says to an accepted batch (protocol.md §3.6). Per function, ids come in the order of the tasks sent.</summary>
/// <param name="RequestId">Its id of the request, or null when it named none.</param>
/// <param name="TaskGroupId">The task group, or null when it named none.</param>
/// <param name="Tasks">The task ids by function; an odd list is null, and concerns no other.</param>
internal sealed record SubmitAnswer(Guid? RequestId, Guid? TaskGroupId, IReadOnlyDictionary<Guid, Guid[]?> Tasks)
{
    /// <exception cref="JsonException">It is not JSON, or holds no tasks.</exception>
    public static SubmitAnswer Parse(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("tasks", out var functions) || functions.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("It names no tasks.");
        }

        var tasks = new Dictionary<Guid, Guid[]?>();
        foreach (var function in functions.EnumerateObject())
        {
            if (Guid.TryParse(function.Name, out var id))
            {
                tasks[id] = Ids(function.Value);
            }
        }

        return new SubmitAnswer(Id(root, "request_id"), Id(root, "task_group_id"), tasks);
    }

    private static Guid[]? Ids(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var ids = new Guid[list.GetArrayLength()];
        var i = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || !item.TryGetGuid(out ids[i++]))
            {
                return null;
            }
        }

        return ids;
    }

    private static Guid? Id(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id) && id != Guid.Empty ? id : null;
}
