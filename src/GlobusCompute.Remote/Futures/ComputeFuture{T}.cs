using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Shared;

namespace GlobusCompute.Remote;

/// <summary>Represents the outcome of a remote call: a <see cref="Task{TResult}"/> with the ids of its remote task.</summary>
/// <typeparam name="T">The result's type.</typeparam>
/// <remarks>
/// Continuations never run on the thread that delivers results. The future always completes: with a value, an exception or a cancellation. Proxies create
/// instances; <see cref="ComputeFuture.FromResult{T}"/> and <see cref="ComputeFuture.FromException{T}"/> create completed ones for fakes of proxy interfaces.
/// <see cref="Task.AsyncState"/> is an object of the library; do not use it.
/// </remarks>
public sealed class ComputeFuture<T> : Task<T>, IComputeFuture
{
    internal ComputeFuture(ValueCall<T> call)
        : base(static state => ((ValueCall<T>)state!).GetResult(), call, call.CancellationToken, FutureScheduler.CreationOptions)
    {
    }

    internal ComputeFuture(FilteredCall<T> call)
        : base(static state => ((FilteredCall<T>)state!).GetResult(), call, call.CancellationToken, FutureScheduler.CreationOptions)
    {
    }

    internal ComputeFuture(CompletedSource<T> source)
        : base(static state => ((CompletedSource<T>)state!).GetResult(), source, CancellationToken.None, FutureScheduler.CreationOptions)
    {
    }

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

    /// <inheritdoc/>
    public ComputeTaskReport? Report => Source.Report;

    /// <summary>
    /// Sets the time limit of this call, in place of that of its method and executor: a future that has not completed by then faults with
    /// <see cref="ComputeTimeoutException"/>. A call that was not sent is withdrawn; a task that was accepted keeps running.
    /// </summary>
    /// <param name="timeout">The time from now; above zero and at most 24 days.</param>
    /// <returns>This future.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero, or longer than 24 days.</exception>
    public ComputeFuture<T> WithTimeout(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimeLimits.Longest);
        Source.LimitTo(timeout);
        return this;
    }

    /// <inheritdoc/>
    public bool Cancel() => Source.TryCancel();
}
