using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Results;

/// <summary>Tasks that were submitted before: the first look at them, and those the service says nothing of.</summary>
internal sealed partial class ResultPoller
{
    /// <summary>Asks for tasks at once that may have ended long ago. They are in the router already.</summary>
    /// <returns>A task that ends when the service was asked for each of them. Those that are pending then are asked for as all others.</returns>
    public Task LookAsync(IEnumerable<Guid> taskIds)
    {
        var look = _queue.LookAt(taskIds);
        if (_stop.IsCancellationRequested)
        {
            _queue.EndLooks();
        }

        _signal.Set();
        return look;
    }

    // Python neither completes nor watches a task that an answer leaves out (protocol.md §6.7). Here it is asked for again, but not for ever.
    private void NoteAbsent(List<Guid> asked, TaskStatusPage page)
    {
        foreach (var (id, isNew) in _absent.Note(asked, page, _router))
        {
            if (isNew)
            {
                Log.TaskLeftOut(_logger, id);
            }
            else if (_router.TryTake(id, out var calls))
            {
                foreach (var call in calls)
                {
                    call.TryFail(new ResultsUnreachableException(call.Handle, _absent.Longest, AbsentTasks.Reason(id)));
                }
            }
        }
    }
}
