using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Futures;

/// <summary>A task that was submitted before, and the calls that begin with it: accepted already, without arguments, never sent.</summary>
internal readonly struct AttachedTask
{
    private readonly CallTarget _target;
    private readonly FunctionDefinition _function;
    private readonly SubmissionReceipt _receipt;
    private readonly Guid _taskId;
    private readonly string? _tag;

    /// <param name="target">Where the task is, as far as it is known.</param>
    /// <param name="handle">What is known of the task.</param>
    public AttachedTask(CallTarget target, ComputeTaskHandle handle)
    {
        _target = target;
        _function = FunctionDefinition.Remembered(handle);
        _receipt = new SubmissionReceipt(RequestId: null, handle.TaskGroupId, AcceptedAt: null, target.Context.TimeProvider.GetTimestamp());
        _taskId = handle.TaskId!.Value;
        _tag = handle.Tag;
    }

    private AttachedTask(AttachedTask like, Guid taskId)
    {
        _target = like._target;
        _function = like._function;
        _receipt = like._receipt;
        _taskId = taskId;
    }

    /// <summary>Another task of which no more is known than of this one; what both have in common is held once.</summary>
    public AttachedTask WithTask(Guid taskId) => new(this, taskId);

    public ValueCall<T> Begin<T>(PayloadRules rules, bool allowNull)
    {
        var call = new ValueCall<T>(_target, _function, default, rules, allowNull) { Tag = _tag };
        call.BeginAccepted(_taskId, _receipt);
        return call;
    }

    public VoidCall Begin()
    {
        var call = new VoidCall(_target, _function, default) { Tag = _tag };
        call.BeginAccepted(_taskId, _receipt);
        return call;
    }
}
