using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using Polly;

namespace GlobusCompute.Remote.Hosting;

/// <summary>Tells the strategies of a resilience pipeline about calls.</summary>
public static class ComputeResilience
{
    /// <summary>Gets the key under which the properties of an execution hold the call.</summary>
    public static ResiliencePropertyKey<ComputeCallContext> CallKey { get; } = new("GlobusCompute.Call");

    /// <summary>
    /// Decides whether an outcome may be retried: for <c>ShouldHandle</c> of a retry strategy. It may if the call surely did not run
    /// (<see cref="IComputeException.IsTransient"/>), or if it may run twice (<see cref="ComputeCallContext.Idempotent"/>) and its worker was lost, its
    /// outcome is unknown or its time limit has passed. What the function itself raised is not retried, nor is a canceled call.
    /// </summary>
    /// <param name="context">The execution.</param>
    /// <param name="outcome">The exception, or null for a result.</param>
    /// <returns>True when another attempt does no harm and may help.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    public static bool ShouldRetry(ResilienceContext context, Exception? outcome)
    {
        ArgumentNullException.ThrowIfNull(context);
        return outcome switch
        {
            null or OperationCanceledException or ComputeDetachedException => false,

            // A worker that was lost may have run the function in part.
            TaskExecutionFailedException lost => lost.IsTransient && IsIdempotent(context),
            CallOutcomeUnknownException or ResultsUnreachableException => IsIdempotent(context),
            IComputeException { IsTransient: true } => true,
            ComputeTimeoutException => IsIdempotent(context),
            _ => false,
        };
    }

    private static bool IsIdempotent(ResilienceContext context) => context.Properties.TryGetValue(CallKey, out var call) && call.Idempotent;
}
