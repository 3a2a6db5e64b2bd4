using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Shared.Display;
using GlobusCompute.Remote.Shared.Text;

namespace GlobusCompute.Remote;

/// <summary>
/// A call did not complete in the time its method or executor allows. It was withdrawn when it was not sent; otherwise its task keeps running, and
/// <see cref="Handle"/> finds it again. While a request with it has no answer, it is not known whether there is a task.
/// </summary>
public sealed class ComputeTimeoutException : TimeoutException, IComputeCallException
{
    private readonly bool _wasSent;

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="handle">The ids of the call.</param>
    /// <param name="timeout">The time that was allowed.</param>
    /// <param name="innerException">The cause, or null.</param>
    /// <exception cref="ArgumentNullException">There is no handle.</exception>
    public ComputeTimeoutException(string message, ComputeTaskHandle handle, TimeSpan timeout, Exception? innerException = null)
        : base(PrintableText.Of(message), innerException)
    {
        Handle = handle ?? throw new ArgumentNullException(nameof(handle));
        Timeout = timeout;
    }

    internal ComputeTimeoutException(ComputeTaskHandle handle, TimeSpan timeout, bool wasSent)
        : this(
            handle.TaskId is { } attached && handle.EndpointId == Guid.Empty
                ? $"Task {attached} did not complete within {DurationText.Of(timeout)}. It keeps running."
            : handle.TaskId is { } id
                ? $"{handle.FunctionName} did not complete within {DurationText.Of(timeout)}. Task {id} keeps running on endpoint {handle.EndpointId}."
                : wasSent
                    ? $"{handle.FunctionName} did not complete within {DurationText.Of(timeout)}. It was sent to endpoint {handle.EndpointId}, "
                        + "so that a task may exist: whether it was accepted is not known."
                    : $"{handle.FunctionName} was not sent to endpoint {handle.EndpointId} within {DurationText.Of(timeout)}. It was withdrawn, "
                        + "so that no task exists.",
            handle,
            timeout) => _wasSent = wasSent;

    /// <summary>Gets the ids of the call.</summary>
    public ComputeTaskHandle Handle { get; }

    /// <summary>Gets the time that was allowed.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Gets whether the call was not sent in time. False when its task runs or may run: attach to it rather than calling again.</summary>
    public bool IsTransient => Handle.TaskId is null && !_wasSent;

    /// <summary>Gets the message, the exceptions within and the stack, safe to print.</summary>
    public override string ToString() => PrintableText.Of(base.ToString());
}
