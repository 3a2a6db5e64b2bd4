namespace GlobusCompute.Remote.Exceptions;

/// <summary>
/// A call was sent, and whether the service accepted it cannot be known: the answer was lost or made no sense. It may run. The library does not send it again
/// by itself, since the service would run it twice.
/// </summary>
public sealed class CallOutcomeUnknownException : ComputeCallException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="handle">The ids of the call.</param>
    /// <param name="innerException">The cause, or null.</param>
    public CallOutcomeUnknownException(string message, ComputeTaskHandle handle, Exception? innerException = null)
        : base(message, handle, innerException)
    {
    }

    internal CallOutcomeUnknownException(ComputeTaskHandle handle, string reason, Exception? innerException)
        : base(
            $"Whether endpoint {handle.EndpointId} runs {handle.FunctionName} is not known: {reason} Call it again only if running it twice does no harm.",
            handle,
            innerException)
    {
    }
}
