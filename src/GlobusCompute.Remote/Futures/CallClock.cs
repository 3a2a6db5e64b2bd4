namespace GlobusCompute.Remote.Futures;

/// <summary>
/// What completes a call from outside before its result is there: its timeout and the caller's token. Made only for a call that has one of them.
/// </summary>
internal sealed class CallClock
{
    private ITimer? _timeout;
    private CancellationTokenRegistration _registration;
    private volatile bool _registered;

    /// <summary>Faults a call when it has not completed after a time, instead of after the time set before.</summary>
    public void LimitTo(RemoteCall call, TimeSpan timeout)
    {
        if (call.Stage == ComputeFutureStage.Completed)
        {
            return;
        }

        var timer = FutureScheduler.WithoutContext((call, timeout), static limit => limit.call.Target.Context.TimeProvider.CreateTimer(
            _ => limit.call.TryFail(new ComputeTimeoutException(limit.call.Handle, limit.timeout, wasSent: limit.call.Attempts > 0)),
            null,
            limit.timeout,
            Timeout.InfiniteTimeSpan));
        Interlocked.Exchange(ref _timeout, timer)?.Dispose();
        if (call.Stage == ComputeFutureStage.Completed)
        {
            timer.Dispose();
        }
    }

    /// <summary>Cancels a call when the caller's token is canceled.</summary>
    public void TieTo(RemoteCall call, CancellationToken cancellationToken)
    {
        _registration = cancellationToken.UnsafeRegister(static call => ((RemoteCall)call!).TryCancel(), call);
        _registered = true;

        // Whoever completes the call says so first, and looks here afterwards.
        Interlocked.MemoryBarrier();
        if (call.Stage == ComputeFutureStage.Completed)
        {
            _registration.Dispose();
        }
    }

    /// <summary>The call completes: neither is needed any more.</summary>
    public void Stop()
    {
        Volatile.Read(ref _timeout)?.Dispose();
        if (_registered)
        {
            _registration.Unregister();
        }
    }
}
