using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GlobusCompute.Remote.DataFrames.Columns;
using GlobusCompute.Remote.DataFrames.Values;
using Microsoft.Data.Analysis;

namespace GlobusCompute.Remote.DataFrames.Frames;

/// <summary>Makes columns of Microsoft.Data.Analysis.</summary>
internal static class AnalysisReader
{
    public static DataFrame Read(Frame frame, PandasIndex index)
    {
        var columns = FrameLayout.Columns(frame, index);
        return columns.Count > 0 || frame.Rows == 0
            ? new DataFrame(columns.Select(Read))
            : throw new FormatException($"the frame has {frame.Rows} rows and no columns, which DataFrame cannot hold. Set PandasFormat.Index to Keep, "
                + "or declare RecordBatch.");
    }

    public static DataFrameColumn Read(Column column)
    {
        var name = column.Label ?? "";
        var type = (column.Categories ?? column).Type;
        return (type.Kind, type.Size, type.IsSigned) switch
        {
            (ColumnKind.Text, _, _) => new StringDataFrameColumn(name, Elements.Text.Read(column)),
            (ColumnKind.Boolean, _, _) => Make(column, new BooleanElement(), (b, n, c) => new BooleanDataFrameColumn(name, b, n, column.Rows, c)),
            (ColumnKind.Integer, 1, true) => Make(column, new IntegerElement<sbyte>(), (b, n, c) => new SByteDataFrameColumn(name, b, n, column.Rows, c)),
            (ColumnKind.Integer, 1, _) => Make(column, new IntegerElement<byte>(), (b, n, c) => new ByteDataFrameColumn(name, b, n, column.Rows, c)),
            (ColumnKind.Integer, 2, true) => Make(column, new IntegerElement<short>(), (b, n, c) => new Int16DataFrameColumn(name, b, n, column.Rows, c)),
            (ColumnKind.Integer, 2, _) => Make(column, new IntegerElement<ushort>(), (b, n, c) => new UInt16DataFrameColumn(name, b, n, column.Rows, c)),
            (ColumnKind.Integer, 4, true) => Make(column, new IntegerElement<int>(), (b, n, c) => new Int32DataFrameColumn(name, b, n, column.Rows, c)),
            (ColumnKind.Integer, 4, _) => Make(column, new IntegerElement<uint>(), (b, n, c) => new UInt32DataFrameColumn(name, b, n, column.Rows, c)),
            (ColumnKind.Integer, _, true) => Make(column, new IntegerElement<long>(), (b, n, c) => new Int64DataFrameColumn(name, b, n, column.Rows, c)),
            (ColumnKind.Integer, _, _) => Make(column, new IntegerElement<ulong>(), (b, n, c) => new UInt64DataFrameColumn(name, b, n, column.Rows, c)),
            (ColumnKind.Float, 2, _) => Make(column, new FloatElement<Half>(), (b, n, c) => new PrimitiveDataFrameColumn<Half>(name, b, n, column.Rows, c)),
            (ColumnKind.Float, 4, _) => Make(column, new FloatElement<float>(), (b, n, c) => new SingleDataFrameColumn(name, b, n, column.Rows, c)),
            (ColumnKind.Float, _, _) => Make(column, new FloatElement<double>(), (b, n, c) => new DoubleDataFrameColumn(name, b, n, column.Rows, c)),
            (ColumnKind.Time, _, _) when type.Zone is null =>
                Make(column, new DateTimeElement(), (b, n, c) => new DateTimeDataFrameColumn(name, b, n, column.Rows, c)),
            (ColumnKind.Time, _, _) =>
                Make(column, new DateTimeOffsetElement(), (b, n, c) => new PrimitiveDataFrameColumn<DateTimeOffset>(name, b, n, column.Rows, c)),
            _ => Make(column, new TimeSpanElement(), (b, n, c) => new PrimitiveDataFrameColumn<TimeSpan>(name, b, n, column.Rows, c)),
        };
    }

    private static DataFrameColumn Make<T>(Column column, ValueElement<T> element, Func<byte[], byte[], int, DataFrameColumn> create)
        where T : unmanaged
    {
        var bytes = new byte[checked(column.Rows * Unsafe.SizeOf<T>())];
        var values = MemoryMarshal.Cast<byte, T>(bytes.AsSpan());
        element.ReadInto(column, values);

        // A bit for each row, as in Arrow: set where there is a value.
        var valid = new byte[(column.Rows + 7) / 8];
        var missing = 0;
        for (var row = 0; row < column.Rows; row++)
        {
            if (column.IsMissing(row))
            {
                missing++;
                values[row] = default;
            }
            else
            {
                valid[row >> 3] |= (byte)(1 << (row & 7));
            }
        }

        return create(bytes, valid, missing);
    }
}
