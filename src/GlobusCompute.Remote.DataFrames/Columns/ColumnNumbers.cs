using System.Buffers.Binary;

namespace GlobusCompute.Remote.DataFrames.Columns;

/// <summary>Numbers of a column, whatever their size.</summary>
internal static class ColumnNumbers
{
    /// <summary>An integer.</summary>
    public static Int128 IntegerAt(this Column column, int row)
    {
        var at = column.Data.Span[(row * column.Type.Size)..];
        return (column.Type.Size, column.Type.IsSigned) switch
        {
            (1, true) => (sbyte)at[0],
            (1, _) => at[0],
            (2, true) => BinaryPrimitives.ReadInt16LittleEndian(at),
            (2, _) => BinaryPrimitives.ReadUInt16LittleEndian(at),
            (4, true) => BinaryPrimitives.ReadInt32LittleEndian(at),
            (4, _) => BinaryPrimitives.ReadUInt32LittleEndian(at),
            (_, true) => BinaryPrimitives.ReadInt64LittleEndian(at),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(at),
        };
    }

    /// <summary>A floating-point number.</summary>
    public static double FloatAt(this Column column, int row)
    {
        var at = column.Data.Span[(row * column.Type.Size)..];
        return column.Type.Size switch
        {
            2 => (double)BinaryPrimitives.ReadHalfLittleEndian(at),
            4 => BinaryPrimitives.ReadSingleLittleEndian(at),
            _ => BinaryPrimitives.ReadDoubleLittleEndian(at),
        };
    }
}
