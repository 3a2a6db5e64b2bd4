using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GlobusCompute.Remote.DataFrames.Columns;

namespace GlobusCompute.Remote.DataFrames.Values;

/// <summary>Floating-point numbers: of smaller ones, and of integers that they hold exactly. A missing value is <c>NaN</c>.</summary>
internal sealed class FloatElement<T> : ValueElement<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override ColumnType PlainType => ColumnType.Float(Unsafe.SizeOf<T>());

    protected override T? Missing => T.NaN;

    public override Column Write(string? label, T[] values, byte[]? mask)
    {
        for (var i = 0; i < mask?.Length; i++)
        {
            values[i] = mask[i] == 0 ? values[i] : T.NaN;
        }

        return Column.OfValues(label, ColumnType.Float(Unsafe.SizeOf<T>()), values.Length, BytesOf<T>.Over(values));
    }

    protected override void Convert(Column column, Span<T> values)
    {
        switch (column.Type.Kind)
        {
            case ColumnKind.Float when column.Type.Size == Unsafe.SizeOf<T>():
                column.Values<T>().CopyTo(values);
                break;
            case ColumnKind.Float when column.Type.Size < Unsafe.SizeOf<T>():
                for (var row = 0; row < values.Length; row++)
                {
                    values[row] = T.CreateTruncating(column.FloatAt(row));
                }

                break;
            case ColumnKind.Integer:
                for (var row = 0; row < values.Length; row++)
                {
                    if (!column.IsMissing(row))
                    {
                        var value = column.IntegerAt(row);
                        values[row] = T.CreateTruncating(value);
                        if (!T.IsFinite(values[row]) || Int128.CreateTruncating(values[row]) != value)
                        {
                            throw ColumnFault.At(column.Label, row, $"{typeof(T).Name} cannot hold {value} exactly. Declare an integer type.");
                        }
                    }
                }

                break;
            default:
                throw Misfit(
                    column, column.Type.Kind == ColumnKind.Float ? $"Declare {(column.Type.Size == 4 ? "float" : "double")}, which loses nothing." : null);
        }
    }
}
