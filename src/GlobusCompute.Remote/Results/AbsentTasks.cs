using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Results;

/// <summary>Remembers since when the service's answers do not contain although they were requested. Used by the poller alone.</summary>
internal sealed class AbsentTasks(TimeSpan longest, TimeProvider time)
{
    private readonly Dictionary<Guid, long> _since = [];

    public TimeSpan Longest => longest;

    public static ComputeServiceException Reason(Guid taskId) =>
        new("POST /v2/batch_status", null, null, $"The answers do not contain task {taskId}.");

    /// <returns>Tasks that an answer has left out for the first time, and those that all answers have left out for too long.</returns>
    public IEnumerable<(Guid TaskId, bool IsNew)> Note(List<Guid> asked, TaskStatusPage page, ResultRouter router)
    {
        if (_since.Count == 0 && page.Tasks.Count >= asked.Count)
        {
            yield break;
        }

        foreach (var id in _since.Keys)
        {
            if (!router.Contains(id))
            {
                _since.Remove(id);
            }
        }

        var mentioned = new HashSet<Guid>(page.Tasks.Count);
        foreach (var task in page.Tasks)
        {
            mentioned.Add(task.TaskId);
        }

        foreach (var id in asked)
        {
            if (mentioned.Contains(id))
            {
                _since.Remove(id);
            }
            else if (_since.TryAdd(id, time.GetTimestamp()))
            {
                yield return (id, true);
            }
            else if (time.GetElapsedTime(_since[id]) > longest)
            {
                _since.Remove(id);
                yield return (id, false);
            }
        }
    }
}
