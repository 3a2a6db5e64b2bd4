using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Wire;

/// <summary>What the service says to an accepted batch (protocol.md §3.6). Per function, ids come in the order of the tasks sent.</summary>
/// <param name="RequestId">Its id of the request, or null when it named none.</param>
/// <param name="TaskGroupId">The task group, or null when it named none.</param>
/// <param name="Tasks">The task ids by function; an odd list is null, and concerns no other.</param>
internal sealed record SubmitAnswer(
    Guid? RequestId,
    Guid? TaskGroupId,
    [property: JsonConverter(typeof(TaskIdsConverter))] IReadOnlyDictionary<Guid, Guid[]?> Tasks)
{
    /// <exception cref="JsonException">It is not JSON, or holds no tasks.</exception>
    public static SubmitAnswer Parse(Memory<byte> body)
    {
        var answer = WireJson.Read(body, WireJson.Default.SubmitAnswer);
        return answer.Tasks is not null ? answer : throw new JsonException("It contains no tasks.");
    }
}
