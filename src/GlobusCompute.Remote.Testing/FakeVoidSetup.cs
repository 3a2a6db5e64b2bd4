using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing;

/// <summary>Sets up the outcomes of the calls of a method whose result is ignored.</summary>
public sealed class FakeVoidSetup : FakeSetupOf<FakeVoidSetup>
{
    internal FakeVoidSetup(CallSelector selector)
        : base(selector)
    {
    }

    /// <summary>Completes the call.</summary>
    /// <returns>This setup.</returns>
    public FakeVoidSetup Completes() => With(static _ => CallOutcome.None);

    /// <summary>Completes the call after code of the test has run.</summary>
    /// <param name="action">The code. What it throws fails the call with a sentence about the test.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="action"/> is null.</exception>
    public FakeVoidSetup Completes(Action<FakeCall> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return With(call =>
        {
            action(call);
            return CallOutcome.None;
        });
    }
}
