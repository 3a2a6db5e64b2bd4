namespace GlobusCompute.Remote;

/// <summary>The service did not accept a call. It did not run, and sending it again is safe.</summary>
public sealed class CallRefusedException : ComputeCallException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="handle">The ids of the call.</param>
    /// <param name="innerException">The cause, or null.</param>
    public CallRefusedException(string message, ComputeTaskHandle handle, Exception? innerException = null)
        : base(message, handle, innerException)
    {
    }

    internal CallRefusedException(ComputeTaskHandle handle, string reason, Exception? innerException)
        : base($"{handle.FunctionName} was not accepted by endpoint {handle.EndpointId}: {reason}", handle, innerException)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => InnerException is IComputeException { IsTransient: true };
}
