using GlobusCompute.Remote.DataFrames.Columns;
using GlobusCompute.Remote.DataFrames.Values;
using Microsoft.Data.Analysis;

namespace GlobusCompute.Remote.DataFrames.Frames;

/// <summary>Writes columns of Microsoft.Data.Analysis.</summary>
internal static class AnalysisWriter
{
    public static Frame Write(DataFrame frame, IReadOnlyList<string> index)
    {
        if (frame.Rows.Count > int.MaxValue)
        {
            throw new FormatException($"the frame has {frame.Rows.Count:N0} rows, more than travel in one call. Split it: frame.SplitRows(…).");
        }

        return FrameLayout.Frame((int)frame.Rows.Count, [.. frame.Columns.Select(Write)], index);
    }

    public static Column Write(DataFrameColumn column) => column switch
    {
        PrimitiveDataFrameColumn<double> c => Values(c, new FloatElement<double>()),
        PrimitiveDataFrameColumn<long> c => Values(c, new IntegerElement<long>()),
        PrimitiveDataFrameColumn<int> c => Values(c, new IntegerElement<int>()),
        PrimitiveDataFrameColumn<bool> c => Values(c, new BooleanElement()),
        PrimitiveDataFrameColumn<DateTime> c => Values(c, new DateTimeElement()),
        PrimitiveDataFrameColumn<float> c => Values(c, new FloatElement<float>()),
        PrimitiveDataFrameColumn<sbyte> c => Values(c, new IntegerElement<sbyte>()),
        PrimitiveDataFrameColumn<byte> c => Values(c, new IntegerElement<byte>()),
        PrimitiveDataFrameColumn<short> c => Values(c, new IntegerElement<short>()),
        PrimitiveDataFrameColumn<ushort> c => Values(c, new IntegerElement<ushort>()),
        PrimitiveDataFrameColumn<uint> c => Values(c, new IntegerElement<uint>()),
        PrimitiveDataFrameColumn<ulong> c => Values(c, new IntegerElement<ulong>()),
        PrimitiveDataFrameColumn<Half> c => Values(c, new FloatElement<Half>()),
        PrimitiveDataFrameColumn<DateTimeOffset> c => Values(c, new DateTimeOffsetElement()),
        PrimitiveDataFrameColumn<TimeSpan> c => Values(c, new TimeSpanElement()),
        PrimitiveDataFrameColumn<char> c => Elements.Text.Write(c.Name, [.. c.Select(v => v?.ToString())]),
        IEnumerable<string?> texts => Elements.Text.Write(column.Name, [.. texts]),
        _ => throw ColumnFault.Of(column.Name, $"a column of {column.DataType.Name} has no dtype in pandas. Convert it to numbers, text or times."),
    };

    private static Column Values<T>(PrimitiveDataFrameColumn<T> column, ValueElement<T> element)
        where T : unmanaged
    {
        if (column.NullCount == 0 && element.PlainType is { } plain && WholeBuffer(column) is { } bytes)
        {
            return Column.OfValues(column.Name, plain, (int)column.Length, bytes);
        }

        var values = new T[column.Length];
        var at = 0;
        foreach (var buffer in column.GetReadOnlyDataBuffers())
        {
            // What is behind the last value is room to grow.
            var taken = Math.Min(buffer.Length, values.Length - at);
            buffer.Span[..taken].CopyTo(values.AsSpan(at));
            at += taken;
        }

        if (column.NullCount == 0)
        {
            return element.Write(column.Name, values, null);
        }

        var mask = new byte[values.Length];
        for (var row = 0; row < mask.Length; row++)
        {
            mask[row] = column[row] is null ? (byte)1 : (byte)0;
        }

        return element.Write(column.Name, values, mask);
    }

    /// <summary>The column's own memory where it is in one piece: it is written before the call returns, so that no copy is needed.</summary>
    private static ReadOnlyMemory<byte>? WholeBuffer<T>(PrimitiveDataFrameColumn<T> column)
        where T : unmanaged
    {
        var buffers = column.GetReadOnlyDataBuffers().Take(2).ToList();
        return buffers is [var only] && only.Length >= column.Length ? BytesOf<T>.Over(only[..(int)column.Length]) : null;
    }
}
