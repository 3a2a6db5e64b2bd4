using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Futures;

/// <summary>A call whose result is ignored, for filters, which see a value in each call: null.</summary>
internal sealed class DiscardingCall(CallTarget target, FunctionDefinition function, PackedArguments arguments, PayloadRules rules, ComputeCallContext context)
    : ValueCall<object>(target, function, arguments, rules, allowNull: true)
{
    protected override Type? ResultType => null;

    protected override void Accepted(Guid taskId) => context.Observer?.Accepted(context, taskId);

    protected override ArrivedOutcome Arrived(ArrivedOutcome outcome) => context.Observer is { } observer ? observer.Arrived(context, outcome) : outcome;

    // Any result will do.
    protected override object ReadValue(ReadOnlySpan<byte> payload, PayloadRules rules, bool allowNull) => null!;
}
