using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Futures;

/// <summary>What a call completes with beside its value. Written by the party that completes it, before the future is.</summary>
internal struct CallOutcome
{
    /// <summary>What the future faults with; null for a value or a cancellation.</summary>
    public Exception? Error;

    /// <summary>What is known of the run.</summary>
    public ExecutionFacts Facts;

    /// <summary>Bytes of the result, or of the failure's text; 0 when there was none.</summary>
    public int ResultBytes;

    /// <summary>Whether the outcome of the task has arrived, rather than the call having been given up.</summary>
    public bool HasArrived;

    /// <summary>Whether the future is canceled.</summary>
    public bool IsCanceled;
}
