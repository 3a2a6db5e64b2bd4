using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Proxies;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote;

/// <summary>
/// A view of a <see cref="ComputeClient"/>: the endpoint calls go to, and what is sent along with them. Executors of a client share its
/// requests, budget and result delivery. Safe for use by many threads.
/// </summary>
/// <remarks>
/// Its settings can be changed at any time. A call takes them as they are when it is made; a later change concerns later calls only. Calls made under equal
/// settings ride in the same requests, whatever executor they came from.
/// </remarks>
public sealed partial class ComputeExecutor : IAsyncDisposable, IDisposable
{
    private readonly ComputeRuntime _runtime;
    private readonly ExecutorRuntime _executor;
    private volatile string _label;

    internal ComputeExecutor(ComputeRuntime runtime, CallTarget target, string label)
    {
        _runtime = runtime;
        _executor = new ExecutorRuntime(runtime, target);
        _label = label;
    }

    /// <summary>Tasks that the service has accepted from this executor, whatever became of them. A call that is sent again counts each time.</summary>
    public long SubmittedTasks => _executor.Counts.Accepted;

    /// <summary>Calls of this executor whose futures have not ended.</summary>
    public long PendingCalls => _executor.Counts.Pending.Count;

    internal ExecutorRuntime Runtime => _executor;

    internal CallCounts Counts => _executor.Counts;

    /// <summary>Gives the proxy that the compiler wrote for an interface.</summary>
    /// <typeparam name="T">An interface with <see cref="ComputeFunctionAttribute"/> methods.</typeparam>
    /// <exception cref="InvalidOperationException">There is no proxy for the interface. The message says why.</exception>
    /// <exception cref="ObjectDisposedException">The executor was shut down, or it or its client was disposed.</exception>
    public T CreateProxy<T>()
        where T : class
    {
        _executor.ThrowIfClosed();
        var naming = _executor.Options.PropertyNaming;
        return ProxyFactory<T>.Create(new ProxyContext(_executor, PayloadRules.ForBuiltInShapes(naming), naming));
    }

    /// <summary>Label, endpoint, task group, and how many tasks were submitted and calls are pending.</summary>
    public override string ToString() =>
        $"{nameof(ComputeExecutor)}{(Label.Length == 0 ? "" : $" '{Label}'")} (endpoint {EndpointId}, "
        + $"task group {TaskGroupId?.ToString() ?? "not yet known"}): "
        + $"{SubmittedTasks} tasks submitted, {PendingCalls} calls pending{(_executor.IsClosed ? ", shut down" : "")}";
}
