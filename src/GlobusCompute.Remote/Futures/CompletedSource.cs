using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Futures;

/// <summary>What is behind a future that was made complete, for fakes: no call, no task.</summary>
internal class CompletedSource(Exception? error) : IFutureSource
{
    private Task<Guid>? _submitted;

    public Guid? TaskId => null;

    public ComputeFutureStage Stage => ComputeFutureStage.Completed;

    public ComputeTaskHandle Handle => new(
        TaskId: null, TaskGroupId: null, EndpointId: Guid.Empty, FunctionId: null, FunctionName: "", FunctionHash: null, Tag: null);

    public ComputeTaskReport Report => new();

    // Without an error there is no task either, and nothing to tell why.
    public Task<Guid> Submitted => _submitted ??= Fail();

    public void LimitTo(TimeSpan timeout)
    {
        // It has completed.
    }

    public bool TryCancel() => false;

    public void ThrowIfFailed()
    {
        if (error is not null)
        {
            throw error;
        }
    }

    /// <summary>Makes a future that has completed without a value, or with an exception.</summary>
    public static ComputeFuture Complete(Exception? error)
    {
        var source = new CompletedSource(error);
        return Complete(source, static source => new ComputeFuture(source));
    }

    protected static TFuture Complete<TSource, TFuture>(TSource source, Func<TSource, TFuture> create)
        where TFuture : Task
    {
        var future = FutureScheduler.WithoutContext(source, create);
        future.Start(FutureScheduler.Instance);
        FutureScheduler.Instance.End(future);
        return future;
    }

    private Task<Guid> Fail()
    {
        if (error is null)
        {
            return Task.FromCanceled<Guid>(new CancellationToken(canceled: true));
        }

        var task = Task.FromException<Guid>(error);
        _ = task.Exception; // The future itself reports it; nobody need look here.
        return task;
    }
}

/// <summary>The same, with a value.</summary>
internal sealed class CompletedSource<T>(T value, Exception? error) : CompletedSource(error)
{
    public static ComputeFuture<T> Complete(T value, Exception? error) =>
        Complete(new CompletedSource<T>(value, error), static source => new ComputeFuture<T>(source));

    public T GetResult()
    {
        ThrowIfFailed();
        return value;
    }
}
