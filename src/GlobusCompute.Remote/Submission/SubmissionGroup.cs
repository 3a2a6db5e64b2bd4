using GlobusCompute.Remote.Futures;

namespace GlobusCompute.Remote.Submission;

/// <summary>Queued calls that may share requests. Used by the submission loop alone.</summary>
internal sealed class SubmissionGroup(CallTarget target)
{
    private CallChain _calls;

    public CallTarget Target { get; } = target;

    public bool HasCalls => _calls.Count > 0;

    public void Add(RemoteCall call) => _calls.Add(call);

    /// <summary>Takes as many calls as one request holds. Calls that have ended meanwhile are passed to <paramref name="dropped"/>.</summary>
    public SubmissionBatch Take(Action<RemoteCall> dropped)
    {
        var batch = new SubmissionBatch(Target);
        var room = Target.MaxTaskBytes + SubmissionBatch.Overhead;
        while (_calls.First is { } call && (Target.Settings.BatchSize is not { } most || batch.Count < most))
        {
            if (batch.Count > 0 && batch.TaskBytes + SubmissionBatch.Cost(call) > room)
            {
                break;
            }

            _calls.Take();
            if (call.TryBeginSending())
            {
                batch.Add(call);
            }
            else
            {
                dropped(call);
            }
        }

        return batch;
    }

    /// <summary>Passes the calls that will not be sent to <paramref name="dropped"/>; the others keep their order.</summary>
    public void Sweep(Action<RemoteCall> dropped)
    {
        for (var left = _calls.Count; left > 0; left--)
        {
            var call = _calls.Take()!;
            if (call.IsDone)
            {
                dropped(call);
            }
            else
            {
                _calls.Add(call);
            }
        }
    }

    /// <summary>Removes all calls.</summary>
    public IEnumerable<RemoteCall> Drain()
    {
        while (_calls.Take() is { } call)
        {
            yield return call;
        }
    }
}
