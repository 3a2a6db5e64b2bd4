using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Shared;

namespace GlobusCompute.Remote;

/// <summary>Represents the outcome of a remote call without a result: a <see cref="Task"/> with the ids of its remote task.</summary>
/// <remarks>
/// Continuations never run on the thread that delivers results. The future always completes: successfully, with an exception or by cancellation. Proxies create
/// instances; <see cref="CompletedFuture"/> and the <c>From…</c> methods create completed ones for fakes of proxy interfaces.
/// <see cref="Task.AsyncState"/> is an object of the library; do not use it.
/// </remarks>
public sealed class ComputeFuture : Task, IComputeFuture
{
    internal ComputeFuture(RemoteCall call)
        : base(static state => ((RemoteCall)state!).ThrowIfFailed(), call, call.CancellationToken, FutureScheduler.CreationOptions)
    {
    }

    internal ComputeFuture(FilteredCall call)
        : base(static state => ((FilteredCall)state!).ThrowIfFailed(), call, call.CancellationToken, FutureScheduler.CreationOptions)
    {
    }

    internal ComputeFuture(CompletedSource source)
        : base(static state => ((CompletedSource)state!).ThrowIfFailed(), source, CancellationToken.None, FutureScheduler.CreationOptions)
    {
    }

    /// <summary>Gets a successfully completed future.</summary>
    public static ComputeFuture CompletedFuture { get; } = CompletedSource.Complete(null);

    // The state of the task, which its body needs anyway.
    private IFutureSource Source => (IFutureSource)AsyncState!;

    /// <inheritdoc/>
    public Guid? TaskId => Source.TaskId;

    /// <inheritdoc/>
    public Task<Guid> Submitted => Source.Submitted;

    /// <inheritdoc/>
    public ComputeFutureStage Stage => Source.Stage;

    /// <inheritdoc/>
    public ComputeTaskHandle Handle => Source.Handle;

    /// <summary>Creates a future that has completed with a value.</summary>
    /// <param name="result">The value.</param>
    /// <typeparam name="T">The value's type.</typeparam>
    public static new ComputeFuture<T> FromResult<T>(T result) => CompletedSource<T>.Complete(result, null);

    /// <summary>Creates a future that has faulted with an exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <typeparam name="T">The type of the value it would have had.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static new ComputeFuture<T> FromException<T>(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return CompletedSource<T>.Complete(default!, exception);
    }

    /// <summary>Creates a future without a value that has faulted with an exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static new ComputeFuture FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return CompletedSource.Complete(exception);
    }

    /// <inheritdoc/>
    public ComputeTaskReport? Report => Source.Report;

    /// <summary>
    /// Sets the time limit of this call, in place of that of its method and executor: a future that has not completed by then faults with
    /// <see cref="ComputeTimeoutException"/>. A call that was not sent is withdrawn; a task that was accepted keeps running.
    /// </summary>
    /// <param name="timeout">The time from now; above zero and at most 24 days.</param>
    /// <returns>This future.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero, or longer than 24 days.</exception>
    public ComputeFuture WithTimeout(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimeLimits.Longest);
        Source.LimitTo(timeout);
        return this;
    }

    /// <inheritdoc/>
    public bool Cancel() => Source.TryCancel();
}
