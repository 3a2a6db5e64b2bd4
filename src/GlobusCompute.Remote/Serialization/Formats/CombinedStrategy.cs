using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Serialization.Formats;

/// <summary>Packed buffers of other strategies; the first that can be read counts.</summary>
internal sealed class CombinedStrategy() : ResultStrategy("13")
{
    public override T Read<T>(ReadOnlySpan<byte> text, PayloadRules rules, bool allowNull, PayloadBudget budget)
    {
        var errors = new List<PayloadException>();
        while (PackedBuffers.TryTakeNext(ref text, out var buffer))
        {
            if (buffer is [(byte)'1', (byte)'3', (byte)'\n', ..])
            {
                throw new PayloadException("The result is a combination (13) within a combination, which no worker writes.");
            }

            try
            {
                return ResultReader.Read<T>(buffer, rules, allowNull, budget);
            }
            catch (PayloadException e)
            {
                errors.Add(e);
            }
        }

        throw errors switch
        {
            [] => new PayloadException("The result is a combination (13) of no formats at all."),
            [var only] => new PayloadException(only.Message, only.Path, only),
            _ => new PayloadException(
                $"None of the {errors.Count} formats of the result can be read. {string.Join(" ", errors.Select((e, i) => $"({i + 1}) {e.Message}"))}",
                errors[0].Path,
                new AggregateException(errors)),
        };
    }
}
