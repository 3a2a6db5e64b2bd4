using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Mapping;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote;

/// <summary>Functions over sequences.</summary>
public sealed partial class ComputeExecutor
{
    /// <summary>
    /// Calls a function once for each element of a sequence, with bounded memory. Nothing runs before the Map is enumerated. It keeps the executor's settings
    /// as they are now.
    /// </summary>
    /// <param name="function">The function. Its first positional argument is the element.</param>
    /// <param name="items">The elements.</param>
    /// <param name="arguments">The arguments behind the element, the same for all, serialised now; null for none.</param>
    /// <param name="map">How the Map runs; null for the defaults.</param>
    /// <param name="options">How each of its calls is treated; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels all runs of the Map.</param>
    /// <typeparam name="TIn">The type as which an element is serialised.</typeparam>
    /// <typeparam name="TOut">The type of the result for one element.</typeparam>
    /// <exception cref="ArgumentException">
    /// An option is out of its range, items are to go in chunks and the function is known by its id alone, or an argument cannot be sent or leaves no room for
    /// items in a request.
    /// </exception>
    /// <exception cref="FunctionNotPinnedException">The client may register nothing, and the function is not pinned in its environment or items go in chunks.</exception>
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
        return Map<TOut>(function, new SequenceInput<TIn>(items, (options ?? ComputeCallOptions.Default).IsExact), arguments, map, options, cancellationToken);
    }

    /// <summary>
    /// Calls a function once for each element of a stream, with bounded memory. Nothing runs before the Map is enumerated. It keeps the executor's settings
    /// as they are now.
    /// </summary>
    /// <param name="function">The function. Its first positional argument is the element.</param>
    /// <param name="items">The elements.</param>
    /// <param name="arguments">The arguments behind the element, the same for all, serialised now; null for none.</param>
    /// <param name="map">How the Map runs; null for the defaults.</param>
    /// <param name="options">How each of its calls is treated; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels all runs of the Map.</param>
    /// <typeparam name="TIn">The type as which an element is serialised.</typeparam>
    /// <typeparam name="TOut">The type of the result for one element.</typeparam>
    /// <exception cref="ArgumentException">
    /// An option is out of its range, items are to go in chunks and the function is known by its id alone, or an argument cannot be sent or leaves no room for
    /// items in a request.
    /// </exception>
    /// <exception cref="FunctionNotPinnedException">The client may register nothing, and the function is not pinned in its environment or items go in chunks.</exception>
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
        return Map<TOut>(function, new StreamInput<TIn>(items, (options ?? ComputeCallOptions.Default).IsExact), arguments, map, options, cancellationToken);
    }

    /// <summary>A Map that is run by its enumeration, under the settings as they are now.</summary>
    internal ComputeMap<T> Map<T>(
        FunctionDefinition function,
        PayloadRules rules,
        bool allowNull,
        IReadOnlyList<MapArgument> arguments,
        IReadOnlyList<MapInput> inputs,
        ComputeMapOptions? options,
        TimeSpan? timeout,
        CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        var target = CurrentTarget();
        function = function.With(target.Settings.ContainerId);
        var plan = new MapPlan(this, target, function, rules, allowNull, arguments, inputs, options ?? ComputeMapOptions.Default) { Timeout = timeout };
        return new ComputeMap<T>(enumeration => MapRun<T>.RunAsync(plan, cancellationToken, enumeration));
    }

    /// <summary>Waits for room among the unsent calls, then makes a call that runs one item.</summary>
    internal async Task<ComputeFuture<T>> SubmitItemAsync<T>(MapPlan plan, PackedArguments arguments, CancellationToken cancellationToken)
    {
        await EnterAsync(arguments, cancellationToken).ConfigureAwait(false);
        return Begin(new ValueCall<T>(plan.Target, plan.Function, arguments, plan.Rules, plan.AllowNull), plan.Timeout, cancellationToken);
    }

    /// <summary>Waits for room among the unsent calls, then makes a call that runs several items.</summary>
    internal async Task<ComputeFuture<MapOutcome<T>[]>> SubmitChunkAsync<T>(
        MapPlan plan, PackedArguments arguments, int count, CancellationToken cancellationToken)
    {
        await EnterAsync(arguments, cancellationToken).ConfigureAwait(false);
        return Begin(new ChunkCall<T>(plan.Target, plan.Function, arguments, plan.Rules, plan.AllowNull, count), plan.Timeout, cancellationToken);
    }

    private ComputeMap<T> Map<T>(
        PythonFunction function, MapInput items, CallArguments? arguments, ComputeMapOptions? map, ComputeCallOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(function);
        options ??= ComputeCallOptions.Default;
        var definition = function.Definition.With(null, options.Idempotent);
        var rules = options.Rules(_runtime.Options.PropertyNaming);
        MapArgument[] all = [new(null, null, 0), .. CallArguments.Constants(arguments, definition, rules, options.IsExact)];
        return Map<T>(definition, rules, options.AllowsNone<T>(), all, [items], map, options.Timeout, cancellationToken);
    }

    // As Enter, after the wait.
    private async Task EnterAsync(PackedArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            await _runtime.Unsent.EnterAsync(_counts, arguments.Length, cancellationToken).ConfigureAwait(false);
            LeaveIfClosed(arguments.Length);
        }
        catch
        {
            arguments.Return();
            throw;
        }
    }
}
