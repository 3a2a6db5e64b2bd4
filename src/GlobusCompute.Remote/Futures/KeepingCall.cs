using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Futures;

/// <summary>A call whose result a filter may want as it was delivered, too.</summary>
/// <param name="target">Where the call goes.</param>
/// <param name="function">What it runs.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="rules">How its result is read.</param>
/// <param name="allowNull">Whether None is a result.</param>
/// <param name="keep">Takes a copy of the payload, or null where nobody wants one.</param>
internal sealed class KeepingCall<T>(
    CallTarget target, FunctionDefinition function, PackedArguments arguments, PayloadRules rules, bool allowNull, Action<byte[]>? keep)
    : ValueCall<T>(target, function, arguments, rules, allowNull)
{
    protected override T ReadValue(ReadOnlySpan<byte> payload, PayloadRules rules, bool allowNull)
    {
        var value = base.ReadValue(payload, rules, allowNull);
        keep?.Invoke(payload.ToArray());
        return value;
    }
}
