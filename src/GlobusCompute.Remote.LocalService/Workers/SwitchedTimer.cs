namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>A timer that ticks while it is switched on. Not for use by several threads at once.</summary>
internal sealed class SwitchedTimer(TimeProvider time, TimeSpan interval, Action tick) : IAsyncDisposable
{
    private readonly ITimer _timer = time.CreateTimer(static tick => ((Action)tick!)(), tick, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    private bool _isOn;

    public void Set(bool isOn)
    {
        if (_isOn != isOn)
        {
            _isOn = isOn;
            var wait = isOn ? interval : Timeout.InfiniteTimeSpan;
            _timer.Change(wait, wait);
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
