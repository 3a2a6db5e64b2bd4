using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Wire;

/// <summary>The list of a task group's tasks (protocol.md §3.4). An odd entry refuses the whole answer: leaving one out would lose a task.</summary>
internal sealed record TaskGroupAnswer(
    [property: JsonConverter(typeof(RequiredIdConverter))] Guid? TaskgroupId,
    IReadOnlyList<TaskGroupEntryAnswer>? Tasks)
{
    /// <param name="taskGroupId">The group that was requested.</param>
    /// <exception cref="JsonException">It is of another group, or holds no list of tasks.</exception>
    public ComputeTaskGroup ToTaskGroup(Guid taskGroupId)
    {
        if (TaskgroupId is { } id && id != taskGroupId)
        {
            throw new JsonException($"The answer is not about task group {taskGroupId}.");
        }

        if (Tasks is null)
        {
            throw new JsonException("The answer lists no tasks.");
        }

        return new ComputeTaskGroup(taskGroupId, [.. Tasks.Select(static (task, i) =>
            new ComputeTaskGroupEntry(task?.Id ?? throw new JsonException($"Entry {i} of the answer's tasks has no task id."), task.CreatedAt))]);
    }
}
