using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Proxies;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Threading;

namespace GlobusCompute.Remote;

/// <summary>
/// A view of a <see cref="ComputeClient"/>: the endpoint calls go to, and what is sent along with them. Executors of a client share its
/// requests, budget and result delivery. Safe for use by many threads.
/// </summary>
/// <remarks>
/// Its settings can be changed at any time. A call takes them as they are when it is made; a later change concerns later calls only. Calls made under equal
/// settings ride in the same requests, whatever executor they came from.
/// </remarks>
public sealed partial class ComputeExecutor : IAsyncDisposable
{
    private readonly ComputeRuntime _runtime;
    private readonly CallCounts _counts;
    private volatile bool _isShutDown;

    internal ComputeExecutor(ComputeRuntime runtime, CallTarget target, string label, IReadOnlyList<string>? resultSerializers = null)
    {
        _runtime = runtime;
        _counts = target.Counts;
        _target = target;
        _userEndpointConfig = Parse(target.Settings.UserEndpointConfig);
        _resourceSpecification = Parse(target.Settings.ResourceSpecification);
        _resultSerializers = resultSerializers is null ? null : [.. resultSerializers];
        _label = label ?? throw new ArgumentNullException(nameof(label));
    }

    /// <summary>Tasks that the service has accepted from this executor, whatever became of them. A call that is sent again counts each time.</summary>
    public long TaskCountSubmitted => _counts.Accepted;

    /// <summary>Calls of this executor whose futures have not ended.</summary>
    public long PendingCalls => _counts.Pending.Count;

    internal CallCounts Counts => _counts;

    internal int MaxTaskBytes => _target.MaxTaskBytes;

    internal ComputePayloadOptions? Payloads => _runtime.Options.Payloads;

    /// <summary>Gives the proxy that the compiler wrote for an interface.</summary>
    /// <typeparam name="T">An interface with <see cref="ComputeFunctionAttribute"/> methods.</typeparam>
    /// <exception cref="InvalidOperationException">There is no proxy for the interface. The message says why.</exception>
    /// <exception cref="ObjectDisposedException">The executor was shut down, or it or its client was disposed.</exception>
    public T CreateProxy<T>()
        where T : class
    {
        ThrowIfClosed();
        return ProxyFactory<T>.Create(new ProxyContext(this, PayloadRules.ForBuiltInShapes(_runtime.Options.PropertyNaming), _runtime.Options.PropertyNaming));
    }

    /// <summary>Label, endpoint, task group, and how many tasks were submitted and calls are pending.</summary>
    public override string ToString() =>
        $"{nameof(ComputeExecutor)}{(Label.Length == 0 ? "" : $" '{Label}'")} (endpoint {EndpointId}, task group {TaskGroupId?.ToString() ?? "not yet known"}): "
        + $"{TaskCountSubmitted} tasks submitted, {PendingCalls} calls pending{(_isShutDown ? ", shut down" : "")}";

    internal ComputeFuture<T> Submit<T>(
        FunctionDefinition function, PackedArguments arguments, PayloadRules rules, bool allowNull, CancellationToken cancellationToken, string? tag = null)
    {
        var target = Enter(arguments, ref function);
        return Begin(new ValueCall<T>(target, function, arguments, rules, allowNull) { Tag = tag }, timeout: null, cancellationToken);
    }

    internal ComputeFuture Submit(FunctionDefinition function, PackedArguments arguments, CancellationToken cancellationToken, string? tag = null)
    {
        var target = Enter(arguments, ref function);
        var call = new VoidCall(target, function, arguments) { Tag = tag };
        ComputeFuture future;
        try
        {
            future = call.Start(cancellationToken);
        }
        catch (Exception e)
        {
            Abandon(call, e);
            throw;
        }

        _runtime.Calls.Accept(call);
        return future;
    }

    /// <summary>The function as the client calls it.</summary>
    /// <exception cref="FunctionNotPinnedException">It would have to be registered, and the client may register nothing.</exception>
    internal FunctionDefinition Resolve(FunctionDefinition function) => _runtime.Functions.Resolve(function);

    private CallTarget Enter(PackedArguments arguments, ref FunctionDefinition function)
    {
        try
        {
            ThrowIfClosed();
            var target = CurrentTarget().For(function.Policy.Results);
            function = Resolve(function.With(target.Settings.ContainerId));
            _runtime.Unsent.Enter(_counts, arguments.Length);
            LeaveIfClosed(arguments.Length);
            return target;
        }
        catch
        {
            arguments.Return();
            throw;
        }
    }

    // Whoever has entered counts as an unsent call. A shutdown first refuses newcomers and then looks at the count: each call is refused or waited for.
    private void LeaveIfClosed(int bytes)
    {
        try
        {
            ThrowIfClosed();
        }
        catch (ObjectDisposedException)
        {
            _runtime.Unsent.Leave(_counts, bytes);
            throw;
        }
    }

    private ComputeFuture<T> Begin<T>(ValueCall<T> call, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ComputeFuture<T> future;
        try
        {
            future = call.Start(cancellationToken);
            if (timeout is { } limit)
            {
                call.LimitTo(limit);
            }
        }
        catch (Exception e)
        {
            Abandon(call, e);
            throw;
        }

        _runtime.Calls.Accept(call);
        return future;
    }

    // The clock or the token is the app's, and may throw.
    private void Abandon(RemoteCall call, Exception error)
    {
        call.TryFail(error);
        _runtime.Calls.SendingCompleted(call, reuse: true);
    }

    private void ThrowIfClosed()
    {
        if (_isShutDown || _runtime.IsDisposed)
        {
            ThrowClosed();
        }
    }

    [DoesNotReturn]
    private void ThrowClosed() => throw (_isShutDown
        ? new ObjectDisposedException(
            nameof(ComputeExecutor), "The executor was shut down or disposed, and takes no more calls. Make another with ComputeClient.CreateExecutor.")
        : new ObjectDisposedException(nameof(ComputeClient)));
}
