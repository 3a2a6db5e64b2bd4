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
    /// <returns>False when the text has to be read in the general way, which names the place of an error; nothing has been counted then.</returns>
    public static bool TryRead<T>(ReadOnlySpan<byte> text, RowPlan rows, JsonSerializerOptions options, PayloadBudget budget, out T value)
    {
        value = default!;
        if (!rows.HasFields)
        {
            return false;
        }

        var counts = budget.Counts;
        var output = new JsonBuffer();
        output.Begin(options);
        try
        {
            if (TryRewrite(text, rows.Root.Parts[0].Parts.Length, output) && budget.TryCharge(2L * output.Length))
            {
                value = JsonSerializer.Deserialize(output.Written, (JsonTypeInfo<T>)rows.Info)!;
                return true;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Nothing of the app runs where tuples are made, so that they may be read again.
        }
        finally
        {
            output.Clear();
        }

        budget.GoBack(counts);
        return false;
    }

    private static bool TryRewrite(ReadOnlySpan<byte> text, int count, JsonBuffer output)
    {
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
        return true;
    }
}
