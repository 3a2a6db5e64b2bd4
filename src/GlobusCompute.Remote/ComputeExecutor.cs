using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Proxies;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote;

/// <summary>
/// Submits calls to one endpoint, with the settings that apply to them. Executors are lightweight: those of one <see cref="ComputeClient"/> share its
/// requests, budget and result delivery. All members are thread-safe.
/// </summary>
/// <remarks>
/// Settings can be changed at any time. A call uses them as they are when it is made; a later change affects later calls only. Calls with equal settings
/// share requests, also across executors.
/// </remarks>
public sealed partial class ComputeExecutor : IAsyncDisposable, IDisposable
{
    private readonly ComputeRuntime _runtime;
    private readonly ExecutorRuntime _executor;
    private volatile string _label;

    internal ComputeExecutor(ComputeRuntime runtime, CallTarget target, string label, IReadOnlyList<IComputeCallFilter> filters)
    {
        _runtime = runtime;
        _executor = new ExecutorRuntime(runtime, target, filters);
        _label = label;
    }

    /// <summary>
    /// Gets the number of tasks that the service has accepted from this executor, whatever their outcome. A call that is sent again counts each time.
    /// </summary>
    public long SubmittedTasks => _executor.Counts.Accepted;

    /// <summary>Gets the number of calls whose futures have not completed.</summary>
    public long PendingCalls => _executor.Counts.Pending.Count;

    internal ExecutorRuntime Runtime => _executor;

    internal CallCounts Counts => _executor.Counts;

    /// <summary>Creates the proxy that was generated for an interface.</summary>
    /// <typeparam name="T">An interface with <see cref="ComputeFunctionAttribute"/> methods.</typeparam>
    /// <exception cref="InvalidOperationException">There is no proxy for the interface. The message says why.</exception>
    /// <exception cref="ObjectDisposedException">The executor was shut down, or it or its client was disposed.</exception>
    public T CreateProxy<T>()
        where T : class
    {
        _executor.ThrowIfClosed();
        var naming = _executor.Options.PropertyNaming;
        return ProxyFactory<T>.Create(new ProxyContext(_executor, PayloadRules.ForBuiltInShapes(naming), naming, typeof(T)));
    }

    /// <summary>Returns label, endpoint, task group, and the numbers of submitted tasks and pending calls.</summary>
    public override string ToString() =>
        $"{nameof(ComputeExecutor)}{(Label.Length == 0 ? "" : $" '{Label}'")} (endpoint {EndpointId}, "
        + $"task group {TaskGroupId?.ToString() ?? "not yet known"}): "
        + $"{SubmittedTasks} tasks submitted, {PendingCalls} calls pending{(_executor.IsClosed ? ", shut down" : "")}";
}
