using System.Text.Json;

namespace GlobusCompute.Remote.Wire;

/// <summary>Reads the list of a task group's tasks (protocol.md §3.4).</summary>
internal static class TaskGroupAnswer
{
    /// <param name="root">The answer.</param>
    /// <param name="taskGroupId">The group that was asked for.</param>
    /// <exception cref="JsonException">It is of another group, or holds no list of tasks. An odd entry refuses the whole answer: leaving one out would lose a task.</exception>
    public static ComputeTaskGroup Read(JsonElement root, Guid taskGroupId)
    {
        if (root.Member("taskgroup_id") is { ValueKind: not JsonValueKind.Null } && root.Id("taskgroup_id") != taskGroupId)
        {
            throw new JsonException($"The answer is not about task group {taskGroupId}.");
        }

        if (root.Member("tasks") is not { ValueKind: JsonValueKind.Array } list)
        {
            throw new JsonException("The answer lists no tasks.");
        }

        var tasks = new List<ComputeTaskGroupEntry>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            var id = item.Id("id") ?? throw new JsonException($"Entry {tasks.Count} of the answer's tasks names no task id.");
            tasks.Add(new ComputeTaskGroupEntry(id, item.Moment("created_at")));
        }

        return new ComputeTaskGroup(taskGroupId, tasks);
    }
}
