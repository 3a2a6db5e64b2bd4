using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing;

/// <summary>Sets up the outcomes of the calls of a method whose result has a value, or of the items of a Map.</summary>
/// <typeparam name="T">The result's type.</typeparam>
public sealed class FakeSetup<T> : FakeSetupOf<FakeSetup<T>>
{
    internal FakeSetup(CallSelector selector)
        : base(selector)
    {
    }

    /// <summary>Completes the call with a value, which travels as a worker would send it.</summary>
    /// <param name="value">The value.</param>
    /// <returns>This setup.</returns>
    public FakeSetup<T> Returns(T value) => With(call => CallOutcome.Result(value, call.Context));

    /// <summary>Completes the call with a value that is calculated from its arguments.</summary>
    /// <param name="calculate">Calculates the value. What it throws fails the call with a sentence about the test.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="calculate"/> is null.</exception>
    public FakeSetup<T> Returns(Func<FakeCall, T> calculate)
    {
        ArgumentNullException.ThrowIfNull(calculate);
        return With(call => CallOutcome.Result(calculate(call), call.Context));
    }

    /// <summary>Completes calls with a value each, one after the other.</summary>
    /// <param name="values">The values.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    public FakeSetup<T> ReturnsEach(params T[] values) => ReturnsEach((IEnumerable<T>)values);

    /// <summary>Completes calls with a value each, one after the other.</summary>
    /// <param name="values">The values.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    public FakeSetup<T> ReturnsEach(IEnumerable<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values)
        {
            Returns(value);
        }

        return this;
    }

    /// <summary>
    /// Completes the call with JSON that a worker sends. If it does not fit the type, the call faults with <see cref="ResultDeserializationException"/>.
    /// </summary>
    /// <param name="json">The JSON, for example <c>{"slope": "steep"}</c>. It is not checked.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public FakeSetup<T> ReturnsJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ReturnsPayload("11\n" + json);
    }

    /// <summary>
    /// Completes the call with a payload that a worker sends, whatever it is. If it cannot be read, the call faults with
    /// <see cref="ResultDeserializationException"/>.
    /// </summary>
    /// <param name="payload">The payload: two characters for the format, a line end, and the serialized result.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="payload"/> is null.</exception>
    public FakeSetup<T> ReturnsPayload(string payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return With(_ => new CallOutcome(payload, IsFailure: false));
    }
}
