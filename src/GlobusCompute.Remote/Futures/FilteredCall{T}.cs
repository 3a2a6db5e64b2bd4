using System.Runtime.ExceptionServices;
using GlobusCompute.Remote.Functions;

namespace GlobusCompute.Remote.Futures;

/// <summary>A call around which filters run, and whose result has a value.</summary>
internal sealed class FilteredCall<T> : FilteredCall
{
    private readonly ComputeFuture<T> _future;
    private T _value = default!;

    public FilteredCall(CallTarget target, FunctionDefinition function, string? tag, OpenFilteredCalls open)
        : base(target, function, tag, open) => _future = FutureScheduler.WithoutContext(this, static call => new ComputeFuture<T>(call));

    protected override Task Future => _future;

    public new ComputeFuture<T> Start(CancellationToken cancellationToken)
    {
        base.Start(cancellationToken);
        return _future;
    }

    public T GetResult()
    {
        ThrowIfFailed();
        return _value;
    }

    /// <summary>Completes as the filters do.</summary>
    public void CompleteWith(Task<T> filtered) => FilteredOutcome.Of(filtered, this, static (filtered, call) => call.Finish(filtered));

    private void Finish(Task<T> filtered)
    {
        if (filtered.IsCompletedSuccessfully)
        {
            _value = filtered.Result;
        }

        TryComplete(FilteredOutcome.ErrorOf(filtered), filtered.IsCanceled);
    }
}

/// <summary>A call around which filters run, and whose result is ignored.</summary>
internal sealed class FilteredVoidCall : FilteredCall
{
    private readonly ComputeFuture _future;

    public FilteredVoidCall(CallTarget target, FunctionDefinition function, string? tag, OpenFilteredCalls open)
        : base(target, function, tag, open) => _future = FutureScheduler.WithoutContext(this, static call => new ComputeFuture(call));

    protected override Task Future => _future;

    public new ComputeFuture Start(CancellationToken cancellationToken)
    {
        base.Start(cancellationToken);
        return _future;
    }

    /// <summary>Completes as the filters do.</summary>
    public void CompleteWith(Task<object> filtered) => FilteredOutcome.Of(
        filtered, this, static (filtered, call) => call.TryComplete(FilteredOutcome.ErrorOf(filtered), filtered.IsCanceled));
}

/// <summary>Waits for filters without the caller's context.</summary>
internal static class FilteredOutcome
{
    public static void Of<T, TCall>(Task<T> filtered, TCall call, Action<Task<T>, TCall> finish)
    {
        if (filtered.IsCompleted)
        {
            finish(filtered, call);
        }
        else
        {
            filtered.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => finish(filtered, call));
        }
    }

    /// <summary>The first exception, with the stack it was thrown with.</summary>
    public static ExceptionDispatchInfo? ErrorOf(Task filtered) =>
        filtered.Exception is { } error ? ExceptionDispatchInfo.Capture(error.InnerException ?? error) : null;
}
