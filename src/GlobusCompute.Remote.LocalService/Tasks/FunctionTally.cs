namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>Counts the tasks of a function and the times that they took. Safe for use by many threads.</summary>
internal sealed class FunctionTally
{
    private readonly object _gate = new();
    private long _submitted;
    private Numbers _numbers;

    public long Submitted => Volatile.Read(ref _submitted);

    /// <summary>Notes that a task was accepted.</summary>
    public void AddSubmitted() => Interlocked.Increment(ref _submitted);

    /// <summary>Notes that a task has finished.</summary>
    /// <param name="hasFailed">Whether it failed.</param>
    /// <param name="waited">How long it waited; null if it never started.</param>
    /// <param name="ran">How long it ran; null if that is not known.</param>
    /// <param name="at">When it finished.</param>
    public void AddFinished(bool hasFailed, TimeSpan? waited, TimeSpan? ran, DateTimeOffset at)
    {
        lock (_gate)
        {
            _ = hasFailed ? _numbers.Failed++ : _numbers.Succeeded++;
            _numbers.LastFinishedAt = at;
            if (waited is { } wait)
            {
                _numbers.Started++;
                _numbers.Waited += wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
            }

            if (ran is { } run)
            {
                _numbers.Timed++;
                _numbers.Ran += run;
                _numbers.LongestRun = run > _numbers.LongestRun ? run : _numbers.LongestRun;
            }
        }
    }

    public Numbers Read()
    {
        lock (_gate)
        {
            return _numbers;
        }
    }

    /// <summary>What was counted up to one moment.</summary>
    internal struct Numbers
    {
        public long Succeeded;
        public long Failed;
        public long Started;
        public long Timed;
        public TimeSpan Waited;
        public TimeSpan Ran;
        public TimeSpan LongestRun;
        public DateTimeOffset LastFinishedAt;

        public readonly long Finished => Succeeded + Failed;

        public readonly TimeSpan? MeanWait => Started == 0 ? null : Waited / Started;

        public readonly TimeSpan? MeanRun => Timed == 0 ? null : Ran / Timed;
    }
}
