using GlobusCompute.Remote.Futures;

namespace GlobusCompute.Remote.Tests;

/// <summary>A lifecycle that hands no call on and sends none again.</summary>
internal sealed class IdleLifecycle : ICallLifecycle
{
    public bool IsStreaming => false;

    public void Ready(RemoteCall call, Guid functionId)
    {
    }

    public void Accepted(ReadOnlySpan<RemoteCall> calls, Guid[] taskIds, SubmissionReceipt receipt)
    {
    }

    public void SendingCompleted(RemoteCall call, bool reuse)
    {
    }

    public bool TrySendLater(RemoteCall call) => false;

    public bool TrySendAgain(RemoteCall call) => false;

    public void Detach(RemoteCall call)
    {
    }

    public void Completed(RemoteCall call)
    {
    }

    public void ResultAnnounced(Guid taskId)
    {
    }
}
