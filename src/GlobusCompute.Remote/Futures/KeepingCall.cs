using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Futures;

/// <summary>A call behind filters, which may want its result as it was delivered, too.</summary>
/// <param name="target">Where the call goes.</param>
/// <param name="function">What it runs.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="rules">How its result is read.</param>
/// <param name="allowNull">Whether None is a result.</param>
/// <param name="context">What filters see of it.</param>
internal sealed class KeepingCall<T>(
    CallTarget target, FunctionDefinition function, PackedArguments arguments, PayloadRules rules, bool allowNull, ComputeCallContext context)
    : ValueCall<T>(target, function, arguments, rules, allowNull)
{
    private readonly Action<byte[]>? _keep = context.KeepPayload;

    protected override void Accepted(Guid taskId) => context.Observer?.Accepted(context, taskId);

    protected override ArrivedOutcome Arrived(ArrivedOutcome outcome) => context.Observer is { } observer ? observer.Arrived(context, outcome) : outcome;

    protected override T ReadValue(ReadOnlySpan<byte> payload, PayloadRules rules, bool allowNull)
    {
        var value = base.ReadValue(payload, rules, allowNull);
        _keep?.Invoke(payload.ToArray());
        return value;
    }
}
