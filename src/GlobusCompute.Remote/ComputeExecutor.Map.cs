using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Mapping;

namespace GlobusCompute.Remote;

/// <content>Functions over sequences.</content>
public sealed partial class ComputeExecutor
{
    /// <summary>
    /// Calls a function once for each element of a sequence, with bounded memory. Nothing runs before the Map is enumerated. It keeps the executor's settings
    /// as they are now.
    /// </summary>
    /// <param name="function">The function. Its first positional argument is the element.</param>
    /// <param name="items">The elements.</param>
    /// <param name="arguments">The arguments behind the element, the same for all, serialized now; null for none.</param>
    /// <param name="map">The options of the Map; null for the defaults.</param>
    /// <param name="options">The options of each call; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels all runs of the Map.</param>
    /// <typeparam name="TIn">The type as which an element is serialized.</typeparam>
    /// <typeparam name="TOut">The type of the result for one element.</typeparam>
    /// <exception cref="ArgumentException">
    /// An option is out of its range, items are to be sent in chunks and the function is known by its id alone, or an argument cannot be sent or leaves no room
    /// for
    /// items in a request.
    /// </exception>
    /// <exception cref="FunctionNotPinnedException">
    /// The client cannot register functions, and the function is not pinned in its environment or items are sent in chunks.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The executor was shut down, or it or its client was disposed.</exception>
    public ComputeMap<TOut> Map<TIn, TOut>(
        PythonFunction function,
        IEnumerable<TIn> items,
        CallArguments? arguments = null,
        ComputeMapOptions? map = null,
        ComputeCallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(function);
        var input = new SequenceInput<TIn>(items, (options ?? ComputeCallOptions.Default).IsExact) { Format = function.Definition.Formats.Of(0) };
        return Map<TOut>(function, input, arguments, map, options, cancellationToken);
    }

    /// <summary>
    /// Calls a function once for each element of a stream, with bounded memory. Nothing runs before the Map is enumerated. It keeps the executor's settings
    /// as they are now.
    /// </summary>
    /// <param name="function">The function. Its first positional argument is the element.</param>
    /// <param name="items">The elements.</param>
    /// <param name="arguments">The arguments behind the element, the same for all, serialized now; null for none.</param>
    /// <param name="map">The options of the Map; null for the defaults.</param>
    /// <param name="options">The options of each call; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels all runs of the Map.</param>
    /// <typeparam name="TIn">The type as which an element is serialized.</typeparam>
    /// <typeparam name="TOut">The type of the result for one element.</typeparam>
    /// <exception cref="ArgumentException">
    /// An option is out of its range, items are to be sent in chunks and the function is known by its id alone, or an argument cannot be sent or leaves no room
    /// for
    /// items in a request.
    /// </exception>
    /// <exception cref="FunctionNotPinnedException">
    /// The client cannot register functions, and the function is not pinned in its environment or items are sent in chunks.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The executor was shut down, or it or its client was disposed.</exception>
    public ComputeMap<TOut> Map<TIn, TOut>(
        PythonFunction function,
        IAsyncEnumerable<TIn> items,
        CallArguments? arguments = null,
        ComputeMapOptions? map = null,
        ComputeCallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(function);
        var input = new StreamInput<TIn>(items, (options ?? ComputeCallOptions.Default).IsExact) { Format = function.Definition.Formats.Of(0) };
        return Map<TOut>(function, input, arguments, map, options, cancellationToken);
    }

    private ComputeMap<T> Map<T>(
        PythonFunction function,
        MapInput items,
        CallArguments? arguments,
        ComputeMapOptions? map,
        ComputeCallOptions? options,
        CancellationToken cancellationToken)
    {
        options ??= ComputeCallOptions.Default;
        var (timeout, _) = options.Take();
        var definition = function.Definition.With(null, options.Idempotent);
        var rules = options.Rules(_runtime.Options, definition.Formats.Result);
        MapArgument[] all = [new(null, null, 0), .. CallArguments.Constants(arguments, definition, rules, options.IsExact)];
        return MapPlan.Create<T>(_executor, definition, rules, options.AllowsNone<T>(), all, [items], map, timeout, interfaceType: null, cancellationToken);
    }
}
