using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Futures;

/// <summary>What a future knows of its remote task.</summary>
internal interface IFutureSource
{
    Guid? TaskId { get; }

    Task<Guid> Submitted { get; }

    ComputeFutureStage Stage { get; }

    ComputeTaskHandle Handle { get; }

    /// <summary>What became known of the task, or null while the future has not completed.</summary>
    ComputeTaskReport? Report { get; }

    /// <summary>Faults the future when it has not completed after a time, instead of after the time set before.</summary>
    void LimitTo(TimeSpan timeout);

    /// <summary>Cancels the future.</summary>
    /// <returns>False when it had completed.</returns>
    bool TryCancel();
}
