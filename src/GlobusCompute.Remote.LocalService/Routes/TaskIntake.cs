using GlobusCompute.Remote.LocalService.Broker;
using GlobusCompute.Remote.LocalService.Tasks;
using GlobusCompute.Remote.LocalService.Workers;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>Takes tasks over: keeps them and has them run.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="pool">Who runs them.</param>
/// <param name="stream">Where their results go besides; null without a broker.</param>
/// <param name="time">The clock of results and of waiting.</param>
internal sealed class TaskIntake(TaskStore store, WorkerPool pool, ResultStream? stream, TimeProvider time)
{
    /// <summary>Takes the tasks of a batch over. Returns once the submission may be answered.</summary>
    public async Task AcceptAsync(TaskBatch batch, IReadOnlyList<LocalTask> tasks, bool createQueue, CancellationToken cancellationToken)
    {
        store.Evict();
        if (createQueue && stream is not null)
        {
            await stream.EnsureQueueAsync(batch.GroupId, batch.User, cancellationToken).ConfigureAwait(false);
        }

        var wait = stream?.ChooseEarly(batch.GroupId, tasks);
        store.Add(batch.GroupId, tasks);
        Run(batch, tasks);
        if (wait is { } limit)
        {
            var published = Task.WhenAll(tasks.Select(task => task.Published?.Task ?? Task.CompletedTask));
            await Task.WhenAny(published, Task.Delay(limit, time, cancellationToken)).ConfigureAwait(false);
        }
    }

    private void Run(TaskBatch batch, IReadOnlyList<LocalTask> tasks)
    {
        if (batch.Refusal is not { } refusal)
        {
            pool.Submit(tasks);
            return;
        }

        var now = time.GetUtcNow();
        foreach (var task in tasks)
        {
            store.Complete(task, FailureResult.Refused(task.Id, refusal, now));
        }
    }
}
