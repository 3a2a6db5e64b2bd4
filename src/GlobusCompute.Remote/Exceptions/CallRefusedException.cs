namespace GlobusCompute.Remote;

/// <summary>The service did not accept a call. It did not run, and sending it again is safe.</summary>
public sealed class CallRefusedException : ComputeException
{
    internal CallRefusedException(ComputeTaskHandle handle, string reason, Exception? innerException)
        : base($"{handle.FunctionName} was not accepted by endpoint {handle.EndpointId}: {reason}", innerException) => Handle = handle;

    /// <summary>The ids of the call.</summary>
    public ComputeTaskHandle Handle { get; }
}
