using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Futures;

/// <content>What a call says of itself.</content>
internal abstract partial class RemoteCall
{
    public Guid? TaskId => Acceptance?.TaskId;

    /// <summary>Whether it is this task. Only once it is known which it is.</summary>
    public bool IsTask(Guid id) => _receipt is RepeatedReceipt repeated ? repeated.TaskId == id : _firstTaskId == id;

    /// <summary>As which task the service has accepted the call; null before.</summary>
    private Acceptance? Acceptance => _receipt switch
    {
        null => null,
        RepeatedReceipt repeated => new Acceptance(repeated.TaskId, repeated),
        var receipt => new Acceptance(_firstTaskId, receipt),
    };

    public ComputeTaskHandle Handle => new(
        TaskId,
        _receipt?.TaskGroupId ?? Target.TaskGroup.Id,
        Target.EndpointId,
        _state.HasFunctionId ? _state.FunctionId : Function.Id,
        Function.DisplayName,
        Function.RegistrationHash,
        Tag);

    /// <inheritdoc/>
    public ComputeTaskReport? Report => Stage != ComputeFutureStage.Completed || !Future.IsCompleted ? null : new ComputeTaskReport
    {
        TaskId = TaskId,
        RequestId = _receipt?.RequestId,
        TaskGroupId = _receipt?.TaskGroupId,
        AcceptedAt = _receipt?.AcceptedAt,
        EndpointId = Target.EndpointId,
        ReceivedAt = ExecutionFacts.Time(_outcome.Facts.ReceivedAt),
        StartedAt = ExecutionFacts.Time(_outcome.Facts.StartedAt),
        EndedAt = ExecutionFacts.Time(_outcome.Facts.EndedAt),
        ArgumentBytes = _arguments.Length,
        ResultBytes = _outcome.ResultBytes,
        Attempts = _state.Attempts,
        Worker = _outcome.Facts.Worker,
    };

    public Task<Guid> Submitted
    {
        get
        {
            ref var known = ref Extras.Submitted;
            var submitted = Volatile.Read(ref known);
            if (submitted is null)
            {
                submitted = FutureScheduler.WithoutContext(this, static call => new SubmittedTask(call));
                submitted.Start(FutureScheduler.Instance);
                submitted = Interlocked.CompareExchange(ref known, submitted, null) ?? submitted;

                // What happened before the task was visible did not reach it.
                NotifySubmitted(submitted);
            }

            return submitted;
        }
    }

    /// <summary>How long ago the service accepted the call.</summary>
    public TimeSpan Age(TimeProvider time) => _receipt is { } receipt ? time.GetElapsedTime(receipt.Timestamp) : TimeSpan.Zero;

    /// <summary>The id of the task, or why there is none. Only once one of the two is known.</summary>
    /// <param name="cancellation">The source of the token of whoever asks, which is canceled as the future is.</param>
    public Guid GetTaskId(CancellationTokenSource cancellation)
    {
        if (TaskId is { } taskId)
        {
            return taskId;
        }

        if (_outcome.Error is { } error)
        {
            throw error;
        }

        // Canceled, or completed with a value without ever having been accepted: there is no task.
        cancellation.Cancel();
        throw CallCancellation.Of(Handle, cancellation.Token);
    }

    // The call has been accepted or has completed.
    private void EndSubmitted()
    {
        if (Volatile.Read(ref _extras) is { } extras && Volatile.Read(ref extras.Submitted) is { } submitted)
        {
            NotifySubmitted(submitted);
        }
    }

    private void NotifySubmitted(SubmittedTask submitted)
    {
        if (_receipt is not null || Future.IsCompleted)
        {
            submitted.End();
        }
    }
}
