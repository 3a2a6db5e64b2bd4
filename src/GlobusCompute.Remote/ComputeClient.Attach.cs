using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote;

public sealed partial class ComputeClient
{
    /// <summary>
    /// Gives a future of a task that was submitted before, by this process or another. A task that has ended completes it at once, as far as the
    /// service still has its result; one it does not know ends it in <see cref="TaskNotFoundException"/>.
    /// </summary>
    /// <param name="handle">What <see cref="IComputeFuture.Handle"/> gave for the call.</param>
    /// <param name="options">How the result is read, and how long the future may take from now; null for the defaults.</param>
    /// <typeparam name="T">The result's type. A result that does not fit ends the future in <see cref="ResultDeserializationException"/>.</typeparam>
    /// <returns>A future whose handle is the given one. Futures of the same task do not disturb each other: each gets the result.</returns>
    /// <remarks>
    /// Of the options, those that concern results count: <see cref="ComputeCallOptions.Json"/>, <see cref="Settings.ComputeCallSettings.Naming"/>,
    /// <see cref="Settings.ComputeCallSettings.AllowNone"/> and <see cref="Settings.ComputeCallSettings.Timeout"/>. The real service may give a result only
    /// once: keep it.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="ArgumentException">The handle names no task, or there is no JSON metadata for <typeparamref name="T"/>.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public ComputeFuture<T> Attach<T>(ComputeTaskHandle handle, ComputeCallOptions? options = null)
    {
        options ??= ComputeCallOptions.Default;
        var (timeout, _) = options.Take();
        var call = _runtime.Tasks.Begin(Checked(handle)).Begin<T>(AdHocJson.For<T>(options, _runtime.Options.PropertyNaming), options.AllowsNone<T>());
        var future = call.Start(CancellationToken.None);
        _ = _runtime.Tasks.AttachAsync([call]);
        return timeout is { } limit ? future.WithTimeout(limit) : future;
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
        var call = _runtime.Tasks.Begin(Checked(handle)).Begin();
        var future = call.Start(CancellationToken.None);
        _ = _runtime.Tasks.AttachAsync([call]);
        return future;
    }

    /// <summary>Gives a future of a task of which only the id is known, ignoring its result.</summary>
    /// <param name="taskId">The task.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public ComputeFuture Attach(Guid taskId) => Attach(HandleOf(taskId));

    /// <summary>
    /// Gives back the future of the last call that was sent with a tag, by the client's <see cref="ComputeClientOptions.Journal"/>: also when the
    /// process that sent it was killed. For each tag it ends in one of three ways, and never gives the future of another call.
    /// </summary>
    /// <param name="tag">What a <see cref="ComputeTagAttribute"/> parameter was given.</param>
    /// <param name="options">How the result is read, and how long the future may take from now; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the search. A future that was given stays.</param>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <returns>The future; see <see cref="Attach{T}(ComputeTaskHandle, ComputeCallOptions?)"/>.</returns>
    /// <remarks>
    /// It is meant for calls of processes that have ended: find those first, then call anew. Where several calls had one tag, the journal's entries
    /// name all.
    /// </remarks>
    /// <exception cref="ArgumentException">The tag cannot be one, or there is no JSON metadata for <typeparamref name="T"/>.</exception>
    /// <exception cref="InvalidOperationException">The client has no journal.</exception>
    /// <exception cref="CallNotSentException">The call surely does not run: it was never sent, or the service refused it.</exception>
    /// <exception cref="CallOutcomeUnknownException">
    /// The process ended while it waited for the service's answer, and nobody can tell which task the call became, or whether it became one.
    /// </exception>
    /// <exception cref="ComputeJournalException">What was found cannot be written to the journal.</exception>
    /// <exception cref="ComputeServiceException">The service had to be asked, and refused.</exception>
    /// <exception cref="ServiceUnreachableException">The service had to be asked, and could not be.</exception>
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
        AdHocJson.For<T>(options, _runtime.Options.PropertyNaming);
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
