using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Futures;

namespace GlobusCompute.Remote.Submission;

/// <content>How calls come in, and how those end that are not sent.</content>
internal sealed partial class SubmissionLoop
{
    // Calls that were taken and are in no group yet: they are still here when a step fails.
    private CallChain _arrived;

    private void Collect()
    {
        _arrived.Append(_incoming.TakeAll());
        SubmissionGroup? group = null;
        while (_arrived.First is { } call)
        {
            if (call.IsWithdrawn)
            {
                _arrived.Take();
                Drop(call);
                continue;
            }

            // Calls of one executor mostly come together.
            if (group is null || !ReferenceEquals(group.Target, call.Target))
            {
                group = FindGroup(call.Target);
            }

            _arrived.Take();
            group.Add(call);
        }

        if (Interlocked.Exchange(ref _sweep, 0) != 0)
        {
            _groups.ForEach(g => g.Sweep(Drop));
            _groups.RemoveAll(static g => !g.HasCalls);
        }
    }

    private SubmissionGroup FindGroup(CallTarget target)
    {
        foreach (var group in _groups)
        {
            if (group.Target.SharesRequestsWith(target))
            {
                return group;
            }
        }

        var added = new SubmissionGroup(target);
        _groups.Add(added);
        return added;
    }

    private void Drop(RemoteCall call)
    {
        try
        {
            call.TryCancel();
        }
        finally
        {
            _lifecycle.SendingCompleted(call, reuse: true);
        }
    }

    private void End(RemoteCall call)
    {
        try
        {
            if (call.IsWithdrawn)
            {
                Drop(call);
            }
            else
            {
                _lifecycle.Detach(call);
            }
        }
        catch (Exception e)
        {
            // The others end all the same.
            Log.LoopFailed(_logger, nameof(SubmissionLoop), e);
        }
    }
}
