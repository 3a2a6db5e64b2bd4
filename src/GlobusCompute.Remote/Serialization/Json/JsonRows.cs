using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>
/// Lists of tuples as JSON: their arrays are written as objects of the tuples' fields, which System.Text.Json sets without boxing a value.
/// </summary>
internal static class JsonRows
{
    private static readonly byte[][] s_names = [.. Enumerable.Range(1, 7).Select(i => Encoding.ASCII.GetBytes($"\"Item{i}\":"))];

    /// <summary>Reads a list of tuples of scalars.</summary>
    /// <param name="text">The JSON text.</param>
    /// <param name="rows">How the type is read.</param>
    /// <param name="options">The rules for types of the app.</param>
    /// <param name="budget">What reading may cost.</param>
    /// <param name="value">The list.</param>
    /// <returns>False when the text has to be read in the general way; nothing has been made then.</returns>
    /// <exception cref="Shapes.ShapeException">A value does not fit.</exception>
    public static bool TryRead<T>(ReadOnlySpan<byte> text, RowPlan rows, JsonSerializerOptions options, PayloadBudget budget, out T value)
    {
        value = default!;
        if (!rows.HasFields)
        {
            return false;
        }

        var output = new JsonBuffer();
        output.Begin(options);
        try
        {
            if (IsRewritten(text, rows.Root, output, budget))
            {
                value = JsonSerializer.Deserialize(output.Written, (JsonTypeInfo<T>)rows.Info)!;
                return true;
            }
        }
        catch (JsonException e)
        {
            throw Shapes.ShapeException.InTuples(e);
        }
        finally
        {
            output.Clear();
        }

        return false;
    }

    private static bool IsRewritten(ReadOnlySpan<byte> text, RowNode list, JsonBuffer output, PayloadBudget budget)
    {
        try
        {
            return TryRewrite(text, list, output, budget);
        }
        catch (JsonException)
        {
            // Not JSON: read in the general way, the error names the place.
            return false;
        }
    }

    private static bool TryRewrite(ReadOnlySpan<byte> text, RowNode list, JsonBuffer output, PayloadBudget budget)
    {
        var tuple = list.Parts[0];
        var (count, rows, capacity) = (tuple.Parts.Length, 0, 0);
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = JsonBuffer.MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        output.Reserve(text.Length + (text.Length / 2));
        output.Raw('[');
        var isFirst = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            if (output.Capacity != capacity)
            {
                if (!budget.TryCharge(output.Capacity))
                {
                    return false;
                }

                capacity = output.Capacity;
            }

            if (!budget.TryCharge(tuple.Bytes + list.GrowthAt(rows++)))
            {
                return false;
            }

            output.Raw(isFirst ? "{"u8 : ",{"u8);
            isFirst = false;
            for (var i = 0; i < count; i++)
            {
                if (!reader.Read() || reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject or JsonTokenType.EndArray)
                {
                    return false;
                }

                var value = text[(int)reader.TokenStartIndex..(int)reader.BytesConsumed];
                var name = s_names[i];
                var span = output.Reserve(1 + name.Length + value.Length);
                var comma = i > 0 ? 1 : 0;
                span[0] = (byte)',';
                name.CopyTo(span[comma..]);
                value.CopyTo(span[(comma + name.Length)..]);
                output.Advance(comma + name.Length + value.Length);
            }

            if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            {
                return false;
            }

            output.Raw('}');
        }

        if (reader.TokenType != JsonTokenType.EndArray || reader.Read())
        {
            return false;
        }

        output.Raw(']');
        return budget.TryCharge((long)list.ItemBytes * rows);
    }
}
