using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Proxies;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote;

/// <summary>
/// A view of a <see cref="ComputeClient"/>: the endpoint calls go to, and what is sent along with them. Executors of a client share its
/// requests, budget and result delivery. Safe for use by many threads.
/// </summary>
public sealed partial class ComputeExecutor : IAsyncDisposable
{
    private readonly ComputeRuntime _runtime;
    private readonly SubmissionTarget _target;
    private readonly int _maxTaskBytes;
    private int _disposed;

    internal ComputeExecutor(ComputeRuntime runtime, SubmissionTarget target, string label)
    {
        _runtime = runtime;
        _target = target;
        _maxTaskBytes = runtime.MaxTaskBytes(target);
        Label = label;
    }

    /// <summary>The endpoint calls go to.</summary>
    public Guid EndpointId => _target.EndpointId;

    /// <summary>The task group of the calls, or null until the service has named one.</summary>
    public Guid? TaskGroupId => _target.TaskGroup.Id;

    /// <summary>The name that <see cref="ToString"/> shows.</summary>
    public string Label { get; }

    internal UnsentCounter Unsent => _target.Unsent;

    internal int MaxTaskBytes => _maxTaskBytes;

    internal ComputePayloadOptions? Payloads => _runtime.Payloads;

    /// <summary>Gives the proxy that the compiler wrote for an interface.</summary>
    /// <typeparam name="T">An interface with <see cref="ComputeFunctionAttribute"/> methods.</typeparam>
    /// <exception cref="InvalidOperationException">There is no proxy for the interface. The message says why.</exception>
    /// <exception cref="ObjectDisposedException">The executor or its client was disposed.</exception>
    public T CreateProxy<T>()
        where T : class
    {
        if (_disposed != 0 || _runtime.IsDisposed)
        {
            ThrowDisposed();
        }

        return ProxyFactory<T>.Create(new ProxyContext(this, ComputeJson.ForBuiltInShapes(_runtime.PropertyNaming), _runtime.PropertyNaming));
    }

    /// <summary>Sends this executor's unsent calls, and takes no more. Its futures stay with the client, and their results still come.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _runtime.FlushAsync(_target.Unsent).ConfigureAwait(false);
        }
    }

    /// <summary>Endpoint, task group and label.</summary>
    public override string ToString() =>
        $"{nameof(ComputeExecutor)}{(Label.Length == 0 ? "" : $" '{Label}'")} (endpoint {EndpointId}, task group {TaskGroupId?.ToString() ?? "not yet known"})";

    internal ComputeFuture<T> Submit<T>(
        FunctionDefinition function, PackedArguments arguments, ComputeJson json, bool allowNull, CancellationToken cancellationToken)
    {
        var call = new ValueCall<T>(Target(arguments).For(function.Policy.Results), function, arguments, json, allowNull);
        var future = call.Start(cancellationToken);
        _runtime.Accept(call);
        return future;
    }

    internal ComputeFuture Submit(FunctionDefinition function, PackedArguments arguments, CancellationToken cancellationToken)
    {
        var call = new VoidCall(Target(arguments).For(function.Policy.Results), function, arguments);
        var future = call.Start(cancellationToken);
        _runtime.Accept(call);
        return future;
    }

    private SubmissionTarget Target(PackedArguments arguments)
    {
        if (_disposed != 0 || _runtime.IsDisposed)
        {
            arguments.Return();
            ThrowDisposed();
        }

        try
        {
            _runtime.TakeCapacity(arguments.Length);
        }
        catch (SubmissionQueueFullException)
        {
            arguments.Return();
            throw;
        }

        return _target;
    }

    [DoesNotReturn]
    private void ThrowDisposed() => throw new ObjectDisposedException(_disposed != 0 ? nameof(ComputeExecutor) : nameof(ComputeClient));
}
