using System.Diagnostics.CodeAnalysis;

namespace GlobusCompute.Remote.Futures;

/// <summary>
/// Waits until a call has been accepted or has completed without; made when an app asks for it. A future by itself, see <see cref="FutureScheduler"/>.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without timer or wait handle holds nothing to dispose.")]
internal sealed class SubmittedTask : Task<Guid>
{
    public SubmittedTask(RemoteCall call)
        : this(call, new CancellationTokenSource())
    {
    }

    private SubmittedTask(RemoteCall call, CancellationTokenSource cancellation)
        : base(() => call.GetTaskId(cancellation), cancellation.Token, FutureScheduler.CreationOptions)
    {
    }

    /// <summary>The call has been accepted or has completed.</summary>
    public void End()
    {
        FutureScheduler.Instance.End(this);
        _ = Exception; // The future itself reports it; nobody need look here.
    }
}
