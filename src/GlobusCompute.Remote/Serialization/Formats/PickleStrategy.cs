using System.Buffers;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Formats;

/// <summary>A pickle as base64, read as data (protocol.md §4.6).</summary>
internal sealed class PickleStrategy() : ResultStrategy("00")
{
    public override T Read<T>(ReadOnlySpan<byte> text, PayloadRules rules, bool allowNull, PayloadBudget budget)
    {
        var rows = RowPlan.IsOff ? null : rules.RowsOf<T>();
        var isCopied = rules.ShapeOf<T>() is { IsCopied: true };
        if (rows is null && !isCopied)
        {
            return PythonConversion.Convert<T>(PickleReader.Read(PickleText.Decode(text), budget), rules, allowNull, budget);
        }

        var pooled = PickleText.DecodePooled(text, out var length);
        var pickle = pooled.AsMemory(0, length);
        if (rows is null || !PythonConversion.TryConvertRows<T>(pickle, rows, rules, budget, out var value))
        {
            value = PythonConversion.Convert<T>(PickleReader.Read(pickle, budget), rules, allowNull, budget);
            if (!isCopied)
            {
                // The value may refer to the pickle's memory, which is left to the collector.
                return value;
            }
        }

        ArrayPool<byte>.Shared.Return(pooled);
        return value;
    }
}
