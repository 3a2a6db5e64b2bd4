namespace GlobusCompute.Remote.LocalService.Faults;

/// <summary>A plan since it came into force: what its rules have counted.</summary>
internal sealed class ActiveFaults
{
    private readonly Counter[] _counters;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _start;

    public ActiveFaults(FaultPlan plan, TimeProvider time)
    {
        Plan = plan;
        _time = time;
        _start = time.GetUtcNow();
        _counters = [.. plan.Rules.Select((rule, index) => new Counter(rule, plan.Seed, index))];
    }

    public FaultPlan Plan { get; }

    /// <summary>How often each rule has fired.</summary>
    public IReadOnlyList<int> Fired => [.. _counters.Select(c => c.Fired)];

    /// <summary>One event: the rules that fire at it, each with the number of its firing, from 1.</summary>
    /// <param name="target">Where the event is.</param>
    /// <param name="isWanted">Which kinds are requested; the event is none for the others.</param>
    public IReadOnlyList<(FaultRule Rule, int Number)> Fire(FaultTarget target, Func<FaultKind, bool> isWanted)
    {
        var isRoute = target is not (FaultTarget.Results or FaultTarget.Workers);
        var elapsed = _time.GetUtcNow() - _start;
        var isTaken = false;
        List<(FaultRule, int)> fired = [];
        foreach (var counter in _counters)
        {
            var rule = counter.Rule;
            if ((rule.At == target || (isRoute && rule.At == FaultTarget.All)) && isWanted(rule.Kind)
                && counter.Count(elapsed, mayFire: !(isTaken && IsExclusive(rule.Kind))) is { } number)
            {
                fired.Add((rule, number));
                isTaken |= IsExclusive(rule.Kind);
            }
        }

        return fired;
    }

    // Two of these at one event would contradict each other.
    private static bool IsExclusive(FaultKind kind) =>
        kind is not (FaultKind.Delay or FaultKind.Duplicate or FaultKind.Early or FaultKind.Malformed or FaultKind.Unknown);

    private sealed class Counter(FaultRule rule, int seed, int index)
    {
        private readonly object _gate = new();
        private int _seen;
        private int _fired;

        public FaultRule Rule => rule;

        public int Fired => Volatile.Read(ref _fired);

        /// <summary>Counts an event; the number of the firing if the rule fires.</summary>
        public int? Count(TimeSpan elapsed, bool mayFire)
        {
            if (elapsed < rule.From || elapsed >= rule.Until)
            {
                return null;
            }

            lock (_gate)
            {
                var number = ++_seen;
                var fires = rule switch
                {
                    { Nth: { } nth } => number == nth,
                    { Every: { } every } => number % every == 0,
                    { Probability: { } probability } => SeededNumbers.Draw(seed, index, number) < probability,
                    _ => true,
                };
                return fires && mayFire && !(_fired >= rule.Count) ? ++_fired : null;
            }
        }
    }
}
