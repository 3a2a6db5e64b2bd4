using System.Text.Json.Nodes;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote;

/// <content>What can be set.</content>
public sealed partial class ComputeExecutor
{
    /// <summary>The endpoint calls go to. For another endpoint, make another executor: they are cheap, and share all that is not.</summary>
    public Guid EndpointId => _executor.Settings.Values.EndpointId;

    /// <summary>
    /// The task group of the calls; null until the service has named one. It is the one that was set, else the client's default group: the service
    /// names that in
    /// its first answer, and all executors of the client that were given no other share it. Set null to go back to the default group. Results of
    /// earlier groups keep coming.
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
    /// <exception cref="ArgumentException">It holds something that JSON cannot, or a key that endpoints reserve: <c>parent_config</c>, <c>user_runtime</c>,
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
    /// <exception cref="ArgumentException">It holds something that JSON cannot.</exception>
    public JsonObject? ResourceSpecification
    {
        get => _executor.Settings.ResourceSpecification;
        set => _executor.Settings.ResourceSpecification = value;
    }

    /// <summary>
    /// The strategies in which workers shall try to write results, as Python import paths; null (the default) asks for what is read here
    /// best, an empty list leaves it to the endpoint.
    /// </summary>
    /// <exception cref="ArgumentException">An entry is not an import path.</exception>
    public IReadOnlyList<string>? ResultSerializers
    {
        get => _executor.Settings.ResultSerializers;
        set => _executor.Settings.ResultSerializers = value;
    }

    /// <summary>
    /// The container in which functions run, a matter of old endpoints; null (the default) for none. Functions are registered together with their
    /// container: sources first called under it go to the older route <c>POST /v2/functions</c> with <c>container_uuid</c>, once
    /// per client, text
    /// and container. It has no effect on functions that are called by their id.
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

    /// <summary>The most tasks in one request. Null fills requests up to the byte limit; at least 1 otherwise.</summary>
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
    /// How long a call may take until its future faults with <see cref="ComputeTimeoutException"/>, where neither its method nor the call says something
    /// else. Null sets no
    /// limit; above zero and at most 24 days otherwise.
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

    /// <summary>A name that <see cref="ToString"/> shows. It does not travel.</summary>
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
        configure(options);
        return Create(_runtime, settings.EndpointId, new ComputeExecutorOptions(options), nameof(configure));
    }

    /// <summary>Makes an executor with options that nobody changes any more.</summary>
    internal static ComputeExecutor Create(ComputeRuntime runtime, Guid endpointId, ComputeExecutorOptions options, string parameter)
    {
        OptionCheck.NotNull(options.Label, nameof(ComputeExecutorOptions), nameof(Label));
        return new ComputeExecutor(runtime, runtime.Targets.Create(endpointId, options, parameter), options.Label);
    }
}
