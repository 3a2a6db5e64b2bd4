using System.Text.Json.Nodes;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote.Runtime;

/// <summary>An executor's settings, which an app may change at any time and from any thread, and the target that calls take under them.</summary>
internal sealed class CurrentSettings
{
    private readonly object _lock = new();
    private readonly TargetFactory _targets;
    private volatile CallTarget _target;
    private volatile JsonObject? _userEndpointConfig;
    private volatile JsonObject? _resourceSpecification;
    private volatile string[]? _resultSerializers;

    /// <param name="targets">Makes the target of changed settings.</param>
    /// <param name="target">The target of the settings at first.</param>
    /// <param name="resultSerializers">The import paths in it, as the app gave them.</param>
    public CurrentSettings(TargetFactory targets, CallTarget target, IReadOnlyList<string>? resultSerializers)
    {
        _targets = targets;
        _target = target;
        _userEndpointConfig = Parse(target.Settings.UserEndpointConfig);
        _resourceSpecification = Parse(target.Settings.ResourceSpecification);
        _resultSerializers = resultSerializers is null ? null : [.. resultSerializers];
    }

    /// <summary>The settings as they were last set.</summary>
    public ExecutorSettings Values => _target.Settings;

    /// <summary>The most bytes one task may take under them.</summary>
    public int MaxTaskBytes => _target.MaxTaskBytes;

    public JsonObject? UserEndpointConfig
    {
        get => _userEndpointConfig;
        set
        {
            var text = JsonOption.UserEndpointConfig.Write(value, nameof(value));
            lock (_lock)
            {
                Change(_target.Settings with { UserEndpointConfig = text }, nameof(value));
                _userEndpointConfig = value;
            }
        }
    }

    public JsonObject? ResourceSpecification
    {
        get => _resourceSpecification;
        set
        {
            var text = JsonOption.ResourceSpecification.Write(value, nameof(value));
            lock (_lock)
            {
                Change(_target.Settings with { ResourceSpecification = text }, nameof(value));
                _resourceSpecification = value;
            }
        }
    }

    public IReadOnlyList<string>? ResultSerializers
    {
        get => _resultSerializers;
        set
        {
            string[]? copy = value is null ? null : [.. value];
            var text = ExecutorSettings.WriteSerializers(copy, nameof(value));
            lock (_lock)
            {
                Change(_target.Settings with { ResultSerializers = text }, nameof(value));
                _resultSerializers = copy;
            }
        }
    }

    /// <summary>Sets the task group, or goes back to the client's with null.</summary>
    public void SetTaskGroup(Guid? value)
    {
        lock (_lock)
        {
            if (value is null || value != _target.TaskGroup.Id)
            {
                Change(_target.Settings with { TaskGroup = value is { } id ? new TaskGroupReference(id) : _targets.DefaultTaskGroup }, nameof(value));
            }
        }
    }

    /// <summary>Changes settings that are not JSON.</summary>
    public void Change(Func<ExecutorSettings, ExecutorSettings> change)
    {
        lock (_lock)
        {
            Change(change(_target.Settings), "value");
        }
    }

    /// <summary>Gives the target of a call that is made now.</summary>
    public CallTarget Take()
    {
        var target = _target;
        var (config, specification) = (_userEndpointConfig, _resourceSpecification);
        if ((config is null && specification is null)
            || (JsonOption.IsWrittenAs(config, target.Settings.UserEndpointConfig)
                && JsonOption.IsWrittenAs(specification, target.Settings.ResourceSpecification)))
        {
            return target;
        }

        // Set between the two reads, or changed by the app since it was set.
        lock (_lock)
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

    private static JsonObject? Parse(string? text) => text is null ? null : JsonNode.Parse(text)!.AsObject();

    private void Change(ExecutorSettings settings, string parameter) => _target = _targets.Create(_target.Counts, settings, parameter);
}
