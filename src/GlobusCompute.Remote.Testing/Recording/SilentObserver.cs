using GlobusCompute.Remote.Filters;

namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>Observes a client to which calls are forwarded, as that takes an observer.</summary>
internal sealed class SilentObserver : ICallObserver
{
    private SilentObserver()
    {
    }

    public static SilentObserver Instance { get; } = new();

    public void Accepted(ComputeCallContext context, Guid taskId)
    {
        // Nothing is to be known of it.
    }

    public ArrivedOutcome Arrived(ComputeCallContext context, ArrivedOutcome outcome) => outcome;
}
