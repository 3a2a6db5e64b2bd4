using System.Linq.Expressions;
using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing;

/// <content>The calls that were received.</content>
public sealed partial class FakeCompute
{
    /// <summary>
    /// Gets the calls that were received, in the order in which the app has made them, also those that a setup has refused. A call that was sent again counts
    /// each time. Calls that are not set up, and those of <see cref="RefuseSubmissions"/>, are not among them.
    /// </summary>
    public IReadOnlyList<FakeCall> Calls => _calls.Log.All;

    /// <summary>Gets the calls of a method, one of its overloads, in the order in which the app has made them.</summary>
    /// <param name="call">A call of the method, whose arguments do not matter: <c>(IAnalysis x) => x.Fit(default!, default!)</c>.</param>
    /// <typeparam name="T">The interface.</typeparam>
    /// <exception cref="ArgumentException">The expression is not a call of a method of the interface.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    public IReadOnlyList<FakeCall> CallsOf<T>(Expression<Func<T, object?>> call)
        where T : class
    {
        var selector = CallSelector.Of<T>(call);
        return [.. Calls.Where(received => selector.Matches(received.Context))];
    }

    /// <summary>
    /// Waits until the fake has accepted calls, so that their delays and time limits run on its clock, or setups have refused them; without a thread or a
    /// timer. A call that is canceled before does not count.
    /// </summary>
    /// <param name="count">How many calls at least; not negative. Those that were received before count.</param>
    /// <param name="cancellationToken">Cancels the wait. Give it the token of the test, so that a call that does not come ends the test.</param>
    /// <returns>The calls so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public Task<IReadOnlyList<FakeCall>> WaitForCallsAsync(int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return _calls.Log.WaitAsync(static _ => true, count, cancellationToken);
    }

    /// <summary>Waits until the fake has accepted calls of a method, one of its overloads, or setups have refused them.</summary>
    /// <param name="call">A call of the method, whose arguments do not matter.</param>
    /// <param name="count">How many calls at least; not negative. Those that were received before count.</param>
    /// <param name="cancellationToken">Cancels the wait. Give it the token of the test.</param>
    /// <typeparam name="T">The interface.</typeparam>
    /// <returns>The calls of the method so far.</returns>
    /// <exception cref="ArgumentException">The expression is not a call of a method of the interface.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public Task<IReadOnlyList<FakeCall>> WaitForCallsAsync<T>(Expression<Func<T, object?>> call, int count, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var selector = CallSelector.Of<T>(call);
        return _calls.Log.WaitAsync(received => selector.Matches(received.Context), count, cancellationToken);
    }
}
