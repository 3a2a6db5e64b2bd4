using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Futures;

/// <content>What a call says of itself.</content>
internal abstract partial class RemoteCall
{
    private TaskCompletionSource<Guid>? _submitted;

    public sealed override Guid? TaskId => _acceptance?.TaskId;

    public sealed override ComputeTaskHandle Handle => new(
        TaskId,
        _acceptance?.Receipt.TaskGroupId ?? Target.TaskGroup.Id,
        Target.EndpointId,
        _state.HasFunctionId ? _state.FunctionId : Function.Id,
        Function.DisplayName,
        Function.RegistrationHash,
        Tag);

    /// <inheritdoc/>
    public sealed override ComputeTaskReport? Report => Stage != ComputeFutureStage.Completed || !Future.IsCompleted ? null : new ComputeTaskReport
    {
        TaskId = _acceptance?.TaskId,
        RequestId = _acceptance?.Receipt.RequestId,
        TaskGroupId = _acceptance?.Receipt.TaskGroupId,
        AcceptedAt = _acceptance?.Receipt.AcceptedAt,
        EndpointId = Target.EndpointId,
        StartedAt = ExecutionFacts.Time(_outcome.Facts.StartedAt),
        EndedAt = ExecutionFacts.Time(_outcome.Facts.EndedAt),
        ArgumentBytes = _arguments.Length,
        ResultBytes = _outcome.ResultBytes,
        Attempts = _state.Attempts,
        Worker = _outcome.Facts.Worker,
    };

    public sealed override Task<Guid> Submitted
    {
        get
        {
            var source = Volatile.Read(ref _submitted);
            if (source is null)
            {
                source = new TaskCompletionSource<Guid>(TaskCreationOptions.RunContinuationsAsynchronously);
                source = Interlocked.CompareExchange(ref _submitted, source, null) ?? source;

                // What happened before the source was visible did not reach it.
                NotifySubmitted(source);
            }

            return source.Task;
        }
    }

    /// <summary>How long ago the service accepted the call.</summary>
    public TimeSpan Age(TimeProvider time) => _acceptance is { } acceptance ? time.GetElapsedTime(acceptance.Receipt.Timestamp) : TimeSpan.Zero;

    private void NotifySubmitted(TaskCompletionSource<Guid> source)
    {
        if (_acceptance is { } acceptance)
        {
            source.TrySetResult(acceptance.TaskId);
        }
        else if (Future.IsCanceled)
        {
            source.TrySetCanceled(_cancellation.Token);
        }
        else if (Future.IsFaulted)
        {
            source.TrySetException(_outcome.Error!);
            _ = source.Task.Exception; // The future itself reports it; nobody need look here.
        }
        else if (Future.IsCompleted)
        {
            source.TrySetCanceled(CancellationToken.None); // Completed with a value, but never accepted: there is no task.
        }
    }
}
