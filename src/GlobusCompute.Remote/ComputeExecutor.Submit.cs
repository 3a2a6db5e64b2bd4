using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;

namespace GlobusCompute.Remote;

/// <content>Calls without a proxy.</content>
public sealed partial class ComputeExecutor
{
    private volatile FunctionDefinition? _lastRegistered;

    /// <summary>Calls a function. Its source is registered first if necessary.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">Its arguments, serialized now; null for none.</param>
    /// <param name="options">The options of the call; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the call: it is withdrawn before it is sent, abandoned afterwards.</param>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <returns>The future of the call. It faults with any failure after this method returned.</returns>
    /// <exception cref="ArgumentException">
    /// There is no JSON metadata for <typeparamref name="T"/> (see <see cref="ComputeCallOptions.Json"/> and <see cref="ComputeCallOptions.ForReflection"/>),
    /// an argument has no form that Python would read as the same value, or they are too large for a request.
    /// </exception>
    /// <exception cref="FunctionNotPinnedException">The client cannot register functions, and the function is not pinned in its environment.</exception>
    /// <exception cref="CallQueueFullException">Too many calls or bytes wait to be sent.</exception>
    /// <exception cref="ObjectDisposedException">The executor was shut down, or it or its client was disposed.</exception>
    public ComputeFuture<T> Submit<T>(
        PythonFunction function, CallArguments? arguments = null, ComputeCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Submit<T>(function.Definition, arguments, options, cancellationToken);
    }

    /// <summary>Calls a function whose result is ignored. Its source is registered first if necessary.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">Its arguments, serialized now; null for none.</param>
    /// <param name="options">The options of the call; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the call: it is withdrawn before it is sent, abandoned afterwards.</param>
    /// <returns>The future of the call. It faults with any failure after this method returned.</returns>
    /// <exception cref="ArgumentException">An argument has no form that Python would read as the same value, or they are too large for a request.</exception>
    /// <exception cref="FunctionNotPinnedException">The client cannot register functions, and the function is not pinned in its environment.</exception>
    /// <exception cref="CallQueueFullException">Too many calls or bytes wait to be sent.</exception>
    /// <exception cref="ObjectDisposedException">The executor was shut down, or it or its client was disposed.</exception>
    public ComputeFuture Submit(
        PythonFunction function, CallArguments? arguments = null, ComputeCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Submit(function.Definition, arguments, options, cancellationToken);
    }

    /// <summary>Calls a function that is already registered, by the caller or by somebody who shares it.</summary>
    /// <param name="functionId">The function.</param>
    /// <param name="arguments">Its arguments, serialized now; null for none.</param>
    /// <param name="options">The options of the call; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the call: it is withdrawn before it is sent, abandoned afterwards.</param>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <returns>The future of the call. It faults with any failure after this method returned.</returns>
    /// <exception cref="ArgumentException">
    /// The id is empty, there is no JSON metadata for <typeparamref name="T"/>, an argument has no form that Python would read as the same value, or they are
    /// too large for a request.
    /// </exception>
    /// <exception cref="CallQueueFullException">Too many calls or bytes wait to be sent.</exception>
    /// <exception cref="ObjectDisposedException">The executor was shut down, or it or its client was disposed.</exception>
    public ComputeFuture<T> SubmitToRegisteredFunction<T>(
        Guid functionId, CallArguments? arguments = null, ComputeCallOptions? options = null, CancellationToken cancellationToken = default) =>
        Submit<T>(Registered(functionId), arguments, options, cancellationToken);

    /// <summary>Calls a function that is already registered, and ignores its result.</summary>
    /// <param name="functionId">The function.</param>
    /// <param name="arguments">Its arguments, serialized now; null for none.</param>
    /// <param name="options">The options of the call; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the call: it is withdrawn before it is sent, abandoned afterwards.</param>
    /// <returns>The future of the call. It faults with any failure after this method returned.</returns>
    /// <exception cref="ArgumentException">
    /// The id is empty, an argument has no form that Python would read as the same value, or they are too large for a request.
    /// </exception>
    /// <exception cref="CallQueueFullException">Too many calls or bytes wait to be sent.</exception>
    /// <exception cref="ObjectDisposedException">The executor was shut down, or it or its client was disposed.</exception>
    public ComputeFuture SubmitToRegisteredFunction(
        Guid functionId, CallArguments? arguments = null, ComputeCallOptions? options = null, CancellationToken cancellationToken = default) =>
        Submit(Registered(functionId), arguments, options, cancellationToken);

    /// <summary>
    /// Registers a function before it is called, or returns the id under which it is already registered. Calls register functions when necessary; use this
    /// method to get the id, to fail early, or to skip a registration. A client registers each exact source once.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="knownId">Its id from an earlier registration, which is used without a request. Null registers the function.</param>
    /// <param name="cancellationToken">Cancels the wait; a registration that has started continues.</param>
    /// <returns>The function's id.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="knownId"/> is empty, or the function cannot be registered with this executor's container.
    /// </exception>
    /// <exception cref="InvalidOperationException">It is already registered with an id other than <paramref name="knownId"/>. The message contains
    /// both.</exception>
    /// <exception cref="FunctionNotPinnedException">The client cannot register functions, and no known id is given.</exception>
    /// <exception cref="FunctionRegistrationException">The service did not register it.</exception>
    /// <exception cref="ObjectDisposedException">The executor was shut down, or it or its client was disposed.</exception>
    public Task<Guid> RegisterFunctionAsync(PythonFunction function, Guid? knownId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (knownId == Guid.Empty)
        {
            throw new ArgumentException("The known id is empty; null registers the function.", nameof(knownId));
        }

        _executor.ThrowIfClosed();
        return _runtime.Functions.RegisterAsync(function.Definition.With(_executor.Settings.Values.ContainerId), knownId, cancellationToken);
    }

    private ComputeFuture<T> Submit<T>(FunctionDefinition function, CallArguments? arguments, ComputeCallOptions? options, CancellationToken cancellationToken)
    {
        _executor.ThrowIfClosed();
        options ??= ComputeCallOptions.Default;
        var (timeout, tag) = options.Take();
        var rules = AdHocJson.For<T>(options, _runtime.Options, function.Formats.Result);
        var packed = CallArguments.Pack(arguments, function, rules, options.Formats, _executor.Settings.MaxTaskBytes);
        function = function.With(null, options.Idempotent);
        if (_executor.HasFilters)
        {
            // The limit is one of each submission, which filters may change.
            return _executor.Submit<T>(function, packed, rules, options.AllowsNone<T>(), cancellationToken, tag, Details(arguments, timeout));
        }

        var future = _executor.Submit<T>(function, packed, rules, options.AllowsNone<T>(), cancellationToken, tag);
        return timeout is { } limit ? future.WithTimeout(limit) : future;
    }

    private ComputeFuture Submit(FunctionDefinition function, CallArguments? arguments, ComputeCallOptions? options, CancellationToken cancellationToken)
    {
        _executor.ThrowIfClosed();
        options ??= ComputeCallOptions.Default;
        var (timeout, tag) = options.Take();
        var packed = CallArguments.Pack(arguments, function, options.Rules(_runtime.Options), options.Formats, _executor.Settings.MaxTaskBytes);
        function = function.With(null, options.Idempotent);
        if (_executor.HasFilters)
        {
            return _executor.Submit(function, packed, cancellationToken, tag, Details(arguments, timeout));
        }

        var future = _executor.Submit(function, packed, cancellationToken, tag);
        return timeout is { } limit ? future.WithTimeout(limit) : future;
    }

    private static CallDetails Details(CallArguments? arguments, TimeSpan? timeout) => new(null, CallArguments.Values(arguments), timeout);

    // Many calls of one function share its definition.
    private FunctionDefinition Registered(Guid functionId)
    {
        var last = _lastRegistered;
        return last?.Id == functionId ? last : _lastRegistered = PythonFunction.FromId(functionId).Definition;
    }
}
