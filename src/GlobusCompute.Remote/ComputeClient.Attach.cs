using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote;

public sealed partial class ComputeClient
{
    /// <summary>
    /// Gives a future of a task that was submitted before, by this process or another. A task that has ended completes it at once, as far as the
    /// service still has its result; one it does not know ends it in <see cref="ComputeTaskNotFoundException"/>.
    /// </summary>
    /// <param name="handle">What <see cref="IComputeFuture.Handle"/> gave for the call.</param>
    /// <param name="options">How the result is read, and how long the future may take from now; null for the defaults.</param>
    /// <typeparam name="T">The result's type. A result that does not fit ends the future in <see cref="ResultDeserializationException"/>.</typeparam>
    /// <returns>A future whose handle is the given one. Futures of the same task do not disturb each other: each gets the result.</returns>
    /// <remarks>
    /// Of the options, those that concern results count: <see cref="ComputeCallOptions.Json"/>, <see cref="ComputeCallOptions.Naming"/>,
    /// <see cref="ComputeCallOptions.AllowNone"/> and <see cref="ComputeCallOptions.Timeout"/>. The real service may give a result only once (protocol.md
    /// §3.7): keep it.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="ArgumentException">The handle names no task, or there is no JSON metadata for <typeparamref name="T"/>.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public ComputeFuture<T> Attach<T>(ComputeTaskHandle handle, ComputeCallOptions? options = null)
    {
        var call = new AttachedTask(_runtime, Checked(handle)).Begin<T>(AdHocJson.For<T>(options, _runtime.PropertyNaming), options);
        var future = call.Start(CancellationToken.None);
        _ = _runtime.AttachAsync([call]);
        return options?.Timeout is { } timeout ? future.WithTimeout(timeout) : future;
    }

    /// <summary>Gives a future of a task of which only the id is known, as <see cref="Attach{T}(ComputeTaskHandle, ComputeCallOptions?)"/> does.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="options">How the result is read, and how long the future may take from now; null for the defaults.</param>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <exception cref="ArgumentException">The id is empty, or there is no JSON metadata for <typeparamref name="T"/>.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public ComputeFuture<T> Attach<T>(Guid taskId, ComputeCallOptions? options = null) => Attach<T>(HandleOf(taskId), options);

    /// <summary>Gives a future of a task that was submitted before, ignoring its result.</summary>
    /// <param name="handle">What <see cref="IComputeFuture.Handle"/> gave for the call.</param>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="ArgumentException">The handle names no task.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public ComputeFuture Attach(ComputeTaskHandle handle)
    {
        var call = new AttachedTask(_runtime, Checked(handle)).Begin();
        var future = call.Start(CancellationToken.None);
        _ = _runtime.AttachAsync([call]);
        return future;
    }

    /// <summary>Gives a future of a task of which only the id is known, ignoring its result.</summary>
    /// <param name="taskId">The task.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public ComputeFuture Attach(Guid taskId) => Attach(HandleOf(taskId));

    private static ComputeTaskHandle HandleOf(Guid taskId) => taskId == Guid.Empty
        ? throw new ArgumentException("The task id is empty.", nameof(taskId))
        : ComputeTaskHandle.ForTask(taskId);

    private ComputeTaskHandle Checked(ComputeTaskHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        ObjectDisposedException.ThrowIf(_runtime.IsDisposed, this);
        return handle.TaskId is not { } id || id == Guid.Empty
            ? throw new ArgumentException(
                $"The handle of {handle.FunctionName} names no task: the service was not known to have accepted the call when the handle was taken. "
                + "Take handles when the future's Submitted has ended, or use a journal.",
                nameof(handle))
            : handle;
    }
}
