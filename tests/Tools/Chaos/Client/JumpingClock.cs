namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>A clock whose time of day is set forth and back while timers and durations go on, as on a machine whose clock is corrected.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long _offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    public void JumpTo(TimeSpan offset) => Interlocked.Exchange(ref _offset, offset.Ticks);
}
