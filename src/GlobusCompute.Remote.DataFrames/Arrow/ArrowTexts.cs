using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;
using GlobusCompute.Remote.DataFrames.Columns;
using GlobusCompute.Remote.DataFrames.Values;
using Column = GlobusCompute.Remote.DataFrames.Columns.Column;

namespace GlobusCompute.Remote.DataFrames.Arrow;

/// <summary>Writes arrays of text: their UTF-8 is copied, and checked, because Arrow's own strings replace what is not UTF-8.</summary>
internal static class ArrowTexts
{
    private delegate ReadOnlySpan<byte> BytesAt(int row);

    /// <param name="label">The column's name.</param>
    /// <param name="array">The array.</param>
    /// <param name="dtype">The dtype that the field names; null for none.</param>
    /// <returns>The column; null where the array is not one of text.</returns>
    /// <exception cref="FormatException">A text is not UTF-8, or not in the array's buffer. The message names column and row.</exception>
    public static Column? TryWrite(string? label, IArrowArray array, string? dtype) => array switch
    {
        NullArray => Write(label, array, static _ => default, "null"),
        StringArray => Write(label, array, row => Bytes<int>(label, array, row), dtype),
        LargeStringArray => Write(label, array, row => Bytes<long>(label, array, row), dtype),
        StringViewArray view => Write(label, array, row => view.GetBytes(row), dtype),
        _ => null,
    };

    private static Column Write(string? label, IArrowArray array, BytesAt bytesAt, string? dtype)
    {
        var offsets = new int[array.Length + 1];
        byte[]? mask = null;
        var length = 0L;
        for (var row = 0; row < array.Length; row++)
        {
            if (array.IsNull(row))
            {
                (mask ??= new byte[array.Length])[row] = 1;
            }
            else
            {
                length += bytesAt(row).Length;
            }

            offsets[row + 1] = length <= System.Array.MaxLength ? (int)length : throw TextElement.TooLong(label);
        }

        var data = new byte[length];
        for (var row = 0; row < array.Length; row++)
        {
            if (mask is null || mask[row] == 0)
            {
                bytesAt(row).CopyTo(data.AsSpan(offsets[row]));
            }
        }

        var type = dtype is not null && ColumnType.Find(dtype) is { Kind: ColumnKind.Text } named && (!named.IsNull || array.NullCount == array.Length)
            ? named
            : ColumnType.Text;
        return Column.OfText(label, type, array.Length, data, BytesOf<int>.Over(offsets), mask);
    }

    private static ReadOnlySpan<byte> Bytes<TOffset>(string? label, IArrowArray array, int row)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        var offsets = MemoryMarshal.Cast<byte, TOffset>(array.Data.Buffers[1].Span);
        var data = array.Data.Buffers[2].Span;
        var at = array.Data.Offset + row;
        if (at >= offsets.Length - 1)
        {
            throw ColumnFault.At(label, row, "the array has no offset for the text.");
        }

        var (start, end) = (long.CreateChecked(offsets[at]), long.CreateChecked(offsets[at + 1]));
        return start >= 0 && start <= end && end <= data.Length
            ? data[(int)start..(int)end]
            : throw ColumnFault.At(label, row, $"the text is from byte {start} to byte {end}, and the array has {data.Length} bytes.");
    }
}
