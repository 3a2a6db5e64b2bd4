using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing;

/// <summary>
/// Sets up the outcomes of the calls of one method. Several outcomes follow one another, one for each call, and the last one is for all later calls. Of several
/// setups that match a call, the one that was made last counts.
/// </summary>
public abstract class FakeSetup
{
    private readonly object _lock = new();
    private readonly List<Func<FakeCall, CallOutcome?>> _steps = [];
    private readonly Dictionary<int, TimeSpan> _delays = [];
    private Func<FakeCall, bool> _condition = static _ => true;
    private int _next;

    private protected FakeSetup(CallSelector selector) => Selector = selector;

    internal CallSelector Selector { get; }

    internal bool Matches(FakeCall call)
    {
        lock (_lock)
        {
            return _condition(call);
        }
    }

    /// <summary>Decides over a call; gives how long that takes, and the outcome, which is null for one that pends.</summary>
    internal (TimeSpan Delay, CallOutcome? Outcome) Decide(FakeCall call)
    {
        Func<FakeCall, CallOutcome?> step;
        TimeSpan delay;
        lock (_lock)
        {
            if (_steps.Count == 0)
            {
                return (TimeSpan.Zero, CallOutcome.Mistake($"The setup of {Selector.Display} says no outcome. Add Returns, Raises or another one to it."));
            }

            var index = Math.Min(_next++, _steps.Count - 1);
            step = _steps[index];
            delay = _delays.GetValueOrDefault(index);
        }

        try
        {
            return (delay, step(call));
        }
        catch (Exception e)
        {
            return (delay, CallOutcome.Mistake($"The delegate that is set up for {Selector.Display} threw {e.GetType().Name}: {e.Message}"));
        }
    }

    private protected void Add(Func<FakeCall, CallOutcome?> step)
    {
        lock (_lock)
        {
            _steps.Add(step);
        }
    }

    private protected void Delay(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        lock (_lock)
        {
            _delays[_steps.Count] = time;
        }
    }

    private protected void Restrict(Func<FakeCall, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        lock (_lock)
        {
            var before = _condition;
            _condition = call => before(call) && condition(call);
        }
    }
}
