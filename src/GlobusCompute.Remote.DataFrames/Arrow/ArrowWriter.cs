using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using GlobusCompute.Remote.DataFrames.Columns;
using GlobusCompute.Remote.DataFrames.Values;
using ArrowUnit = Apache.Arrow.Types.TimeUnit;
using Column = GlobusCompute.Remote.DataFrames.Columns.Column;
using TimeUnit = GlobusCompute.Remote.DataFrames.Columns.TimeUnit;

namespace GlobusCompute.Remote.DataFrames.Arrow;

/// <summary>Writes a record batch.</summary>
internal static class ArrowWriter
{
    public static Frame Write(RecordBatch batch, IReadOnlyList<string> index)
    {
        var columns = new List<Column>();
        var levels = new List<Column>();
        var names = new List<string?>();
        for (var i = 0; i < batch.ColumnCount; i++)
        {
            var field = batch.Schema.GetFieldByIndex(i);
            var dtype = field.Metadata?.GetValueOrDefault(batch.Column(i) is DictionaryArray ? ArrowNames.CategoriesDType : ArrowNames.DType);
            if (batch.Column(i).Length != batch.Length)
            {
                throw ColumnFault.Of(field.Name, $"it has {batch.Column(i).Length} values, and the batch {batch.Length} rows.");
            }

            var column = Write(field.Name, batch.Column(i), dtype);
            if (index.Count == 0 && field.Metadata?.GetValueOrDefault(ArrowNames.Index) is { } level)
            {
                levels.Add(column);
                names.Add(level.Length == 0 ? null : level);
            }
            else
            {
                columns.Add(column);
            }
        }

        return levels.Count > 0
            ? new Frame(batch.Length, columns, new FrameIndex(names, levels), IsSeries: false)
            : FrameLayout.Frame(batch.Length, columns, index);
    }

    private static Column Write(string? label, IArrowArray array, string? dtype) => ArrowTexts.TryWrite(label, array, dtype) ?? array switch
    {
        BooleanArray a => Values(label, a, Bytes(a), ColumnType.Boolean, ColumnType.Find("boolean")!, dtype),
        DictionaryArray a => ArrowCategories.Write(label, a, Write(label, a.Dictionary, dtype), Write(label, a.Indices, null)),
        Date32Array a => Dates(label, a, i => a.GetValue(i), TimeSpan.TicksPerDay, "days"),
        Date64Array a => Dates(label, a, i => a.GetValue(i), TimeSpan.TicksPerMillisecond, "ms"),
        _ => Fixed(label, array, dtype),
    };

    private static Column Fixed(string? label, IArrowArray array, string? dtype)
    {
        var (plain, nullable) = array.Data.DataType switch
        {
            Int8Type => Integers(1, true),
            UInt8Type => Integers(1, false),
            Int16Type => Integers(2, true),
            UInt16Type => Integers(2, false),
            Int32Type => Integers(4, true),
            UInt32Type => Integers(4, false),
            Int64Type => Integers(8, true),
            UInt64Type => Integers(8, false),
            HalfFloatType => (ColumnType.Float(2), null),
            FloatType => (ColumnType.Float(4), null),
            DoubleType => (ColumnType.Float(8), null),
            TimestampType t => (ColumnType.Time(UnitOf(t.Unit), ArrowZone.Of(label, t.Timezone)), (ColumnType?)null),
            DurationType t => (ColumnType.Duration(UnitOf(t.Unit)), null),
            var type => throw ColumnFault.Of(label, $"the Arrow type {type.Name} has no dtype in pandas here. Cast it to numbers, text or times."),
        };
        var (start, length) = ((long)array.Data.Offset * plain.Size, (long)array.Length * plain.Size);
        var data = array.Data.Buffers[1].Memory;
        return start + length <= data.Length
            ? Values(label, array, data.Slice((int)start, (int)length), plain, nullable, dtype)
            : throw ColumnFault.Of(label, $"its array has {data.Length} bytes, and {array.Length} values from the one with the number {array.Data.Offset} on "
                + $"take {start + length}.");
    }

    private static (ColumnType Plain, ColumnType? Nullable) Integers(int size, bool isSigned) =>
        (ColumnType.Integer(size, isSigned, hasMask: false), ColumnType.Integer(size, isSigned, hasMask: true));

    /// <summary>Values in the dtype that the field names, if its values are of the same kind, else in pandas' own for the type.</summary>
    private static Column Values(string? label, IArrowArray array, ReadOnlyMemory<byte> data, ColumnType plain, ColumnType? nullable, string? dtype)
    {
        var named = dtype is null ? null : ColumnType.Find(dtype);
        if (named is not null && named.Kind == plain.Kind && named.Size == plain.Size && named.IsSigned == plain.IsSigned && named.HasMask)
        {
            (plain, nullable) = (named, named);
        }

        if (plain.Kind is ColumnKind.Time or ColumnKind.Duration)
        {
            CheckTimes(label, array, MemoryMarshal.Cast<byte, long>(data.Span));
        }

        if (array.NullCount == 0)
        {
            return Column.OfValues(label, plain, array.Length, data);
        }

        if (nullable is not null)
        {
            var mask = new byte[array.Length];
            for (var i = 0; i < mask.Length; i++)
            {
                mask[i] = array.IsNull(i) ? (byte)1 : (byte)0;
            }

            return Column.OfValues(label, nullable, array.Length, data, mask);
        }

        var copy = data.ToArray();
        for (var i = 0; i < array.Length; i++)
        {
            if (array.IsNull(i))
            {
                SetMissing(copy.AsSpan(i * plain.Size, plain.Size), plain.Kind);
            }
        }

        return Column.OfValues(label, plain, array.Length, copy);
    }

    private static void CheckTimes(string? label, IArrowArray array, ReadOnlySpan<long> counts)
    {
        for (var i = counts.IndexOf(long.MinValue); i >= 0 && i < counts.Length; i++)
        {
            if (counts[i] == long.MinValue && !array.IsNull(i))
            {
                throw ColumnFault.At(label, i, "the value is the least 64-bit number, which is NaT in pandas. Make it null, if that is what it means.");
            }
        }
    }

    private static void SetMissing(Span<byte> value, ColumnKind kind)
    {
        if (kind != ColumnKind.Float)
        {
            MemoryMarshal.Write(value, long.MinValue);
        }
        else if (value.Length == 2)
        {
            MemoryMarshal.Write(value, Half.NaN);
        }
        else if (value.Length == 4)
        {
            MemoryMarshal.Write(value, float.NaN);
        }
        else
        {
            MemoryMarshal.Write(value, double.NaN);
        }
    }

    private static byte[] Bytes(BooleanArray array)
    {
        var bytes = new byte[array.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = array.GetValue(i) == true ? (byte)1 : (byte)0;
        }

        return bytes;
    }

    /// <summary>Dates, which Arrow counts as days or milliseconds; its own conversion drops the time of day.</summary>
    private static Column Dates(string? label, IArrowArray array, Func<int, long?> count, long ticksOfOne, string unit)
    {
        var dates = new DateTime?[array.Length];
        for (var row = 0; row < dates.Length; row++)
        {
            if (count(row) is { } one)
            {
                var ticks = ((Int128)one * ticksOfOne) + DateTime.UnixEpoch.Ticks;
                dates[row] = ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
                    ? new DateTime((long)ticks)
                    : throw ColumnFault.At(label, row, $"the date ({one} {unit} from 1970) is not between the years 1 and 9999.");
            }
        }

        return new NullableElement<DateTime>(new DateTimeElement()).Write(label, dates);
    }

    private static TimeUnit UnitOf(ArrowUnit unit) => unit switch
    {
        ArrowUnit.Second => TimeUnit.Second,
        ArrowUnit.Millisecond => TimeUnit.Millisecond,
        ArrowUnit.Microsecond => TimeUnit.Microsecond,
        _ => TimeUnit.Nanosecond,
    };
}
