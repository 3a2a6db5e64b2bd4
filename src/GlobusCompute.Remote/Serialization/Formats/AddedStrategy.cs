using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Formats;

/// <summary>A format that the app has added.</summary>
internal sealed class AddedStrategy(ComputePayloadStrategy strategy) : ResultStrategy(strategy.Header)
{
    public override T Read<T>(ReadOnlySpan<byte> text, PayloadRules rules, bool allowNull, PayloadBudget budget)
    {
        PythonValue value;
        try
        {
            value = strategy.Read(text) ?? throw new FormatException("it gave null instead of a value.");
        }
        catch (Exception e) when (e is not (PayloadException or OutOfMemoryException))
        {
            throw new PayloadException($"The format {strategy.Header} ({TypeNames.Of(strategy.GetType())}) could not be read: {e.Message}", null, e);
        }

        return PythonConversion.Convert<T>(value, rules, allowNull, budget);
    }
}
