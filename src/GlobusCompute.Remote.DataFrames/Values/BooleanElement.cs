using System.Runtime.InteropServices;
using GlobusCompute.Remote.DataFrames.Columns;

namespace GlobusCompute.Remote.DataFrames.Values;

internal sealed class BooleanElement : ValueElement<bool>
{
    private static readonly ColumnType s_nullable = ColumnType.Find("boolean")!;

    public override Column Write(string? label, bool[] values, byte[]? mask) => Column.OfValues(
        label, mask is null ? ColumnType.Boolean : s_nullable, values.Length, BytesOf<bool>.Over(values), mask);

    protected override void Convert(Column column, Span<bool> values)
    {
        if (column.Type.Kind != ColumnKind.Boolean)
        {
            throw Misfit(column);
        }

        column.Values<bool>().CopyTo(values);
    }
}
