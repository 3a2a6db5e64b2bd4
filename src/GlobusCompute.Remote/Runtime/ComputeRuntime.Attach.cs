using GlobusCompute.Remote.Futures;

namespace GlobusCompute.Remote.Runtime;

/// <summary>Futures of tasks that were submitted before, by this client or another.</summary>
internal sealed partial class ComputeRuntime
{
    /// <summary>Begins to await tasks. Each call has begun with its task; its future ends, whatever happens from here on.</summary>
    /// <returns>A task that ends when the service was asked for each of them: what had ended by then is delivered.</returns>
    public Task AttachAsync(IReadOnlyList<RemoteCall> calls)
    {
        var left = new List<Guid>(calls.Count);
        foreach (var call in calls)
        {
            if (TryAwait(call))
            {
                left.Add(call.TaskId!.Value);
            }
        }

        return left.Count == 0 ? Task.CompletedTask : _poller.LookAsync(left);
    }

    /// <summary>What the journal knows of a task, or null.</summary>
    public ComputeTaskHandle? Recall(Guid taskId) => Journal?.Recall(taskId);

    private bool TryAwait(RemoteCall call)
    {
        var id = call.TaskId!.Value;
        _inbox.TryAwait(id, call);

        // Disposal sets the flag, then takes the calls out of the router; here the call is put in, then the flag is looked at.
        Interlocked.MemoryBarrier();
        if (_isDisposed)
        {
            call.TryFail(new ComputeDetachedException(call.Handle));
        }

        if (call.Stage == ComputeFutureStage.Completed)
        {
            _router.Remove(id, call);
            return false;
        }

        if (_inbox.DeliverEarly(id))
        {
            return false;
        }

        if (_stream is not null)
        {
            if (call.Handle.TaskGroupId is { } group)
            {
                _stream.Watch(group);
            }
            else
            {
                // No stream is known to deliver it.
                _poller.Fetch(id);
            }
        }

        return true;
    }
}
