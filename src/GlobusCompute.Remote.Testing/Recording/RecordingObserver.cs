using GlobusCompute.Remote.Filters;

namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>Records what the tasks of a client become.</summary>
/// <param name="recording">Where they are collected.</param>
/// <param name="other">Who else observes the client; null for nobody.</param>
internal sealed class RecordingObserver(CallRecording recording, ICallObserver? other) : ICallObserver
{
    public void Accepted(ComputeCallContext context, Guid taskId) => other?.Accepted(context, taskId);

    public ArrivedOutcome Arrived(ComputeCallContext context, ArrivedOutcome outcome)
    {
        var known = other is null ? outcome : other.Arrived(context, outcome);
        recording.Add(context, known);
        return known;
    }
}
