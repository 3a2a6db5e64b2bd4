using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using GlobusCompute.Remote.DataFrames.Columns;
using GlobusCompute.Remote.DataFrames.Values;
using Column = GlobusCompute.Remote.DataFrames.Columns.Column;

namespace GlobusCompute.Remote.DataFrames.Arrow;

/// <summary>Writes dictionaries, which may hold nulls and equal values; the categories of pandas hold neither.</summary>
internal static class ArrowCategories
{
    /// <param name="label">The column's name.</param>
    /// <param name="array">The array.</param>
    /// <param name="values">The values of its dictionary.</param>
    /// <param name="indices">Its indices.</param>
    /// <exception cref="FormatException">An index is outside of the dictionary.</exception>
    public static Column Write(string? label, DictionaryArray array, Column values, Column indices)
    {
        var (categories, codeOf) = Distinct(values);
        var codes = new int[array.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            if (indices.IsMissing(i) || array.IsNull(i))
            {
                codes[i] = -1;
                continue;
            }

            var index = indices.IntegerAt(i);
            codes[i] = index >= 0 && index < codeOf.Length
                ? codeOf[(int)index]
                : throw ColumnFault.At(label, i, $"the index {index} is outside of the dictionary, which has {codeOf.Length} values.");
        }

        var (size, data) = indices.Type.Size switch
        {
            1 when indices.Type.IsSigned => (1, MemoryMarshal.AsBytes<sbyte>(System.Array.ConvertAll(codes, static c => (sbyte)c)).ToArray()),
            2 when indices.Type.IsSigned => (2, MemoryMarshal.AsBytes<short>(System.Array.ConvertAll(codes, static c => (short)c)).ToArray()),
            _ => (4, MemoryMarshal.AsBytes<int>(codes).ToArray()),
        };
        return Column.OfCategories(label, array.Length, size, data, categories, ((DictionaryType)array.Data.DataType).Ordered);
    }

    /// <summary>The values without missing and repeated ones, and the place of each value among them; -1 for missing ones.</summary>
    private static (Column Categories, int[] CodeOf) Distinct(Column values)
    {
        var codeOf = new int[values.Rows];
        var rows = new List<int>(values.Rows);
        var texts = values.Type.Kind == ColumnKind.Text ? values.Texts() : null;
        var known = new Dictionary<(string?, ulong), int>(values.Rows);
        for (var row = 0; row < codeOf.Length; row++)
        {
            if (values.IsMissing(row))
            {
                codeOf[row] = -1;
            }
            else if (known.TryGetValue((texts?[row], texts is null ? BitsAt(values, row) : 0), out var code))
            {
                codeOf[row] = code;
            }
            else
            {
                codeOf[row] = rows.Count;
                known.Add((texts?[row], texts is null ? BitsAt(values, row) : 0), rows.Count);
                rows.Add(row);
            }
        }

        return rows.Count == values.Rows ? (values, codeOf)
            : texts is not null ? (TextElement.Write(values.Label, [.. rows.Select(r => texts[r])], values.Type), codeOf)
            : (Column.OfValues(values.Label, values.Type, rows.Count, Bytes(values, rows)), codeOf);
    }

    private static ulong BitsAt(Column values, int row)
    {
        var bits = 0UL;
        values.Data.Span.Slice(row * values.Type.Size, values.Type.Size).CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref bits)));
        return bits;
    }

    private static byte[] Bytes(Column values, List<int> rows)
    {
        var size = values.Type.Size;
        var bytes = new byte[rows.Count * size];
        for (var i = 0; i < rows.Count; i++)
        {
            values.Data.Span.Slice(rows[i] * size, size).CopyTo(bytes.AsSpan(i * size));
        }

        return bytes;
    }
}
