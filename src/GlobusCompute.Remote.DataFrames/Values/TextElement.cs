using System.Runtime.InteropServices;
using System.Text;
using GlobusCompute.Remote.DataFrames.Columns;

namespace GlobusCompute.Remote.DataFrames.Values;

/// <summary>Text; null where it is missing.</summary>
internal sealed class TextElement : Element<string?>
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public override string?[] Read(Column column)
    {
        if (column.Type.Kind == ColumnKind.Text)
        {
            return column.Texts();
        }

        if (column.Categories is not { Type.Kind: ColumnKind.Text } categories)
        {
            throw ColumnFault.Of(column.Label, $"the dtype {column.Type.DisplayName} does not fit into String. "
                + "Declare the column's own type, or have the function convert it by astype(str).");
        }

        var each = categories.Named(column.Label).Texts();
        var values = new string?[column.Rows];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = column.CodeAt(row) is var code and >= 0 ? each[code] : null;
        }

        return values;
    }

    public override Column Write(string? label, string?[] values) => Write(label, values, ColumnType.Text);

    /// <summary>The exception for text that 32-bit offsets do not reach.</summary>
    public static FormatException TooLong(string? label) => ColumnFault.Of(label, "its text takes more than 2 GB as UTF-8.");

    /// <summary>Creates a column of one of the types of text.</summary>
    public static Column Write(string? label, IReadOnlyList<string?> values, ColumnType type)
    {
        var offsets = new int[values.Count + 1];
        byte[]? mask = null;
        var length = 0L;
        for (var row = 0; row < values.Count; row++)
        {
            if (values[row] is not { } text)
            {
                (mask ??= new byte[values.Count])[row] = 1;
            }
            else
            {
                length += Encoding.UTF8.GetByteCount(text);
            }

            offsets[row + 1] = length <= Array.MaxLength ? (int)length : throw TooLong(label);
        }

        var data = new byte[length];
        for (var row = 0; row < values.Count; row++)
        {
            try
            {
                s_utf8.GetBytes(values[row], data.AsSpan(offsets[row]));
            }
            catch (EncoderFallbackException)
            {
                throw ColumnFault.At(label, row, "the text has half a surrogate pair, which is not Unicode text.");
            }
        }

        return Column.OfText(label, type, values.Count, data, MemoryMarshal.AsBytes<int>(offsets).ToArray(), mask);
    }
}
