namespace GlobusCompute.Remote.Futures;

/// <summary>
/// Holds futures until their outcome is there. A future is a <see cref="Task"/> started on this scheduler, which queues it nowhere: the call that knows the
/// outcome runs it. So a future is a real task to every awaiter, combinator and analyzer, and nobody else can run it.
/// </summary>
internal sealed class FutureScheduler : TaskScheduler
{
    public const TaskCreationOptions CreationOptions =
        TaskCreationOptions.RunContinuationsAsynchronously | TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler;

    private static readonly NoContext s_none = new();

    public static FutureScheduler Instance { get; } = new();

    /// <summary>
    /// Makes a future, or its timer. Both remember the context they were made in; they must not keep the caller's alive or run anything in it.
    /// </summary>
    public static TFuture WithoutContext<TSource, TFuture>(TSource source, Func<TSource, TFuture> create)
    {
        // A caller without any context, as most are, has nothing to suppress.
        if (ExecutionContext.IsFlowSuppressed() || s_none.Is(ExecutionContext.Capture()))
        {
            return create(source);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return create(source);
        }
    }

    /// <summary>Completes a future: its body returns or throws what its source holds.</summary>
    public void End(Task future) => TryExecuteTask(future);

    protected override void QueueTask(Task task)
    {
        // Its call holds it.
    }

    // Nobody but its own body cancels a future, and a body that runs cannot be taken back.
    protected override bool TryDequeue(Task task) => false;

    // A blocked waiter must wait for the outcome, not run the body.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
