namespace GlobusCompute.Remote.Futures;

/// <summary>Specifies the stage of a call.</summary>
public enum ComputeFutureStage
{
    /// <summary>The function is being registered.</summary>
    Registering = 0,

    /// <summary>The call waits to be sent.</summary>
    Queued = 1,

    /// <summary>The call is in a request whose answer is not there yet.</summary>
    Sending = 2,

    /// <summary>The service has accepted the call, and <c>TaskId</c> is known.</summary>
    Submitted = 3,

    /// <summary>The future has ended: with a value, an exception or a cancellation.</summary>
    Completed = 4,
}
