using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Journal;

/// <summary>
/// What can be found out of a call whose request was recorded and whose answer was not. A task group's list has ids and times, no functions and no tags, so
/// a task is taken for the call only where it can be no other's.
/// </summary>
/// <param name="Call">The call.</param>
/// <param name="TaskGroupId">The group whose list may tell, or null when it cannot.</param>
/// <param name="Obstacle">Why no list can tell, or null.</param>
internal sealed record JournalSearch(JournalCall Call, Guid? TaskGroupId, string? Obstacle)
{
    // The two clocks are different machines', and the service may take a while; a task of another day is another's all the same.
    private static readonly TimeSpan s_nearby = TimeSpan.FromMinutes(15);

    public static JournalSearch For(JournalCall call, JournalMemory memory)
    {
        var batch = call.Batch;
        var obstacle = batch switch
        {
            { IsInFlight: true } => "this client is sending it now, and the answer has not arrived yet.",
            { IsAccepted: true } => "the answer to its request did not contain its task id.",
            { TaskGroupId: null } => "its request asked for a new task group, and the answer that would have named the group was lost.",
            { TaskGroupId: { } group } when batch.AllCalls.Skip(1).Any() =>
                $"its request carried {batch.AllCalls.Count()} calls, and the list of task group {group} does not say which call has which task. "
                + $"{nameof(ComputeExecutor.ReloadTasksAsync)} gives the results of all tasks in it.",
            { TaskGroupId: { } group } when memory.Group(group) is not { IsOwn: true } =>
                $"task group {group} was set by the app, so it may contain tasks of other submitters.",
            { TaskGroupId: { } group } when memory.Group(group) is not { IsComplete: true } =>
                $"the journal no longer has all tasks of task group {group}.",
            { TaskGroupId: { } group } when memory.Unresolved(group).Skip(1).Any() =>
                $"the answers to {memory.Unresolved(group).Count()} requests to task group {group} were lost; its list does not say which call has which task.",
            _ => null,
        };
        return new JournalSearch(call, obstacle is null ? batch.TaskGroupId : null, obstacle);
    }

    /// <summary>Looks for the call's task in the list of its group.</summary>
    /// <returns>The task, or null and why there is none.</returns>
    public (Guid? TaskId, string? Obstacle) Find(ComputeTaskGroup listing, JournalMemory memory)
    {
        var unaccounted = new List<ComputeTaskGroupEntry>();
        DateTimeOffset? latest = null;
        foreach (var task in listing.Tasks)
        {
            if (!memory.TryGetTask(task.TaskId, out var known))
            {
                unaccounted.Add(task);
            }
            else if (known.Batch.Number < Call.Batch.Number && (latest is null || task.CreatedAt > latest))
            {
                latest = task.CreatedAt;
            }
        }

        return unaccounted switch
        {
            [] => (null, $"the list of task group {TaskGroupId} has no task that the journal does not know, so it was probably not accepted."),
            [var only] when only.CreatedAt < latest =>
                (null, $"the one task in task group {TaskGroupId} that the journal does not know is older than tasks submitted before the call."),
            [{ CreatedAt: { } at }] when (at - Call.Batch.SentAt).Duration() > s_nearby =>
                (null, $"the one task in task group {TaskGroupId} that the journal does not know is of {at:u}, "
                    + $"and the call's request of {Call.Batch.SentAt:u}."),
            [{ CreatedAt: null }] =>
                (null, $"the list of task group {TaskGroupId} does not show when the one task was created that the journal does not know."),
            [var only] => (only.TaskId, null),
            _ => (null, $"the list of task group {TaskGroupId} has {unaccounted.Count} tasks that the journal does not know: others submit to it."),
        };
    }
}
