using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Analysis;

namespace GlobusCompute.Remote.DataFrames.Frames;

/// <summary>Copies consecutive rows of columns.</summary>
internal static class RowCopy
{
    private delegate DataFrameColumn Create(string name, byte[] data, byte[] valid, int length, int nulls);

    /// <summary>Some rows of a column.</summary>
    public static DataFrameColumn Slice(DataFrameColumn column, long start, int count) => Copy([new(column, start, count)], count);

    /// <summary>The rows of columns of one type, one after another, under the name of the first.</summary>
    /// <exception cref="ArgumentException">They are more than a column holds.</exception>
    public static DataFrameColumn Join(IReadOnlyList<DataFrameColumn> columns)
    {
        var count = columns.Sum(c => c.Length);
        return count <= int.MaxValue
            ? Copy([.. columns.Select(c => new Piece(c, 0, (int)c.Length))], (int)count)
            : throw new ArgumentException($"The parts have {count:N0} rows, more than a data frame of one buffer holds.", nameof(columns));
    }

    private static DataFrameColumn Copy(Piece[] pieces, int count) => pieces[0].Column switch
    {
        PrimitiveDataFrameColumn<double> => Blocks<double>(pieces, count, static (n, d, v, l, x) => new DoubleDataFrameColumn(n, d, v, l, x)),
        PrimitiveDataFrameColumn<float> => Blocks<float>(pieces, count, static (n, d, v, l, x) => new SingleDataFrameColumn(n, d, v, l, x)),
        PrimitiveDataFrameColumn<bool> => Blocks<bool>(pieces, count, static (n, d, v, l, x) => new BooleanDataFrameColumn(n, d, v, l, x)),
        PrimitiveDataFrameColumn<sbyte> => Blocks<sbyte>(pieces, count, static (n, d, v, l, x) => new SByteDataFrameColumn(n, d, v, l, x)),
        PrimitiveDataFrameColumn<byte> => Blocks<byte>(pieces, count, static (n, d, v, l, x) => new ByteDataFrameColumn(n, d, v, l, x)),
        PrimitiveDataFrameColumn<short> => Blocks<short>(pieces, count, static (n, d, v, l, x) => new Int16DataFrameColumn(n, d, v, l, x)),
        PrimitiveDataFrameColumn<ushort> => Blocks<ushort>(pieces, count, static (n, d, v, l, x) => new UInt16DataFrameColumn(n, d, v, l, x)),
        PrimitiveDataFrameColumn<int> => Blocks<int>(pieces, count, static (n, d, v, l, x) => new Int32DataFrameColumn(n, d, v, l, x)),
        PrimitiveDataFrameColumn<uint> => Blocks<uint>(pieces, count, static (n, d, v, l, x) => new UInt32DataFrameColumn(n, d, v, l, x)),
        PrimitiveDataFrameColumn<long> => Blocks<long>(pieces, count, static (n, d, v, l, x) => new Int64DataFrameColumn(n, d, v, l, x)),
        PrimitiveDataFrameColumn<ulong> => Blocks<ulong>(pieces, count, static (n, d, v, l, x) => new UInt64DataFrameColumn(n, d, v, l, x)),
        PrimitiveDataFrameColumn<DateTime> => Blocks<DateTime>(pieces, count, static (n, d, v, l, x) => new DateTimeDataFrameColumn(n, d, v, l, x)),
        PrimitiveDataFrameColumn<Half> => Blocks<Half>(pieces, count, static (n, d, v, l, x) => new PrimitiveDataFrameColumn<Half>(n, d, v, l, x)),
        PrimitiveDataFrameColumn<TimeSpan> => Blocks<TimeSpan>(pieces, count, static (n, d, v, l, x) => new PrimitiveDataFrameColumn<TimeSpan>(n, d, v, l, x)),
        PrimitiveDataFrameColumn<DateTimeOffset> =>
            Blocks<DateTimeOffset>(pieces, count, static (n, d, v, l, x) => new PrimitiveDataFrameColumn<DateTimeOffset>(n, d, v, l, x)),
        PrimitiveDataFrameColumn<decimal> => Blocks<decimal>(pieces, count, static (n, d, v, l, x) => new DecimalDataFrameColumn(n, d, v, l, x)),
        PrimitiveDataFrameColumn<char> => Blocks<char>(pieces, count, static (n, d, v, l, x) => new CharDataFrameColumn(n, d, v, l, x)),
        StringDataFrameColumn or ArrowStringDataFrameColumn => new StringDataFrameColumn(pieces[0].Column.Name, Texts(pieces)),
        var other => throw new ArgumentException($"The column '{other.Name}' of {other.DataType.Name} can be neither split nor joined by rows."),
    };

    private static DataFrameColumn Blocks<T>(Piece[] pieces, int count, Create create)
        where T : unmanaged
    {
        var data = new byte[checked(count * Unsafe.SizeOf<T>())];
        var values = MemoryMarshal.Cast<byte, T>(data.AsSpan());
        var valid = new byte[(count + 7) / 8];
        valid.AsSpan().Fill(byte.MaxValue);
        var nulls = 0;
        var at = 0;
        foreach (var (column, start, length) in pieces)
        {
            var typed = (PrimitiveDataFrameColumn<T>)column;
            CopyValues(typed, start, values.Slice(at, length));
            for (var i = 0; typed.NullCount > 0 && i < length; i++)
            {
                if (typed[start + i] is null)
                {
                    nulls++;
                    valid[(at + i) >> 3] &= (byte)~(1 << ((at + i) & 7));
                }
            }

            at += length;
        }

        return create(pieces[0].Column.Name, data, valid, count, nulls);
    }

    private static void CopyValues<T>(PrimitiveDataFrameColumn<T> column, long start, Span<T> target)
        where T : unmanaged
    {
        foreach (var buffer in column.GetReadOnlyDataBuffers())
        {
            if (start < buffer.Length && !target.IsEmpty)
            {
                var part = buffer.Span[(int)start..];
                part = part[..Math.Min(part.Length, target.Length)];
                part.CopyTo(target);
                target = target[part.Length..];
                start = 0;
            }
            else
            {
                start -= buffer.Length;
            }
        }
    }

    private static IEnumerable<string?> Texts(Piece[] pieces)
    {
        foreach (var (column, start, length) in pieces)
        {
            for (var i = 0; i < length; i++)
            {
                yield return (string?)column[start + i];
            }
        }
    }

    private readonly record struct Piece(DataFrameColumn Column, long Start, int Length);
}
