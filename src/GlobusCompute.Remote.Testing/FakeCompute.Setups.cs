using System.Linq.Expressions;
using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing;

/// <content>Setups.</content>
public sealed partial class FakeCompute
{
    /// <summary>Gets the setups that have an outcome for which there was no call, in the order in which they were made.</summary>
    public IReadOnlyList<FakeSetup> UnusedSetups => _calls.Setups.Unused;

    /// <summary>Sets up a method whose result has a value.</summary>
    /// <param name="call">A call of the method, whose arguments do not matter: <c>(IAnalysis x) => x.Fit(default!, default!)</c>.</param>
    /// <typeparam name="T">The interface.</typeparam>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <returns>The setup, to which outcomes are added.</returns>
    /// <exception cref="ArgumentException">The expression is not a call of a method of the interface.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    public FakeSetup<TResult> Setup<T, TResult>(Expression<Func<T, Task<TResult>>> call)
        where T : class => _calls.Setups.Add(new FakeSetup<TResult>(CallSelector.Of<T>(call)));

    /// <summary>Sets up a method whose result is ignored.</summary>
    /// <param name="call">A call of the method, whose arguments do not matter.</param>
    /// <typeparam name="T">The interface.</typeparam>
    /// <returns>The setup, to which outcomes are added.</returns>
    /// <exception cref="ArgumentException">The expression is not a call of a method of the interface.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    public FakeVoidSetup Setup<T>(Expression<Func<T, Task>> call)
        where T : class => _calls.Setups.Add(new FakeVoidSetup(CallSelector.Of<T>(call)));

    /// <summary>Sets up a Map: each item is a call of its own.</summary>
    /// <param name="call">A call of the method, whose arguments do not matter.</param>
    /// <typeparam name="T">The interface.</typeparam>
    /// <typeparam name="TResult">The type of the result for one item.</typeparam>
    /// <returns>The setup, to which outcomes are added.</returns>
    /// <exception cref="ArgumentException">The expression is not a call of a method of the interface.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    public FakeSetup<TResult> Setup<T, TResult>(Expression<Func<T, ComputeMap<TResult>>> call)
        where T : class => _calls.Setups.Add(new FakeSetup<TResult>(CallSelector.Of<T>(call)));

    /// <summary>
    /// Sets up all overloads of a method by their name, for methods that no expression can call, such as those with a span as a parameter:
    /// <c>fake.SetupMethod&lt;IAnalysis, double>(nameof(IAnalysis.Norm))</c>.
    /// </summary>
    /// <param name="methodName">The name of the method.</param>
    /// <typeparam name="T">The interface.</typeparam>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <returns>The setup, to which outcomes are added.</returns>
    /// <exception cref="ArgumentException">The interface has no method of that name whose result is a <typeparamref name="TResult"/>.</exception>
    public FakeSetup<TResult> SetupMethod<T, TResult>(string methodName)
        where T : class => _calls.Setups.Add(new FakeSetup<TResult>(CallSelector.OfMethod<T>(methodName, typeof(TResult))));

    /// <summary>Sets up all overloads of a method whose result is ignored, by their name.</summary>
    /// <param name="methodName">The name of the method.</param>
    /// <typeparam name="T">The interface.</typeparam>
    /// <returns>The setup, to which outcomes are added.</returns>
    /// <exception cref="ArgumentException">The interface has no method of that name whose result is ignored.</exception>
    public FakeVoidSetup SetupMethod<T>(string methodName)
        where T : class => _calls.Setups.Add(new FakeVoidSetup(CallSelector.OfMethod<T>(methodName, resultType: null)));

    /// <summary>Sets up a function or command that is called without a proxy, by <c>Submit</c> or <c>Map</c> of an executor.</summary>
    /// <param name="functionName">The name of the Python function, or that of the command.</param>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <returns>The setup, to which outcomes are added.</returns>
    /// <exception cref="ArgumentException"><paramref name="functionName"/> is empty.</exception>
    public FakeSetup<TResult> SetupFunction<TResult>(string functionName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(functionName);
        return _calls.Setups.Add(new FakeSetup<TResult>(CallSelector.OfFunction(functionName)));
    }

    /// <summary>Sets up a function that is called without a proxy and whose result is ignored.</summary>
    /// <param name="functionName">The name of the Python function.</param>
    /// <returns>The setup, to which outcomes are added.</returns>
    /// <exception cref="ArgumentException"><paramref name="functionName"/> is empty.</exception>
    public FakeVoidSetup SetupFunction(string functionName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(functionName);
        return _calls.Setups.Add(new FakeVoidSetup(CallSelector.OfFunction(functionName)));
    }
}
