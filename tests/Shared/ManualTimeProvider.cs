namespace GlobusCompute.Remote.Testing;

/// <summary>A clock that moves only when a test says so. Timers fire in order, on the thread that moves it.</summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly object _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private TaskCompletionSource _timerAdded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state, period);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Timers that are set.</summary>
    public int Timers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>Counts the timers that are due at a time from now, neither sooner nor later.</summary>
    public int TimersDueIn(TimeSpan time)
    {
        lock (_lock)
        {
            return _timers.Count(timer => timer.Due == _now + time);
        }
    }

    /// <summary>Waits until a timer is due within a time from now.</summary>
    public Task WhenTimerWithinAsync(TimeSpan time) => WhenTimerAsync((due, now) => due <= now + time);

    /// <summary>Waits until a timer is due at a time from now, neither sooner nor later: others may be set beside it.</summary>
    public Task WhenTimerDueInAsync(TimeSpan time) => WhenTimerAsync((due, now) => due == now + time);

    private async Task WhenTimerAsync(Func<DateTimeOffset, DateTimeOffset, bool> isMeant)
    {
        while (true)
        {
            Task added;
            lock (_lock)
            {
                if (_timers.Exists(timer => isMeant(timer.Due, _now)))
                {
                    return;
                }

                added = _timerAdded.Task;
            }

            await added;
        }
    }

    /// <summary>Moves the clock, firing what becomes due on the way.</summary>
    public void Advance(TimeSpan time)
    {
        DateTimeOffset end;
        lock (_lock)
        {
            end = _now + time;
        }

        while (true)
        {
            ManualTimer? next;
            lock (_lock)
            {
                next = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
                if (next is null)
                {
                    _now = end;
                    return;
                }

                _now = next.Due > _now ? next.Due : _now;
                _timers.Remove(next);
            }

            next.Fire();
        }
    }

    /// <summary>Moves the clock to the moment at which the next timer fires.</summary>
    public void AdvanceToNextTimer()
    {
        TimeSpan time;
        lock (_lock)
        {
            time = _timers.Count == 0 ? TimeSpan.Zero : _timers.Min(static t => t.Due) - _now;
        }

        Advance(time > TimeSpan.Zero ? time : TimeSpan.Zero);
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state, TimeSpan period) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    return true;
                }

                Due = clock._now + dueTime;
                clock._timers.Add(this);
                var added = clock._timerAdded;
                clock._timerAdded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                added.TrySetResult();
                return true;
            }
        }

        public void Fire()
        {
            callback(state);
            if (period > TimeSpan.Zero)
            {
                Change(period, period);
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
