using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing;

/// <summary>
/// Sets up the outcomes of the calls of one method. Several outcomes follow one another, one for each call in the order in which the app makes them, and the
/// last one is for all later calls. Of several setups that match a call, the one that was made last counts.
/// </summary>
public abstract class FakeSetup
{
    private readonly object _lock = new();
    private readonly List<SetupStep> _steps = [];
    private Func<FakeCall, bool> _condition = static _ => true;
    private TimeSpan _delay;
    private int _calls;

    private protected FakeSetup(CallSelector selector) => Selector = selector;

    /// <summary>Gets the number of calls that it has decided.</summary>
    public int CallCount
    {
        get
        {
            lock (_lock)
            {
                return _calls;
            }
        }
    }

    internal CallSelector Selector { get; }

    /// <summary>Gets whether it has an outcome for which there was no call.</summary>
    internal bool IsUnused
    {
        get
        {
            lock (_lock)
            {
                return _calls < Math.Max(1, _steps.Count);
            }
        }
    }

    /// <summary>Returns the method, and how many of the outcomes were used.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            return _calls == 0 ? $"{Selector.Display}: not called" : $"{Selector.Display}: {Math.Min(_calls, _steps.Count)} of {_steps.Count} outcomes used";
        }
    }

    internal bool Matches(FakeCall call)
    {
        Func<FakeCall, bool> condition;
        lock (_lock)
        {
            condition = _condition;
        }

        return condition(call);
    }

    /// <summary>Takes the outcome of a call.</summary>
    internal SetupStep Take()
    {
        lock (_lock)
        {
            return _steps.Count == 0
                ? SetupStep.Mistake($"The setup of {Selector.Display} has no outcome. Add Returns, Raises or another one to it.")
                : _steps[Math.Min(_calls++, _steps.Count - 1)];
        }
    }

    private protected void Add(SetupStep step)
    {
        lock (_lock)
        {
            _steps.Add(step with { Delay = _delay });
            _delay = TimeSpan.Zero;
        }
    }

    private protected void Delay(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        lock (_lock)
        {
            _delay = time;
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
