using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote.Runtime;

/// <summary>Makes futures of tasks that were submitted before, by this client or another.</summary>
internal sealed class TaskAttacher(ResultDelivery results, TargetFactory targets, ComputeJournal? journal, ClientLifetime lifetime)
{
    /// <summary>Begins with a task.</summary>
    /// <param name="handle">What is known of the task.</param>
    /// <param name="counts">Where its calls are counted; null for nowhere.</param>
    public AttachedTask Begin(ComputeTaskHandle handle, CallCounts? counts = null) => new(targets.ForAttached(handle, counts), handle);

    /// <summary>Gives what the journal knows of a task, or null.</summary>
    public ComputeTaskHandle? Recall(Guid taskId) => journal?.Recall(taskId);

    /// <summary>Begins to await tasks. Each call has begun with its task; its future completes, whatever happens from here on.</summary>
    /// <returns>A task that completes when the service was asked for each of them: what had ended by then is delivered.</returns>
    public async Task AttachAsync(IReadOnlyList<RemoteCall> calls)
    {
        var left = new List<Guid>(calls.Count);
        foreach (var call in calls)
        {
            var id = call.TaskId!.Value;
            results.Attach(call);

            // Disposal sets the flag, then takes the calls out of the router; here the call is put in, then the flag is looked at.
            Interlocked.MemoryBarrier();
            if (lifetime.IsEnding)
            {
                call.TryFail(new ComputeDetachedException(call.Handle));
            }

            if (results.TryWatchAttached(id, call))
            {
                left.Add(id);
            }
        }

        await results.CheckFirstAsync(left).ConfigureAwait(false);
        foreach (var call in calls)
        {
            if (call.IsReading)
            {
                await call.WhenCompletedAsync().ConfigureAwait(false);
            }
        }
    }
}
