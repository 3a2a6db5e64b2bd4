using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Formats;

/// <summary>A pickle as base64, read as data (protocol.md §4.6).</summary>
internal sealed class PickleStrategy() : ResultStrategy("00")
{
    public override T Read<T>(ReadOnlySpan<byte> text, PayloadRules rules, bool allowNull, PayloadBudget budget) =>
        PythonConversion.Convert<T>(PickleReader.Read(PickleText.Decode(text), budget), rules, allowNull, budget);
}
