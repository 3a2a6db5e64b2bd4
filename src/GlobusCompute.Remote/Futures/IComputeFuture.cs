using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote;

/// <summary>
/// Provides the members that <see cref="ComputeFuture"/> and <see cref="ComputeFuture{T}"/> have beyond <see cref="Task"/>. Safe for use by many threads.
/// </summary>
public interface IComputeFuture
{
    /// <summary>Gets the task's id, or null until the service has accepted the call.</summary>
    Guid? TaskId { get; }

    /// <summary>
    /// Ends with the task's id when the service has accepted the call. When the call ends without having been accepted, it ends as the future does: with the
    /// same exception or canceled.
    /// </summary>
    Task<Guid> Submitted { get; }

    /// <summary>Gets the stage of the call.</summary>
    ComputeFutureStage Stage { get; }

    /// <summary>Gets the ids by which the call can be found again later. A snapshot: ids not yet known are null in it.</summary>
    ComputeTaskHandle Handle { get; }

    /// <summary>Gets a report about the task: times, sizes, the worker's environment. Null until the future has completed.</summary>
    ComputeTaskReport? Report { get; }

    /// <summary>
    /// Cancels the future. A call that was not sent is withdrawn. One that was sent is only abandoned here: the service has no way to cancel a task, and it
    /// keeps running remotely.
    /// </summary>
    /// <returns>True when the future is now canceled by this call; false when it had ended before.</returns>
    bool Cancel();
}
