using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Futures;

/// <summary>
/// A call around which filters run: its future completes as theirs does, and shows the task that was submitted last. Exactly one party completes it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Sources without timer or wait handle hold nothing to dispose.")]
internal abstract class FilteredCall(CallTarget target, FunctionDefinition function, string? tag, OpenFilteredCalls open) : IFutureSource
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly CancellationTokenSource _stop = new();
    private volatile IComputeFuture? _submission;
    private TaskCompletionSource<Guid>? _submitted;
    private ITimer? _timer;
    private CancellationTokenRegistration _registration;
    private ExceptionDispatchInfo? _error;
    private bool _isCanceled;
    private int _isCompleted;
    private volatile bool _isOver;

    public CallCounts Counts => target.Inner.Counts;

    /// <summary>Canceled by the future's own body, exactly when the future is.</summary>
    public CancellationToken CancellationToken => _cancellation.Token;

    /// <summary>Canceled when the filters need not go on.</summary>
    public CancellationToken Stopping => _stop.Token;

    public Guid? TaskId => _submission?.TaskId;

    public ComputeFutureStage Stage
    {
        get
        {
            if (_isOver)
            {
                return ComputeFutureStage.Completed;
            }

            // A submission that has completed is not the end: a filter may submit again, or answer otherwise.
            return _submission switch
            {
                null => ComputeFutureStage.Queued,
                { Stage: ComputeFutureStage.Completed, TaskId: null } => ComputeFutureStage.Queued,
                { Stage: ComputeFutureStage.Completed } => ComputeFutureStage.Submitted,
                { Stage: var stage } => stage,
            };
        }
    }

    public ComputeTaskHandle Handle => _submission?.Handle ?? new(
        TaskId: null, target.TaskGroup.Id, target.EndpointId, function.Id, function.DisplayName, function.RegistrationHash, tag);

    public ComputeTaskReport? Report => !Future.IsCompleted ? null : _submission?.Report ?? new ComputeTaskReport { EndpointId = target.EndpointId };

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
                if (_submission is { } submission)
                {
                    Follow(submission, source);
                }

                if (_isOver)
                {
                    EndSubmitted(source);
                }
            }

            return source.Task;
        }
    }

    protected abstract Task Future { get; }

    /// <summary>The call is submitted, for the first time or again.</summary>
    public void SetSubmission(IComputeFuture submission)
    {
        _submission = submission;
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _submitted) is { } source)
        {
            Follow(submission, source);
        }
    }

    public void LimitTo(TimeSpan timeout)
    {
        if (_isCompleted != 0)
        {
            return;
        }

        var timer = FutureScheduler.WithoutContext((call: this, target, timeout), static limit => limit.target.Context.TimeProvider.CreateTimer(
            _ => limit.call.TryFail(new ComputeTimeoutException(limit.call.Handle, limit.timeout, limit.call.Stage >= ComputeFutureStage.Sending)),
            null,
            limit.timeout,
            Timeout.InfiniteTimeSpan));
        Interlocked.Exchange(ref _timer, timer)?.Dispose();
        if (_isCompleted != 0)
        {
            timer.Dispose();
        }
    }

    public bool TryCancel() => TryAbandon(null, isCanceled: true);

    /// <summary>Faults the call.</summary>
    /// <returns>False when it had completed.</returns>
    public bool TryFail(Exception error) => TryAbandon(ExceptionDispatchInfo.Capture(error), isCanceled: false);

    /// <summary>Throws what the future faults with or is canceled by. Only for the future's own body.</summary>
    public void ThrowIfFailed()
    {
        _error?.Throw();
        if (_isCanceled)
        {
            _cancellation.Cancel();
            throw CallCancellation.Of(Handle, _cancellation.Token);
        }
    }

    /// <summary>Starts the future and ties it to the caller's token.</summary>
    protected void Start(CancellationToken cancellationToken)
    {
        target.Counts.Pending.Increment();
        Future.Start(FutureScheduler.Instance);

        // Before anything that may complete the call, which takes it out again.
        open.Add(this);
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(static call => ((FilteredCall)call!).TryCancel(), this);

            // Whoever completes the call says so first, and looks here afterwards.
            Interlocked.MemoryBarrier();
            if (_isOver)
            {
                _registration.Unregister();
            }
        }
    }

    /// <summary>The filters are done.</summary>
    protected bool TryComplete(ExceptionDispatchInfo? error, bool isCanceled)
    {
        if (Interlocked.Exchange(ref _isCompleted, 1) != 0)
        {
            return false;
        }

        (_error, _isCanceled) = (error, isCanceled);
        _isOver = true;
        Interlocked.MemoryBarrier();
        Volatile.Read(ref _timer)?.Dispose();
        _registration.Unregister();
        FutureScheduler.Instance.End(Future);
        if (Volatile.Read(ref _submitted) is { } source)
        {
            EndSubmitted(source);
        }

        open.Remove(this);
        target.Counts.Pending.Decrement();
        return true;
    }

    private bool TryAbandon(ExceptionDispatchInfo? error, bool isCanceled)
    {
        if (!TryComplete(error, isCanceled))
        {
            return false;
        }

        // What the filters still do is in vain. Their own callbacks must not hold up whoever completes the call.
        _ = _stop.CancelAsync();
        return true;
    }

    private static void Follow(IComputeFuture submission, TaskCompletionSource<Guid> source) =>
        _ = submission.Submitted.ContinueWith(
            static (submitted, source) =>
            {
                if (submitted.IsCompletedSuccessfully)
                {
                    ((TaskCompletionSource<Guid>)source!).TrySetResult(submitted.Result);
                }
                else
                {
                    // A filter may submit again.
                    _ = submitted.Exception;
                }
            },
            source,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    private void EndSubmitted(TaskCompletionSource<Guid> source)
    {
        if (TaskId is { } id)
        {
            source.TrySetResult(id);
        }
        else if (_error is { } error)
        {
            if (source.TrySetException(error.SourceException))
            {
                // The future itself reports it; nobody need look here.
                _ = source.Task.Exception;
            }
        }
        else
        {
            // Without a submission there is no task, and nothing to tell why.
            source.TrySetCanceled(CancellationToken.None);
        }
    }
}
