using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Filters;

/// <summary>Sees each task of a client behind all filters: for the test package, which decides its outcome, or records it.</summary>
internal interface ICallObserver
{
    /// <summary>A call is about to be submitted behind its filters. Runs on the caller's thread, or where the filters are.</summary>
    /// <param name="context">The call.</param>
    /// <param name="handle">The ids that are known of it.</param>
    /// <returns>What it faults with instead of being submitted; null to submit it.</returns>
    Exception? Submitting(ComputeCallContext context, ComputeTaskHandle handle) => null;

    /// <summary>The service has accepted a call, for the first time or again.</summary>
    /// <param name="context">The call.</param>
    /// <param name="taskId">The task that it is.</param>
    void Accepted(ComputeCallContext context, Guid taskId);

    /// <summary>The outcome of a task is here, before it is read.</summary>
    /// <param name="context">The call.</param>
    /// <param name="outcome">The outcome.</param>
    /// <returns>The outcome as it is read: with a code, a message and facts that its delivery did not carry. The text stays.</returns>
    ArrivedOutcome Arrived(ComputeCallContext context, ArrivedOutcome outcome);
}

/// <summary>The outcome of a task as it was delivered.</summary>
internal readonly ref struct ArrivedOutcome
{
    public required Guid TaskId { get; init; }

    /// <summary>The serialized result, or the failure's text, in UTF-8.</summary>
    public required ReadOnlySpan<byte> Text { get; init; }

    public required bool IsFailure { get; init; }

    public string? Code { get; init; }

    public string? UserMessage { get; init; }

    public ExecutionFacts Facts { get; init; }

    /// <summary>What the call faults with in place of the outcome; null to read the outcome.</summary>
    public Func<ComputeTaskHandle, Exception>? Fault { get; init; }
}
