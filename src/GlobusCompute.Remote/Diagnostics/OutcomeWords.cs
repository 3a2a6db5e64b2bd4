using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Diagnostics;

/// <summary>How a call ended, in a word for telemetry.</summary>
internal static class OutcomeWords
{
    public const string Succeeded = "succeeded";
    public const string Cancelled = "cancelled";

    /// <param name="error">What the future ended in; null for a value.</param>
    /// <param name="isCancelled">Whether it was canceled.</param>
    public static string Of(Exception? error, bool isCancelled) => error switch
    {
        _ when isCancelled => Cancelled,
        null => Succeeded,
        TaskExecutionFailedException => "failed",
        ResultDeserializationException => "unreadable",
        CallRefusedException or FunctionRegistrationException => "refused",
        CallOutcomeUnknownException => "unknown",
        ComputeTimeoutException => "timed_out",
        ComputeDetachedException => "detached",
        ResultsUnreachableException => "unreachable",
        _ => "error",
    };
}
