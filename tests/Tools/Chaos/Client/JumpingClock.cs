namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>
/// A clock whose time of day is set forth and back while timers and durations go on, as on a machine whose clock is corrected. All of it goes faster than
/// the real one, so that waits which grow to a minute while things fail do not fill a run.
/// </summary>
internal sealed class JumpingClock : TimeProvider
{
    /// <summary>Seconds of this clock in a real one.</summary>
    public const int Speed = 10;

    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _startTimestamp;
    private long _offset;

    public JumpingClock() => _startTimestamp = GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + GetElapsedTime(_startTimestamp) + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    public override long GetTimestamp() => base.GetTimestamp() * Speed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(base.CreateTimer(callback, state, Real(dueTime), Real(period)));

    public void JumpTo(TimeSpan offset) => Interlocked.Exchange(ref _offset, offset.Ticks);

    private static TimeSpan Real(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Speed;

    private sealed class FastTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Real(dueTime), Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
