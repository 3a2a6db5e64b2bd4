using Apache.Arrow;
using Apache.Arrow.Types;
using GlobusCompute.Remote.DataFrames.Columns;
using ArrowUnit = Apache.Arrow.Types.TimeUnit;
using Column = GlobusCompute.Remote.DataFrames.Columns.Column;
using TimeUnit = GlobusCompute.Remote.DataFrames.Columns.TimeUnit;

namespace GlobusCompute.Remote.DataFrames.Arrow;

/// <summary>Makes a record batch. Its buffers are those that arrived, except those of bool, which are bits in Arrow.</summary>
internal static class ArrowReader
{
    public static RecordBatch Read(Frame frame, PandasIndex index)
    {
        var columns = FrameLayout.Columns(frame, index);
        var levels = columns.Count - frame.Columns.Count;
        var schema = new Schema.Builder();
        for (var i = 0; i < columns.Count; i++)
        {
            var metadata = new Dictionary<string, string> { [ArrowNames.DType] = columns[i].Type.Name };
            if (columns[i].Categories is { } categories)
            {
                metadata[ArrowNames.CategoriesDType] = categories.Type.Name;
            }

            if (i < levels)
            {
                metadata[ArrowNames.Index] = frame.Index.Names[i] ?? "";
            }

            schema.Field(new Field(columns[i].Label ?? "", TypeOf(columns[i]), nullable: true, metadata));
        }

        return new RecordBatch(schema.Build(), columns.Select(c => ArrowArrayFactory.BuildArray(DataOf(c))), frame.Rows);
    }

    private static IArrowType TypeOf(Column column)
    {
        var type = column.Type;
        return (type.Kind, type.Size, type.IsSigned) switch
        {
            (ColumnKind.Text, _, _) => StringType.Default,
            (ColumnKind.Boolean, _, _) => BooleanType.Default,
            (ColumnKind.Integer, 1, true) => Int8Type.Default,
            (ColumnKind.Integer, 1, _) => UInt8Type.Default,
            (ColumnKind.Integer, 2, true) => Int16Type.Default,
            (ColumnKind.Integer, 2, _) => UInt16Type.Default,
            (ColumnKind.Integer, 4, true) => Int32Type.Default,
            (ColumnKind.Integer, 4, _) => UInt32Type.Default,
            (ColumnKind.Integer, _, true) => Int64Type.Default,
            (ColumnKind.Integer, _, _) => UInt64Type.Default,
            (ColumnKind.Float, 2, _) => HalfFloatType.Default,
            (ColumnKind.Float, 4, _) => FloatType.Default,
            (ColumnKind.Float, _, _) => DoubleType.Default,
            (ColumnKind.Time, _, _) => new TimestampType(UnitOf(type.Unit), type.Zone),
            (ColumnKind.Duration, _, _) => DurationType.FromTimeUnit(UnitOf(type.Unit)),
            (_, 1, _) => new DictionaryType(Int8Type.Default, TypeOf(column.Categories!), column.IsOrdered),
            (_, 2, _) => new DictionaryType(Int16Type.Default, TypeOf(column.Categories!), column.IsOrdered),
            (_, 4, _) => new DictionaryType(Int32Type.Default, TypeOf(column.Categories!), column.IsOrdered),
            _ => new DictionaryType(Int64Type.Default, TypeOf(column.Categories!), column.IsOrdered),
        };
    }

    private static ArrayData DataOf(Column column)
    {
        var valid = new byte[(column.Rows + 7) / 8];
        var missing = 0;
        for (var row = 0; row < column.Rows; row++)
        {
            if (column.IsMissing(row))
            {
                missing++;
            }
            else
            {
                valid[row >> 3] |= (byte)(1 << (row & 7));
            }
        }

        var validity = missing == 0 ? ArrowBuffer.Empty : new ArrowBuffer(valid);
        ArrowBuffer[] buffers = column.Type.Kind switch
        {
            ColumnKind.Text => [validity, new ArrowBuffer(column.Offsets), new ArrowBuffer(column.Data)],
            ColumnKind.Boolean => [validity, new ArrowBuffer(Bits(column.Data.Span))],
            _ => [validity, new ArrowBuffer(column.Data)],
        };
        return new ArrayData(
            TypeOf(column), column.Rows, missing, 0, buffers, null, column.Categories is { } categories ? DataOf(categories) : null);
    }

    private static byte[] Bits(ReadOnlySpan<byte> bytes)
    {
        var bits = new byte[(bytes.Length + 7) / 8];
        for (var i = 0; i < bytes.Length; i++)
        {
            bits[i >> 3] |= (byte)(bytes[i] << (i & 7));
        }

        return bits;
    }

    private static ArrowUnit UnitOf(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => ArrowUnit.Second,
        TimeUnit.Millisecond => ArrowUnit.Millisecond,
        TimeUnit.Microsecond => ArrowUnit.Microsecond,
        _ => ArrowUnit.Nanosecond,
    };
}
