using System.Text.Json.Nodes;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote.Runtime;

/// <summary>An executor's settings, which an app may change at any time and from any thread, and the target that calls take under them.</summary>
/// <param name="targets">Makes the target of changed settings.</param>
/// <param name="target">The target of the settings at first.</param>
internal sealed class CurrentSettings(TargetFactory targets, CallTarget target)
{
    private readonly object _lock = new();
    private volatile CallTarget _target = target;

    /// <summary>The settings as they were last set.</summary>
    public ExecutorSettings Values => _target.Settings;

    /// <summary>The most bytes one task may take under them.</summary>
    public int MaxTaskBytes => _target.MaxTaskBytes;

    /// <summary>A copy each time: what is done to it has no effect.</summary>
    public JsonObject? UserEndpointConfig
    {
        get => JsonOption.Read(Values.UserEndpointConfig);
        set
        {
            var text = JsonOption.UserEndpointConfig.Write(value, nameof(value));
            Change(settings => settings with { UserEndpointConfig = text });
        }
    }

    /// <summary>A copy each time, too.</summary>
    public JsonObject? ResourceSpecification
    {
        get => JsonOption.Read(Values.ResourceSpecification);
        set
        {
            var text = JsonOption.ResourceSpecification.Write(value, nameof(value));
            Change(settings => settings with { ResourceSpecification = text });
        }
    }

    /// <summary>A copy each time, too.</summary>
    public IReadOnlyList<string>? ResultSerializers
    {
        get => ExecutorSettings.ReadSerializers(Values.ResultSerializers);
        set
        {
            var text = ExecutorSettings.WriteSerializers(value, nameof(value));
            Change(settings => settings with { ResultSerializers = text });
        }
    }

    /// <summary>Sets the task group, or goes back to the client's with null.</summary>
    public void SetTaskGroup(Guid? value)
    {
        lock (_lock)
        {
            if (value is null || value != _target.TaskGroup.Id)
            {
                Change(settings => settings with { TaskGroup = value is { } id ? new TaskGroupReference(id) : targets.DefaultTaskGroup });
            }
        }
    }

    /// <summary>Changes settings that are not JSON.</summary>
    public void Change(Func<ExecutorSettings, ExecutorSettings> change)
    {
        lock (_lock)
        {
            _target = targets.Create(_target.Counts, change(_target.Settings), "value");
        }
    }

    /// <summary>Gives the target of a call that is made now.</summary>
    public CallTarget Take() => _target;
}
