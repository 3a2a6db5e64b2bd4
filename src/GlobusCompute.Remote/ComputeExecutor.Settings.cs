using System.Text.Json.Nodes;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote;

/// <summary>What can be set.</summary>
public sealed partial class ComputeExecutor
{
    private readonly object _settingsLock = new();
    private volatile CallTarget _target;
    private volatile JsonObject? _userEndpointConfig;
    private volatile JsonObject? _resourceSpecification;
    private volatile string[]? _resultSerializers;
    private volatile string _label;

    /// <summary>The endpoint calls go to. For another endpoint, make another executor: they are cheap, and share all that is not.</summary>
    public Guid EndpointId => _target.EndpointId;

    /// <summary>
    /// The task group of the calls; null until the service has named one. It is the one that was set, else the client's default group: the service names that in
    /// its first answer, and all executors of the client that were given no other share it. Set null to go back to the default group. Results of
    /// earlier groups keep coming.
    /// </summary>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public Guid? TaskGroupId
    {
        get => _target.TaskGroup.Id;
        set
        {
            ExecutorSettings.CheckId(value, nameof(TaskGroupId), nameof(value));
            lock (_settingsLock)
            {
                if (value is null || value != _target.TaskGroup.Id)
                {
                    Change(_target.Settings with { TaskGroup = value is { } id ? new TaskGroupReference(id) : _runtime.Targets.DefaultTaskGroup }, nameof(value));
                }
            }
        }
    }

    /// <summary>
    /// Values for the endpoint's configuration template, as its administrator allows them; null for none. Each call takes them as they are when it is made, so
    /// members may also be set one by one, though not while another thread makes a call. Different values start different processes on the endpoint.
    /// </summary>
    /// <exception cref="ArgumentException">It holds something that JSON cannot, or a key that endpoints reserve: <c>parent_config</c>, <c>user_runtime</c>,
    /// <c>mapped_identity</c>, <c>_GC</c> (protocol.md §6.9). Found here, or at the call when the object was changed since.</exception>
    public JsonObject? UserEndpointConfig
    {
        get => _userEndpointConfig;
        set
        {
            var text = JsonOption.UserEndpointConfig.Write(value, nameof(value));
            lock (_settingsLock)
            {
                Change(_target.Settings with { UserEndpointConfig = text }, nameof(value));
                _userEndpointConfig = value;
            }
        }
    }

    /// <summary>
    /// Resources for MPI functions, e.g. <c>num_nodes</c>, <c>ranks_per_node</c>, <c>num_ranks</c>, <c>launcher_options</c>; null for none. Each call takes it as it
    /// is when it is made. Endpoints without MPI fail tasks that have one, but for the key <c>priority</c> (protocol.md §6.8).
    /// </summary>
    /// <exception cref="ArgumentException">It holds something that JSON cannot.</exception>
    public JsonObject? ResourceSpecification
    {
        get => _resourceSpecification;
        set
        {
            var text = JsonOption.ResourceSpecification.Write(value, nameof(value));
            lock (_settingsLock)
            {
                Change(_target.Settings with { ResourceSpecification = text }, nameof(value));
                _resourceSpecification = value;
            }
        }
    }

    /// <summary>
    /// The strategies in which workers shall try to write results, as Python import paths (protocol.md §4.7); null (the default) asks for what is read here
    /// best, an empty list leaves it to the endpoint.
    /// </summary>
    /// <exception cref="ArgumentException">An entry is no import path.</exception>
    public IReadOnlyList<string>? ResultSerializers
    {
        get => _resultSerializers;
        set
        {
            string[]? copy = value is null ? null : [.. value];
            var text = ExecutorSettings.WriteSerializers(copy, nameof(value));
            lock (_settingsLock)
            {
                Change(_target.Settings with { ResultSerializers = text }, nameof(value));
                _resultSerializers = copy;
            }
        }
    }

    /// <summary>
    /// The container in which functions run, a matter of old endpoints; null (the default) for none. Functions are registered together with their
    /// container: sources first called under it go to the older route <c>POST /v2/functions</c> with <c>container_uuid</c> (protocol.md §3.4), once per client, text
    /// and container. It has no effect on functions that are called by their id.
    /// </summary>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public Guid? ContainerId
    {
        get => _target.Settings.ContainerId;
        set
        {
            ExecutorSettings.CheckId(value, nameof(ContainerId), nameof(value));
            lock (_settingsLock)
            {
                Change(_target.Settings with { ContainerId = value }, nameof(value));
            }
        }
    }

    /// <summary>The most tasks in one request. Null fills requests up to the byte limit; at least 1 otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? BatchSize
    {
        get => _target.Settings.BatchSize;
        set
        {
            ExecutorSettings.CheckBatchSize(value, nameof(value));
            lock (_settingsLock)
            {
                Change(_target.Settings with { BatchSize = value }, nameof(value));
            }
        }
    }

    /// <summary>
    /// How long a call may take until its future ends in <see cref="ComputeTimeoutException"/>, where neither its method nor the call says something else. Null sets no
    /// limit; above zero and at most 24 days otherwise.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of that range.</exception>
    public TimeSpan? CallTimeout
    {
        get => _target.Settings.CallTimeout;
        set
        {
            ExecutorSettings.CheckCallTimeout(value, nameof(value));
            lock (_settingsLock)
            {
                Change(_target.Settings with { CallTimeout = value }, nameof(value));
            }
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

    private static JsonObject? Parse(string? text) => text is null ? null : JsonNode.Parse(text)!.AsObject();

    /// <summary>The settings as a call takes them now.</summary>
    private CallTarget CurrentTarget()
    {
        var target = _target;
        var (config, specification) = (_userEndpointConfig, _resourceSpecification);
        if ((config is null && specification is null)
            || (JsonOption.IsWrittenAs(config, target.Settings.UserEndpointConfig) && JsonOption.IsWrittenAs(specification, target.Settings.ResourceSpecification)))
        {
            return target;
        }

        // Set between the two reads, or changed by the app since it was set.
        lock (_settingsLock)
        {
            Change(
                _target.Settings with
                {
                    UserEndpointConfig = JsonOption.UserEndpointConfig.Write(_userEndpointConfig, nameof(UserEndpointConfig)),
                    ResourceSpecification = JsonOption.ResourceSpecification.Write(_resourceSpecification, nameof(ResourceSpecification)),
                },
                nameof(UserEndpointConfig));
            return _target;
        }
    }

    private void Change(ExecutorSettings settings, string parameter) => _target = _runtime.Targets.Create(_counts, settings, parameter);
}
