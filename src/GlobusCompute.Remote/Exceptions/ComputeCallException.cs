using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote;

/// <summary>Base of the failures that belong to one call.</summary>
public abstract class ComputeCallException : ComputeException, IComputeCallException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="handle">The ids of the call.</param>
    /// <param name="innerException">The cause, or null.</param>
    /// <exception cref="ArgumentNullException">There is no handle.</exception>
    protected ComputeCallException(string message, ComputeTaskHandle handle, Exception? innerException = null)
        : base(message, innerException) => Handle = handle ?? throw new ArgumentNullException(nameof(handle));

    /// <summary>Gets the ids of the call.</summary>
    public ComputeTaskHandle Handle { get; }
}
