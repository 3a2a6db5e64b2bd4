using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote;

public sealed partial class ComputeExecutor
{
    /// <summary>Gives a future for each task of a task group, reading results as <c>object</c> does: numbers, text, lists and dictionaries.</summary>
    /// <param name="taskGroupId">The group, which becomes this executor's; null for the executor's own.</param>
    /// <param name="cancellationToken">Ends the reloading. Futures that exist by then are canceled; the tasks go on.</param>
    /// <inheritdoc cref="ReloadTasksAsync{T}" path="/returns|/remarks|/exception"/>
    public Task<IReadOnlyList<ComputeFuture<object?>>> ReloadTasksAsync(Guid? taskGroupId = null, CancellationToken cancellationToken = default) =>
        ReloadTasksAsync<object?>(taskGroupId, options: null, cancellationToken);

    /// <summary>
    /// Gives a future for each task of a task group, whoever submitted it: another process, or this one before it ended. Tasks that have ended
    /// complete their futures at once, before this returns; the results of the others come as they do for any call.
    /// </summary>
    /// <param name="taskGroupId">
    /// The group, which becomes this executor's for later calls once the service has listed it; null for the executor's own.
    /// </param>
    /// <param name="options">How the result is read, and how long the future may take from now; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reloading. Futures that exist by then are canceled; the tasks go on.</param>
    /// <typeparam name="T">
    /// The type of all results. One that does not fit fails its own future alone, in <see cref="ResultDeserializationException"/>.
    /// </typeparam>
    /// <returns>The futures, in the service's order of the tasks.</returns>
    /// <remarks>
    /// A task that this client awaits already keeps its future, unlike in Python, where earlier futures are canceled; the new one gets the result
    /// too. The list tells no more than ids: handles name endpoint, function and tag only of tasks in the client's journal.
    /// Whoever reloads a group takes part in the delivery of its results: another process that awaits some of them has to ask for them, which it does.
    /// The real service may give a result only once.
    /// </remarks>
    /// <exception cref="ArgumentException">The id is empty, or there is no JSON metadata for <typeparamref name="T"/>.</exception>
    /// <exception cref="InvalidOperationException">No id is given, and the executor has none: nothing was submitted yet.</exception>
    /// <exception cref="ComputeServiceException">The service knows no such group, refused, or its answer is about another group.</exception>
    /// <exception cref="ServiceUnreachableException">The service was unreachable.</exception>
    /// <exception cref="ObjectDisposedException">The executor or its client was disposed.</exception>
    /// <exception cref="OperationCanceledException">The reloading was canceled.</exception>
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
        var rules = AdHocJson.For<T>(options, _runtime.Options.PropertyNaming);
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
