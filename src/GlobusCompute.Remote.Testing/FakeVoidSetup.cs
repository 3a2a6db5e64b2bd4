using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing;

/// <summary>Sets up the outcomes of the calls of a method whose result is ignored.</summary>
public sealed class FakeVoidSetup : FakeSetup
{
    internal FakeVoidSetup(CallSelector selector)
        : base(selector)
    {
    }

    /// <summary>Restricts the setup to some calls.</summary>
    /// <param name="condition">Decides over a call by its arguments.</param>
    /// <returns>This setup.</returns>
    public FakeVoidSetup When(Func<FakeCall, bool> condition)
    {
        Restrict(condition);
        return this;
    }

    /// <summary>Delays the outcome that follows by a time of the fake's clock.</summary>
    /// <param name="time">The time; not negative.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public FakeVoidSetup After(TimeSpan time)
    {
        Delay(time);
        return this;
    }

    /// <summary>Completes the call.</summary>
    /// <returns>This setup.</returns>
    public FakeVoidSetup Completes() => With(static _ => CallOutcome.None);

    /// <summary>Faults the call with an exception that the Python function raised.</summary>
    /// <param name="type">The type as Python prints it, for example <c>ValueError</c>.</param>
    /// <param name="message">The message; empty (the default) for none.</param>
    /// <param name="traceback">The whole traceback; null (the default) for one of a single frame.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentException"><paramref name="type"/> is empty.</exception>
    public FakeVoidSetup Raises(string type, string message = "", string? traceback = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        ArgumentNullException.ThrowIfNull(message);
        return With(call => CallOutcome.Raised(call.Context.FunctionName, type, message, traceback));
    }

    /// <summary>Faults the call as if its worker had been lost. A call of an idempotent method is sent again by the client, and is then another call.</summary>
    /// <returns>This setup.</returns>
    public FakeVoidSetup LosesWorker() => With(static _ => CallOutcome.WorkerLost);

    /// <summary>Leaves the call pending, until <see cref="FakeCall.Complete()"/> or <see cref="FakeCall.Raise"/> decides.</summary>
    /// <returns>This setup.</returns>
    public FakeVoidSetup Pends() => With(static _ => null);

    private FakeVoidSetup With(Func<FakeCall, CallOutcome?> step)
    {
        Add(step);
        return this;
    }
}
