using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote;

public sealed partial class ComputeClient
{
    /// <summary>
    /// Creates a future for a task that was submitted before, by this process or another. If the task has completed and the service still has its result,
    /// the future completes at once; if the service does not know the task, it faults with <see cref="TaskNotFoundException"/>.
    /// </summary>
    /// <param name="handle">The <see cref="IComputeFuture.Handle"/> of the call.</param>
    /// <param name="options">The options for reading the result, and the time limit of the future from now; null for the defaults.</param>
    /// <typeparam name="T">The result's type. If the result does not fit, the future faults with <see cref="ResultDeserializationException"/>.</typeparam>
    /// <returns>A future whose handle is the given one. Several futures of one task are independent; each receives the result.</returns>
    /// <remarks>
    /// These options apply: <see cref="ComputeCallOptions.Json"/>, <see cref="Settings.ComputeCallSettings.Naming"/>,
    /// <see cref="Settings.ComputeCallSettings.AllowNone"/> and <see cref="Settings.ComputeCallSettings.Timeout"/>. The real service may return a result only
    /// once: keep it.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="ArgumentException">The handle has no task id, or there is no JSON metadata for <typeparamref name="T"/>.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public ComputeFuture<T> Attach<T>(ComputeTaskHandle handle, ComputeCallOptions? options = null)
    {
        options ??= ComputeCallOptions.Default;
        var (timeout, _) = options.Take();
        var call = _runtime.Tasks.Begin(Checked(handle)).Begin<T>(AdHocJson.For<T>(options, _runtime.Options), options.AllowsNone<T>());
        var future = call.Start(CancellationToken.None);
        _ = _runtime.Tasks.AttachAsync([call]);
        return timeout is { } limit ? future.WithTimeout(limit) : future;
    }

    /// <summary>Creates a future for a task of which only the id is known, as <see cref="Attach{T}(ComputeTaskHandle, ComputeCallOptions?)"/> does.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="options">The options for reading the result, and the time limit of the future from now; null for the defaults.</param>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <exception cref="ArgumentException">The id is empty, or there is no JSON metadata for <typeparamref name="T"/>.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public ComputeFuture<T> Attach<T>(Guid taskId, ComputeCallOptions? options = null) => Attach<T>(HandleOf(taskId), options);

    /// <summary>Creates a future for a task that was submitted before, and ignores its result.</summary>
    /// <param name="handle">The <see cref="IComputeFuture.Handle"/> of the call.</param>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="ArgumentException">The handle has no task id.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public ComputeFuture Attach(ComputeTaskHandle handle)
    {
        var call = _runtime.Tasks.Begin(Checked(handle)).Begin();
        var future = call.Start(CancellationToken.None);
        _ = _runtime.Tasks.AttachAsync([call]);
        return future;
    }

    /// <summary>Creates a future for a task of which only the id is known, and ignores its result.</summary>
    /// <param name="taskId">The task.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public ComputeFuture Attach(Guid taskId) => Attach(HandleOf(taskId));

    /// <summary>
    /// Finds the last call that was sent with a tag in the client's <see cref="ComputeClientOptions.Journal"/>, and returns its future, also if the process
    /// that sent it was killed. It returns the future, throws that the call does not run, or throws that its outcome is unknown; it never returns the future
    /// of another call.
    /// </summary>
    /// <param name="tag">The tag, as it was passed to the <see cref="ComputeTagAttribute"/> parameter.</param>
    /// <param name="options">The options for reading the result, and the time limit of the future from now; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the search. A returned future is not affected.</param>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <returns>The future; see <see cref="Attach{T}(ComputeTaskHandle, ComputeCallOptions?)"/>.</returns>
    /// <remarks>
    /// It is meant for calls of processes that have ended: find those first, then make new calls. If several calls had one tag, the journal's entries
    /// contain all of them.
    /// </remarks>
    /// <exception cref="ArgumentException">The tag is not valid, or there is no JSON metadata for <typeparamref name="T"/>.</exception>
    /// <exception cref="InvalidOperationException">The client has no journal.</exception>
    /// <exception cref="CallNotSentException">The call does not run: it was never sent, or the service refused it.</exception>
    /// <exception cref="CallOutcomeUnknownException">
    /// The process ended while it waited for the service's answer, and it cannot be determined whether there is a task, or which.
    /// </exception>
    /// <exception cref="ComputeJournalException">The outcome cannot be written to the journal.</exception>
    /// <exception cref="ComputeServiceException">A request to the service was necessary, and the service refused it.</exception>
    /// <exception cref="ServiceUnreachableException">A request to the service was necessary, and the service was unreachable.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    /// <exception cref="OperationCanceledException">The search was canceled.</exception>
    public async Task<ComputeFuture<T>> FindByTagAsync<T>(string tag, ComputeCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tag);
        CallTag.Check(tag, nameof(tag));
        ObjectDisposedException.ThrowIf(_runtime.IsDisposed, this);
        var journal = _runtime.Options.Journal ?? throw new InvalidOperationException(
            $"The client has no journal to find the tag in: give it one as {nameof(ComputeClientOptions)}.{nameof(ComputeClientOptions.Journal)}.");
        options = new ComputeCallOptions(options ?? ComputeCallOptions.Default);
        options.Take();
        AdHocJson.For<T>(options, _runtime.Options);
        var handle = await journal.FindTaskAsync(tag, group => _runtime.Requests.GetTaskGroupAsync(group, cancellationToken)).ConfigureAwait(false);
        return Attach<T>(handle, options);
    }

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
