using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Futures;

/// <summary>What a future knows of its remote task.</summary>
internal abstract class FutureSource
{
    public abstract Guid? TaskId { get; }

    public abstract Task<Guid> Submitted { get; }

    public abstract ComputeFutureStage Stage { get; }

    public abstract ComputeTaskHandle Handle { get; }

    /// <summary>What became known of the task, or null while the future has not completed.</summary>
    public abstract ComputeTaskReport? Report { get; }

    /// <summary>Faults the future when it has not completed after a time, instead of after the time set before.</summary>
    public abstract void LimitTo(TimeSpan timeout);

    /// <summary>Cancels the future.</summary>
    /// <returns>False when it had completed.</returns>
    public abstract bool TryCancel();
}
