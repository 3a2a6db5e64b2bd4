using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote.Futures;

/// <summary>
/// One call on its way through the stations: its arguments, ids and outcome. Exactly one party ends it; whoever holds it in a
/// queue or a request gives its arguments back.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without timer or wait handle holds nothing to dispose.")]
internal abstract class RemoteCall
{
    private readonly CancellationTokenSource _cancellation = new();
    private PackedArguments _arguments;
    private CancellationTokenRegistration _registration;
    private TaskCompletionSource<Guid>? _submitted;
    private Exception? _error;
    private int _stage;
    private volatile bool _registered;
    private volatile Acceptance? _acceptance;
    private ITimer? _timeout;
    private CallTelemetry? _telemetry;

    // Written once before the flag says so, read after: no lock needed.
    private Guid _functionId;
    private volatile bool _hasFunctionId;
    private ExecutionFacts _facts;
    private int _resultBytes;
    private int _attempts;

    /// <param name="target">Where the call goes; null for a call that never travels.</param>
    /// <param name="function">What it runs; null likewise.</param>
    /// <param name="arguments">Its arguments; the call owns them from now on.</param>
    protected RemoteCall(SubmissionTarget? target, FunctionDefinition? function, PackedArguments arguments)
    {
        Target = target!;
        Function = function!;
        _arguments = arguments;
    }

    public SubmissionTarget Target { get; }

    public FunctionDefinition Function { get; }

    /// <summary>Cancelled exactly when the future is.</summary>
    public CancellationToken CancellationToken => _cancellation.Token;

    public ReadOnlyMemory<byte> Arguments => _arguments.Memory;

    public ComputeFutureStage Stage => (ComputeFutureStage)Volatile.Read(ref _stage);

    public Guid FunctionId => _functionId;

    public Guid? TaskId => _acceptance?.TaskId;

    /// <summary>What the app calls the call, or null. It stays here.</summary>
    public string? Tag { get; init; }

    /// <summary>Whether the task was submitted before, and the call is no more than another who awaits it.</summary>
    public bool IsAttached { get; private set; }

    /// <summary>Whether the outcome of the task has arrived, rather than the call having been given up.</summary>
    public bool HasOutcome { get; private set; }

    /// <summary>Another call that awaits the same task; the router's own.</summary>
    public RemoteCall? Sibling { get; set; }

    /// <summary>Bytes of the arguments, also after their memory was given back.</summary>
    public int ArgumentBytes => _arguments.Length;

    /// <summary>How often the call went into a request.</summary>
    public int Attempts => _attempts;

    public bool IsIdempotent => Function.Policy.IsIdempotent;

    /// <summary>Whether its executor withdraws it. A call that went into a request may run, and is not withdrawn.</summary>
    public bool IsWithdrawn => Target.Calls.IsWithdrawn && _attempts == 0;

    /// <summary>Whether it need not be sent: it has ended or is withdrawn.</summary>
    public bool IsDone => Stage == ComputeFutureStage.Completed || IsWithdrawn;

    /// <summary>What became known of the task, or null while the call has not ended.</summary>
    public ComputeTaskReport? Report => Stage != ComputeFutureStage.Completed || !Future.IsCompleted ? null : new ComputeTaskReport
    {
        TaskId = _acceptance?.TaskId,
        RequestId = _acceptance?.Receipt.RequestId,
        TaskGroupId = _acceptance?.Receipt.TaskGroupId,
        AcceptedAt = _acceptance?.Receipt.AcceptedAt,
        EndpointId = Target?.EndpointId ?? Guid.Empty,
        StartedAt = ExecutionFacts.Time(_facts.StartedAt),
        EndedAt = ExecutionFacts.Time(_facts.EndedAt),
        ArgumentBytes = _arguments.Length,
        ResultBytes = _resultBytes,
        Attempts = _attempts,
        Worker = _facts.Worker,
    };

    public Task<Guid> Submitted
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

    public ComputeTaskHandle Handle => new(
        TaskId,
        _acceptance?.Receipt.TaskGroupId ?? Target?.TaskGroup.Id,
        Target?.EndpointId ?? Guid.Empty,
        _hasFunctionId ? _functionId : Function?.Id,
        Function?.DisplayName ?? "",
        Function?.Hash,
        Tag);

    protected abstract Task Future { get; }

    /// <summary>Begins with a task that was submitted before. Such a call has no arguments and is never sent.</summary>
    public void BeginAccepted(Guid taskId, SubmissionReceipt receipt)
    {
        IsAttached = true;
        _acceptance = new Acceptance(taskId, receipt);
        _stage = (int)ComputeFutureStage.Submitted;
    }

    /// <summary>The function's id is known; the call waits to be sent from now on.</summary>
    /// <returns>False when the call has ended.</returns>
    public bool TryQueue(Guid functionId)
    {
        _functionId = functionId;
        _hasFunctionId = true;
        return TryMove(ComputeFutureStage.Registering, ComputeFutureStage.Queued);
    }

    /// <summary>The call goes into a request.</summary>
    /// <returns>False when the call has ended; it must not be sent then.</returns>
    public bool TryBeginSending()
    {
        if (!TryMove(ComputeFutureStage.Queued, ComputeFutureStage.Sending))
        {
            return false;
        }

        _attempts++;
        return true;
    }

    /// <summary>The call goes back to the queue: what came of the request is not known, or its worker was lost.</summary>
    /// <returns>False when the call has ended.</returns>
    public bool TryQueueAgain() =>
        TryMove(ComputeFutureStage.Sending, ComputeFutureStage.Queued) || TryMove(ComputeFutureStage.Submitted, ComputeFutureStage.Queued);

    /// <summary>The service has accepted the call. From here on whoever ends it can say which task it was.</summary>
    public void SetAccepted(Guid taskId, SubmissionReceipt receipt)
    {
        var acceptance = new Acceptance(taskId, receipt);
        _acceptance = acceptance;
        Interlocked.MemoryBarrier();
        _telemetry?.Accepted(this, acceptance);
        Volatile.Read(ref _submitted)?.TrySetResult(taskId);
    }

    /// <summary>The call waits for its result.</summary>
    /// <returns>False when the call has ended; nobody waits for its result then.</returns>
    public bool TryAwaitResult() => TryMove(ComputeFutureStage.Sending, ComputeFutureStage.Submitted);

    /// <summary>How long ago the service accepted the call.</summary>
    public TimeSpan Age(TimeProvider time) => _acceptance is { } acceptance ? time.GetElapsedTime(acceptance.Receipt.Timestamp) : TimeSpan.Zero;

    /// <summary>Ends the call with the result in a payload, or with an exception when it does not fit.</summary>
    /// <returns>False when the call had ended.</returns>
    public bool TryDeliver(ReadOnlySpan<byte> payload, in ExecutionFacts facts = default)
    {
        if (!TryClaim())
        {
            return false;
        }

        HasOutcome = true;
        _facts = facts;
        _resultBytes = payload.Length;

        try
        {
            Read(payload);
        }
        catch (Exception e)
        {
            // Whatever a converter of the app throws must end this call and no other.
            _error = ResultDeserializationException.Create(Handle, ResultType, payload, e);
        }

        End();
        return true;
    }

    /// <summary>Ends the call with the failure of its task.</summary>
    /// <returns>False when the call had ended.</returns>
    public bool TryFailRemotely(string text, string? code, string? userMessage, in ExecutionFacts facts = default)
    {
        if (!TryClaim())
        {
            return false;
        }

        HasOutcome = true;
        _facts = facts;
        _resultBytes = text.Length;
        _error = new TaskExecutionFailedException(Handle, text, code, userMessage, facts.Worker);
        End();
        return true;
    }

    /// <summary>Ends the call with an exception.</summary>
    /// <returns>False when the call had ended.</returns>
    public bool TryFail(Exception error)
    {
        if (!TryClaim())
        {
            return false;
        }

        _error = error;
        End();
        return true;
    }

    /// <summary>Ends the call as cancelled.</summary>
    /// <returns>False when the call had ended.</returns>
    public bool TryCancel()
    {
        if (!TryClaim())
        {
            return false;
        }

        _cancellation.Cancel();
        End();
        return true;
    }

    /// <summary>Ends the call when it has not ended after a time, instead of after the time set before.</summary>
    public void LimitTo(TimeSpan timeout)
    {
        if (Target is null || Stage == ComputeFutureStage.Completed)
        {
            return;
        }

        var timer = Target.Owner.TimeProvider.CreateTimer(
            _ => TryFail(new ComputeTimeoutException(Handle, timeout)), null, timeout, Timeout.InfiniteTimeSpan);
        Interlocked.Exchange(ref _timeout, timer)?.Dispose();
        if (Stage == ComputeFutureStage.Completed)
        {
            timer.Dispose();
        }
    }

    /// <summary>Gives the arguments' memory back. Only for the party that holds the call, once.</summary>
    public void ReleaseArguments() => _arguments.Return();

    public void ThrowIfFailed()
    {
        if (_error is not null)
        {
            throw _error;
        }
    }

    /// <summary>Starts the future and ties it to the caller's token.</summary>
    protected void Start(Task future, CancellationToken cancellationToken)
    {
        Target?.Calls.Pending.Increment();
        _telemetry = Target is null ? null : CallTelemetry.Begin(this);
        future.Start(FutureScheduler.Instance);
        if (Target is not null && (Function.Policy.Timeout ?? Target.CallTimeout) is { } timeout)
        {
            LimitTo(timeout);
        }

        if (!cancellationToken.CanBeCanceled)
        {
            return;
        }

        _registration = cancellationToken.UnsafeRegister(static call => ((RemoteCall)call!).TryCancel(), this);
        _registered = true;
        if (Stage == ComputeFutureStage.Completed)
        {
            _registration.Dispose();
        }
    }

    /// <summary>Ends a call that never travels.</summary>
    protected void EndAtOnce(Task future, Exception? error)
    {
        future.Start(FutureScheduler.Instance);
        TryClaim();
        _error = error;
        FutureScheduler.Instance.End(future);
    }

    /// <summary>The type messages name; null when the result is ignored.</summary>
    protected abstract Type? ResultType { get; }

    /// <summary>Reads and keeps the result.</summary>
    protected abstract void Read(ReadOnlySpan<byte> payload);

    private bool TryClaim() =>
        Interlocked.Exchange(ref _stage, (int)ComputeFutureStage.Completed) != (int)ComputeFutureStage.Completed;

    private bool TryMove(ComputeFutureStage from, ComputeFutureStage to) =>
        Interlocked.CompareExchange(ref _stage, (int)to, (int)from) == (int)from;

    private void End()
    {
        Volatile.Read(ref _timeout)?.Dispose();
        if (_registered)
        {
            _registration.Unregister();
        }

        if (Target is not null)
        {
            CallTelemetry.Ended(this, _telemetry, _acceptance, _facts, _resultBytes, _error, _cancellation.IsCancellationRequested);
        }

        FutureScheduler.Instance.End(Future);
        if (Volatile.Read(ref _submitted) is { } source)
        {
            NotifySubmitted(source);
        }

        if (Target is not null)
        {
            Target.Owner.CallEnded(this);
            Target.Calls.Pending.Decrement();
        }
    }

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
            source.TrySetException(_error!);
            _ = source.Task.Exception; // The future itself reports it; nobody need look here.
        }
        else if (Future.IsCompleted)
        {
            source.TrySetCanceled(CancellationToken.None); // Made ended: there is no task.
        }
    }
}
