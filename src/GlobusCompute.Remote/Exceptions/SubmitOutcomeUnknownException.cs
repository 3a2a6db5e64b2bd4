namespace GlobusCompute.Remote;

/// <summary>
/// A call was sent, and whether the service accepted it cannot be known: the answer was lost or made no sense. It may run.
/// The library does not send it again by itself, since the service would run it twice.
/// </summary>
public sealed class SubmitOutcomeUnknownException : ComputeException
{
    internal SubmitOutcomeUnknownException(ComputeTaskHandle handle, string reason, Exception? innerException)
        : base(
            $"Whether endpoint {handle.EndpointId} runs {handle.FunctionName} is not known: {reason} Call it again only if running it twice does no harm.",
            innerException) => Handle = handle;

    /// <summary>The ids of the call.</summary>
    public ComputeTaskHandle Handle { get; }
}
