using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Shared;

namespace GlobusCompute.Remote;

/// <summary>The outcome of a remote call whose result is ignored: a <see cref="Task"/> that knows its remote task.</summary>
/// <remarks>
/// Continuations never run on the thread that delivers results. The future always ends: well, with an exception or by a cancellation. Proxies make instances;
/// <see cref="CompletedFuture"/> and the <c>From…</c> methods make ended ones for fakes of proxy interfaces.
/// </remarks>
public sealed class ComputeFuture : Task, IComputeFuture
{
    private readonly FutureSource _source;

    internal ComputeFuture(RemoteCall call)
        : base(static state => ((RemoteCall)state!).ThrowIfFailed(), call, call.CancellationToken, FutureScheduler.CreationOptions) =>
        _source = call;

    internal ComputeFuture(CompletedSource source)
        : base(static state => ((CompletedSource)state!).ThrowIfFailed(), source, CancellationToken.None, FutureScheduler.CreationOptions) =>
        _source = source;

    /// <summary>Gets a successfully completed future.</summary>
    public static ComputeFuture CompletedFuture { get; } = CompletedSource.Complete(null);

    /// <inheritdoc/>
    public Guid? TaskId => _source.TaskId;

    /// <inheritdoc/>
    public Task<Guid> Submitted => _source.Submitted;

    /// <inheritdoc/>
    public ComputeFutureStage Stage => _source.Stage;

    /// <inheritdoc/>
    public ComputeTaskHandle Handle => _source.Handle;

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
    public ComputeTaskReport? Report => _source.Report;

    /// <summary>
    /// Limits this one call, instead of what its method and executor say: a future that has not ended by then ends in
    /// <see cref="ComputeTimeoutException"/>. A call that was not sent is withdrawn; a task that was accepted keeps running.
    /// </summary>
    /// <param name="timeout">The time from now; above zero and at most 24 days.</param>
    /// <returns>This future.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero, or longer than 24 days.</exception>
    public ComputeFuture WithTimeout(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimeLimits.Longest);
        _source.LimitTo(timeout);
        return this;
    }

    /// <inheritdoc/>
    public bool Cancel() => _source.TryCancel();
}
