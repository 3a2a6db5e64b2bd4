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
    private readonly ExecutorCalls _calls;
    private volatile bool _isShutDown;

    internal ComputeExecutor(ComputeRuntime runtime, SubmissionTarget target, string label, IReadOnlyList<string>? resultSerializers = null)
    {
        _runtime = runtime;
        _calls = target.Calls;
        _target = target;
        _userEndpointConfig = Parse(target.UserEndpointConfig);
        _resourceSpecification = Parse(target.ResourceSpecification);
        _resultSerializers = resultSerializers is null ? null : [.. resultSerializers];
        _label = label ?? throw new ArgumentNullException(nameof(label));
    }

    /// <summary>Tasks that the service has accepted from this executor, whatever became of them. A call that is sent again counts each time.</summary>
    public long TaskCountSubmitted => _calls.Accepted;

    /// <summary>Calls of this executor whose futures have not ended.</summary>
    public long PendingCalls => _calls.Pending.Count;

    internal CallCounter Unsent => _calls.Unsent;

    internal int MaxTaskBytes => _target.MaxTaskBytes;

    internal ComputePayloadOptions? Payloads => _runtime.Payloads;

    /// <summary>Gives the proxy that the compiler wrote for an interface.</summary>
    /// <typeparam name="T">An interface with <see cref="ComputeFunctionAttribute"/> methods.</typeparam>
    /// <exception cref="InvalidOperationException">There is no proxy for the interface. The message says why.</exception>
    /// <exception cref="ObjectDisposedException">The executor was shut down, or it or its client was disposed.</exception>
    public T CreateProxy<T>()
        where T : class
    {
        ThrowIfClosed();
        return ProxyFactory<T>.Create(new ProxyContext(this, PayloadRules.ForBuiltInShapes(_runtime.PropertyNaming), _runtime.PropertyNaming));
    }

    /// <summary>Label, endpoint, task group, and how many tasks were submitted and calls are pending.</summary>
    public override string ToString() =>
        $"{nameof(ComputeExecutor)}{(Label.Length == 0 ? "" : $" '{Label}'")} (endpoint {EndpointId}, task group {TaskGroupId?.ToString() ?? "not yet known"}): "
        + $"{TaskCountSubmitted} tasks submitted, {PendingCalls} calls pending{(_isShutDown ? ", shut down" : "")}";

    internal ComputeFuture<T> Submit<T>(
        FunctionDefinition function, PackedArguments arguments, PayloadRules rules, bool allowNull, CancellationToken cancellationToken, string? tag = null)
    {
        var target = Enter(arguments, ref function);
        try
        {
            var call = new ValueCall<T>(target, function, arguments, rules, allowNull) { Tag = tag };
            var future = call.Start(cancellationToken);
            _runtime.Accept(call);
            return future;
        }
        finally
        {
            _calls.Unsent.Decrement();
        }
    }

    internal ComputeFuture Submit(FunctionDefinition function, PackedArguments arguments, CancellationToken cancellationToken, string? tag = null)
    {
        var target = Enter(arguments, ref function);
        try
        {
            var call = new VoidCall(target, function, arguments) { Tag = tag };
            var future = call.Start(cancellationToken);
            _runtime.Accept(call);
            return future;
        }
        finally
        {
            _calls.Unsent.Decrement();
        }
    }

    /// <summary>The function as the client calls it.</summary>
    /// <exception cref="FunctionNotPinnedException">It would have to be registered, and the client may register nothing.</exception>
    internal FunctionDefinition Resolve(FunctionDefinition function) => _runtime.Resolve(function);

    // Whoever gets a target counts as an unsent call until he has made his. A shutdown first refuses newcomers and then looks at the count: each call
    // is refused or waited for.
    private SubmissionTarget Enter(PackedArguments arguments, ref FunctionDefinition function)
    {
        _calls.Unsent.Increment();
        try
        {
            ThrowIfClosed();
            var target = CurrentTarget().For(function.Policy.Results);
            function = Resolve(function.With(target.Settings.ContainerId));
            _runtime.TakeCapacity(arguments.Length);
            return target;
        }
        catch
        {
            _calls.Unsent.Decrement();
            arguments.Return();
            throw;
        }
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
        ? new ObjectDisposedException(nameof(ComputeExecutor), "The executor was shut down or disposed, and takes no more calls. Make another with ComputeClient.CreateExecutor.")
        : new ObjectDisposedException(nameof(ComputeClient)));
}
