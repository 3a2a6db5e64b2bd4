using System.Text.Json.Nodes;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote;

/// <content>Settings.</content>
public sealed partial class ComputeExecutor
{
    /// <summary>Gets the endpoint that runs the calls. For another endpoint, create another executor: executors are cheap and share what is not.</summary>
    public Guid EndpointId => _executor.Settings.Values.EndpointId;

    /// <summary>
    /// Gets or sets the task group of the calls. The default is the client's group: its id is in the service's first answer, and this property is null
    /// until then. All executors of the client without a group of their own share it. Set null to return to it. Results of earlier groups are still
    /// delivered.
    /// </summary>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public Guid? TaskGroupId
    {
        get => _executor.Settings.Values.TaskGroup.Id;
        set
        {
            ExecutorSettings.CheckId(value, nameof(TaskGroupId), nameof(value));
            _executor.Settings.SetTaskGroup(value);
        }
    }

    /// <summary>
    /// Gets or sets values for the endpoint's configuration template, as its administrator allows them; null for none. Setting copies the object, and getting
    /// gives a copy: to change a member, set an object with the change. An empty object is the same as null. Different values start different processes on the
    /// endpoint.
    /// </summary>
    /// <exception cref="ArgumentException">It contains a value that JSON cannot represent, or a key that endpoints reserve: <c>parent_config</c>,
    /// <c>user_runtime</c>,
    /// <c>mapped_identity</c>, <c>_GC</c>.</exception>
    public JsonObject? UserEndpointConfig
    {
        get => _executor.Settings.UserEndpointConfig;
        set => _executor.Settings.UserEndpointConfig = value;
    }

    /// <summary>
    /// Gets or sets resources for MPI functions, e.g. <c>num_nodes</c>, <c>ranks_per_node</c>, <c>num_ranks</c>, <c>launcher_options</c>; null for none.
    /// Setting copies the object, and getting gives a copy. An empty object is the same as null. Endpoints without MPI fail tasks that have one, but for the
    /// key <c>priority</c>.
    /// </summary>
    /// <exception cref="ArgumentException">It contains a value that JSON cannot represent.</exception>
    public JsonObject? ResourceSpecification
    {
        get => _executor.Settings.ResourceSpecification;
        set => _executor.Settings.ResourceSpecification = value;
    }

    /// <summary>
    /// Gets or sets the strategies with which workers try to serialize results, as Python import paths. Null (the default) requests those that the library
    /// reads best; an empty list leaves the choice to the endpoint.
    /// </summary>
    /// <exception cref="ArgumentException">An entry is not an import path.</exception>
    public IReadOnlyList<string>? ResultSerializers
    {
        get => _executor.Settings.ResultSerializers;
        set => _executor.Settings.ResultSerializers = value;
    }

    /// <summary>
    /// Gets or sets the container in which functions run, a feature of old endpoints. Null (the default) for none. Functions are registered together with
    /// their container, once per client, source and container, through the older route <c>POST /v2/functions</c>. It has no effect on functions that are
    /// called by their id.
    /// </summary>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public Guid? ContainerId
    {
        get => _executor.Settings.Values.ContainerId;
        set
        {
            ExecutorSettings.CheckId(value, nameof(ContainerId), nameof(value));
            _executor.Settings.Change(settings => settings with { ContainerId = value });
        }
    }

    /// <summary>Gets or sets the maximum number of tasks in one request. Null fills requests up to the byte limit; at least 1 otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? BatchSize
    {
        get => _executor.Settings.Values.BatchSize;
        set
        {
            ExecutorSettings.CheckBatchSize(value, nameof(value));
            _executor.Settings.Change(settings => settings with { BatchSize = value });
        }
    }

    /// <summary>
    /// Gets or sets the time after which the future of a call faults with <see cref="ComputeTimeoutException"/>, unless its method or the call has a time
    /// limit of its own. Null sets no limit; above zero and at most 24 days otherwise.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of that range.</exception>
    public TimeSpan? CallTimeout
    {
        get => _executor.Settings.Values.CallTimeout;
        set
        {
            ExecutorSettings.CheckCallTimeout(value, nameof(value));
            _executor.Settings.Change(settings => settings with { CallTimeout = value });
        }
    }

    /// <summary>Gets or sets a name that <see cref="ToString"/> shows. It is not sent.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public string Label
    {
        get => _label;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _label = value;
        }
    }

    /// <summary>
    /// Creates another executor of the same client and endpoint, which begins with the settings that this one has now:
    /// <c>executor.With(options => options.CallTimeout = TimeSpan.FromMinutes(5))</c>. Functions are registered once for both.
    /// </summary>
    /// <param name="configure">Changes the options of the other executor.</param>
    /// <returns>
    /// The other executor. Each has its own settings, futures and counts: what is set on one, reloaded, shut down or disposed leaves the other alone. Without a
    /// task group of its own, each is in the client's.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="configure"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    /// <exception cref="ObjectDisposedException">This executor was shut down, or it or its client was disposed.</exception>
    public ComputeExecutor With(Action<ComputeExecutorOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _executor.ThrowIfClosed();
        var settings = _executor.Settings.Values;
        var options = settings.ToOptions(Label);
        foreach (var filter in _executor.Filters)
        {
            options.Filters.Add(filter);
        }

        configure(options);
        return Create(_runtime, settings.EndpointId, options, nameof(configure));
    }

    /// <summary>Makes an executor. The options are read before this returns, so they need no copy.</summary>
    internal static ComputeExecutor Create(ComputeRuntime runtime, Guid endpointId, ComputeExecutorOptions options, string parameter)
    {
        OptionCheck.NoNulls(options.Filters, nameof(ComputeExecutorOptions), nameof(ComputeExecutorOptions.Filters));
        OptionCheck.NotNull(options.Label, nameof(ComputeExecutorOptions), nameof(Label));
        return new ComputeExecutor(runtime, runtime.Targets.Create(endpointId, options, parameter), options.Label, [.. options.Filters]);
    }
}
