using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GlobusCompute.Remote.DataFrames.Columns;

namespace GlobusCompute.Remote.DataFrames.Values;

/// <summary>Integers: of other sizes where the values fit, and of floating-point columns where the values have no fraction, as pandas makes them of
/// integers some of which are missing.</summary>
internal sealed class IntegerElement<T> : ValueElement<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public override ColumnType PlainType => ColumnType.Integer(Unsafe.SizeOf<T>(), T.MinValue < T.Zero, false);

    public override Column Write(string? label, T[] values, byte[]? mask) => Column.OfValues(
        label,
        ColumnType.Integer(Unsafe.SizeOf<T>(), T.MinValue < T.Zero, mask is not null),
        values.Length,
        BytesOf<T>.Over(values),
        mask);

    protected override void Convert(Column column, Span<T> values)
    {
        switch (column.Type.Kind)
        {
            case ColumnKind.Integer when column.Type.Size == Unsafe.SizeOf<T>() && column.Type.IsSigned == T.MinValue < T.Zero:
                column.Values<T>().CopyTo(values);
                break;
            case ColumnKind.Integer:
                for (var row = 0; row < values.Length; row++)
                {
                    if (!column.IsMissing(row))
                    {
                        var value = column.IntegerAt(row);
                        values[row] = T.CreateTruncating(value);
                        if (Int128.CreateTruncating(values[row]) != value)
                        {
                            throw ColumnFault.At(column.Label, row, $"{value} does not fit into {typeof(T).Name}.");
                        }
                    }
                }

                break;
            case ColumnKind.Float:
                for (var row = 0; row < values.Length; row++)
                {
                    if (column.FloatAt(row) is var number && !column.IsMissing(row))
                    {
                        values[row] = T.CreateSaturating(number);
                        if (double.CreateSaturating(values[row]) != number || (Int128)number != Int128.CreateTruncating(values[row]))
                        {
                            throw ColumnFault.At(column.Label, row, $"{number:R} does not fit into {typeof(T).Name}. Declare a floating-point type.");
                        }
                    }
                }

                break;
            default:
                throw Misfit(column);
        }
    }
}
