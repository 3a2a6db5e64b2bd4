using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing;

/// <summary>Sets up the outcomes of the calls of a method whose result has a value, or of the items of a Map.</summary>
/// <typeparam name="T">The result's type.</typeparam>
public sealed class FakeSetup<T> : FakeSetup
{
    internal FakeSetup(CallSelector selector)
        : base(selector)
    {
    }

    /// <summary>Restricts the setup to some calls.</summary>
    /// <param name="condition">Decides over a call by its arguments.</param>
    /// <returns>This setup.</returns>
    public FakeSetup<T> When(Func<FakeCall, bool> condition)
    {
        Restrict(condition);
        return this;
    }

    /// <summary>Delays the outcome that follows by a time of the fake's clock.</summary>
    /// <param name="time">The time; not negative.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public FakeSetup<T> After(TimeSpan time)
    {
        Delay(time);
        return this;
    }

    /// <summary>Completes the call with a value, which travels as a worker would send it.</summary>
    /// <param name="value">The value.</param>
    /// <returns>This setup.</returns>
    public FakeSetup<T> Returns(T value) => With(call => CallOutcome.Result(value, call.Context));

    /// <summary>Completes calls with a value each, one after the other.</summary>
    /// <param name="values">The values.</param>
    /// <returns>This setup.</returns>
    public FakeSetup<T> ReturnsEach(params IEnumerable<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values)
        {
            Returns(value);
        }

        return this;
    }

    /// <summary>Completes the call with a value that is calculated from its arguments.</summary>
    /// <param name="calculate">Calculates the value. What it throws fails the call with a sentence about the test.</param>
    /// <returns>This setup.</returns>
    public FakeSetup<T> Returns(Func<FakeCall, T> calculate)
    {
        ArgumentNullException.ThrowIfNull(calculate);
        return With(call => CallOutcome.Result(calculate(call), call.Context));
    }

    /// <summary>Faults the call with an exception that the Python function raised.</summary>
    /// <param name="type">The type as Python prints it, for example <c>ValueError</c>.</param>
    /// <param name="message">The message; empty (the default) for none.</param>
    /// <param name="traceback">The whole traceback; null (the default) for one of a single frame.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentException"><paramref name="type"/> is empty.</exception>
    public FakeSetup<T> Raises(string type, string message = "", string? traceback = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        ArgumentNullException.ThrowIfNull(message);
        return With(call => CallOutcome.Raised(call.Context.FunctionName, type, message, traceback));
    }

    /// <summary>Faults the call as if its worker had been lost. A call of an idempotent method is sent again by the client, and is then another call.</summary>
    /// <returns>This setup.</returns>
    public FakeSetup<T> LosesWorker() => With(static _ => CallOutcome.WorkerLost);

    /// <summary>Leaves the call pending, until <see cref="FakeCall.Complete{T}"/> or <see cref="FakeCall.Raise"/> decides.</summary>
    /// <returns>This setup.</returns>
    public FakeSetup<T> Pends() => With(static _ => null);

    private FakeSetup<T> With(Func<FakeCall, CallOutcome?> step)
    {
        Add(step);
        return this;
    }
}
