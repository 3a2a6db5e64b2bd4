using System.Text.Json.Nodes;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote;

/// <summary>What can be set.</summary>
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
    /// Values for the endpoint's configuration template, as its administrator allows them; null for none. Each call takes them as they are when it is made, so
    /// members may also be set one by one, though not while another thread makes a call. Different values start different processes on the endpoint.
    /// </summary>
    /// <exception cref="ArgumentException">It holds something that JSON cannot, or a key that endpoints reserve: <c>parent_config</c>, <c>user_runtime</c>,
    /// <c>mapped_identity</c>, <c>_GC</c>. Found here, or at the call when the object was changed since.</exception>
    public JsonObject? UserEndpointConfig
    {
        get => _executor.Settings.UserEndpointConfig;
        set => _executor.Settings.UserEndpointConfig = value;
    }

    /// <summary>
    /// Resources for MPI functions, e.g. <c>num_nodes</c>, <c>ranks_per_node</c>, <c>num_ranks</c>, <c>launcher_options</c>; null for none. Each call
    /// takes it as it
    /// is when it is made. Endpoints without MPI fail tasks that have one, but for the key <c>priority</c>.
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
}
