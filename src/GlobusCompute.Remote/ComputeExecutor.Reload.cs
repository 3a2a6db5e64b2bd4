using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote;

public sealed partial class ComputeExecutor
{
    /// <summary>Creates a future for each task of a task group, with results of type <c>object</c>: numbers, strings, lists and dictionaries.</summary>
    /// <param name="taskGroupId">The group, which becomes this executor's; null for the executor's own group.</param>
    /// <param name="cancellationToken">Cancels the reload. Futures that exist by then are canceled; the tasks keep running.</param>
    /// <inheritdoc cref="ReloadTasksAsync{T}" path="/returns|/remarks|/exception"/>
    public Task<IReadOnlyList<ComputeFuture<object?>>> ReloadTasksAsync(Guid? taskGroupId = null, CancellationToken cancellationToken = default) =>
        ReloadTasksAsync<object?>(taskGroupId, options: null, cancellationToken);

    /// <summary>
    /// Creates a future for each task of a task group, also for tasks that another process submitted. Futures of completed tasks complete before this
    /// method's task does; the results of the others are delivered as for any call.
    /// </summary>
    /// <param name="taskGroupId">
    /// The group, which becomes this executor's for later calls once the service has listed it; null for the executor's own.
    /// </param>
    /// <param name="options">The options for reading the results, and the time limit of the futures from now; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reload. Futures that exist by then are canceled; the tasks keep running.</param>
    /// <typeparam name="T">
    /// The type of all results. A result that does not fit faults only its own future, with <see cref="ResultDeserializationException"/>.
    /// </typeparam>
    /// <returns>The futures, in the service's order of the tasks.</returns>
    /// <remarks>
    /// A task that this client already awaits keeps its future, unlike in Python, where earlier futures are canceled; the new future receives the result
    /// too. The service lists ids only, so handles contain endpoint, function and tag only for tasks in the client's journal. A client that reloads a
    /// group also receives its results: another process that awaits some of them polls for them. The real service may return a result only once.
    /// </remarks>
    /// <exception cref="ArgumentException">The id is empty, or there is no JSON metadata for <typeparamref name="T"/>.</exception>
    /// <exception cref="InvalidOperationException">No id is given, and the executor has no group yet because nothing was submitted.</exception>
    /// <exception cref="ComputeServiceException">The group does not exist, the service refused the request, or its answer is about another group.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable.</exception>
    /// <exception cref="ObjectDisposedException">The executor or its client was disposed.</exception>
    /// <exception cref="OperationCanceledException">The reload was canceled.</exception>
    public Task<IReadOnlyList<ComputeFuture<T>>> ReloadTasksAsync<T>(
        Guid? taskGroupId = null, ComputeCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        _executor.ThrowIfClosed();
        if (taskGroupId == Guid.Empty)
        {
            throw new ArgumentException("The task group id is empty; it is the UUID that an executor's TaskGroupId showed.", nameof(taskGroupId));
        }

        var group = taskGroupId ?? TaskGroupId
            ?? throw new InvalidOperationException("The executor has no task group yet: give the id of the one to reload.");
        options = new ComputeCallOptions(options ?? ComputeCallOptions.Default);
        options.Take();
        var rules = AdHocJson.For<T>(options, _runtime.Options);
        return ReloadAsync<T>(group, overwrite: taskGroupId is not null, rules, options, cancellationToken);
    }

    private async Task<IReadOnlyList<ComputeFuture<T>>> ReloadAsync<T>(
        Guid group, bool overwrite, PayloadRules rules, ComputeCallOptions options, CancellationToken cancellationToken)
    {
        var listing = await _runtime.Requests.GetTaskGroupAsync(group, cancellationToken).ConfigureAwait(false);
        if (overwrite)
        {
            TaskGroupId = group;
        }

        var unknown = _runtime.Tasks.Begin(ComputeTaskHandle.ForTask(Guid.Empty, group), _executor.Counts);
        var calls = new List<ValueCall<T>>(listing.Tasks.Count);
        var futures = new List<ComputeFuture<T>>(listing.Tasks.Count);
        foreach (var id in listing.Tasks.Select(static task => task.TaskId).Distinct())
        {
            var task = _runtime.Tasks.Recall(id) is { } handle ? _runtime.Tasks.Begin(handle, _executor.Counts) : unknown.WithTask(id);
            var call = task.Begin<T>(rules, options.AllowsNone<T>());
            calls.Add(call);
            var future = call.Start(CancellationToken.None);
            futures.Add(options.Timeout is { } timeout ? future.WithTimeout(timeout) : future);
        }

        try
        {
            await _runtime.Tasks.AttachAsync(calls).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            calls.ForEach(static call => call.TryCancel());
            throw;
        }

        return futures;
    }
}
