using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace GlobusCompute.Remote.DataFrames.Columns;

/// <summary>A column as it travels: the values' bytes in little-endian order, and what says which of them are missing.</summary>
/// <remarks>Its parts are checked against each other when it is created, because they may come from anybody.</remarks>
internal sealed class Column
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private string?[]? _texts;

    private Column(string? label, ColumnType type, int rows)
    {
        Label = label;
        Type = type;
        Rows = rows;
    }

    /// <summary>The column's name; null for none.</summary>
    public string? Label { get; }

    public ColumnType Type { get; }

    public int Rows { get; }

    /// <summary>Values, codes of categories, or UTF-8.</summary>
    public ReadOnlyMemory<byte> Data { get; private init; }

    /// <summary>1 for each row whose value is missing, else 0; empty when none is.</summary>
    public ReadOnlyMemory<byte> Mask { get; private init; }

    /// <summary>Of text: where each row's begins, and the end, as 32-bit integers.</summary>
    public ReadOnlyMemory<byte> Offsets { get; private init; }

    /// <summary>What codes stand for.</summary>
    public Column? Categories { get; private init; }

    /// <summary>Whether the order of the categories has a meaning.</summary>
    public bool IsOrdered { get; private init; }

    /// <summary>Creates a column of numbers, times or durations.</summary>
    /// <exception cref="FormatException">The parts contradict each other.</exception>
    public static Column OfValues(string? label, ColumnType type, int rows, ReadOnlyMemory<byte> data, ReadOnlyMemory<byte> mask = default)
    {
        CheckMask(label, type, rows, mask);
        CheckLength(label, rows, type.Size, data, "data");
        return type.Kind != ColumnKind.Boolean || !data.Span.ContainsAnyExceptInRange((byte)0, (byte)1)
            ? new Column(label, type, rows) { Data = data, Mask = mask }
            : throw ColumnFault.At(label, data.Span.IndexOfAnyExceptInRange((byte)0, (byte)1), "the byte of a bool is neither 0 nor 1.");
    }

    /// <summary>Creates a column of text.</summary>
    /// <exception cref="FormatException">The parts contradict each other.</exception>
    public static Column OfText(
        string? label, ColumnType type, int rows, ReadOnlyMemory<byte> data, ReadOnlyMemory<byte> offsets, ReadOnlyMemory<byte> mask = default)
    {
        CheckMask(label, type, rows, mask);
        if (offsets.Length != 4L * (rows + 1L))
        {
            throw ColumnFault.Of(label, $"there are {offsets.Length} bytes of offsets for {rows} rows of text.");
        }

        var before = 0;
        for (var i = 0; i <= rows; i++)
        {
            var offset = OffsetAt(offsets.Span, i);
            if (offset < before || offset > data.Length || (i == 0 && offset != 0))
            {
                throw ColumnFault.At(label, i, $"the text begins at byte {offset}, which is not between {before} and {data.Length}.");
            }

            before = offset;
        }

        if (before != data.Length)
        {
            throw ColumnFault.Of(label, $"the text ends at byte {before} of {data.Length}.");
        }

        var column = new Column(label, type, rows) { Data = data, Offsets = offsets, Mask = mask };
        column.CheckText();
        return column;
    }

    /// <summary>Creates a column of categories.</summary>
    /// <exception cref="FormatException">The parts contradict each other.</exception>
    public static Column OfCategories(string? label, int rows, int codeSize, ReadOnlyMemory<byte> codes, Column categories, bool isOrdered)
    {
        CheckLength(label, rows, codeSize, codes, "codes");
        if (categories.Type.Kind == ColumnKind.Category)
        {
            throw ColumnFault.Of(label, "its categories are categories themselves.");
        }

        var column = new Column(label, ColumnType.Category(codeSize), rows) { Data = codes, Categories = categories, IsOrdered = isOrdered };
        for (var row = 0; row < rows; row++)
        {
            if (column.CodeAt(row) is var code && (code < -1 || code >= categories.Rows))
            {
                throw ColumnFault.At(label, row, $"the code {code} is none of the column's {categories.Rows} categories.");
            }
        }

        return column;
    }

    /// <summary>The values, when they are in memory as the type has them.</summary>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Data.Span);

    /// <summary>The category of a row; -1 where it is missing.</summary>
    public int CodeAt(int row) => Type.Size switch
    {
        1 => (sbyte)Data.Span[row],
        2 => BinaryPrimitives.ReadInt16LittleEndian(Data.Span[(2 * row)..]),
        4 => BinaryPrimitives.ReadInt32LittleEndian(Data.Span[(4 * row)..]),
        _ => (int)Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(Data.Span[(8 * row)..]), -2, int.MaxValue),
    };

    /// <summary>Whether a row has no value: masked, without a category, <c>NaT</c> or <c>NaN</c>.</summary>
    public bool IsMissing(int row) => Type.IsNull || (!Mask.IsEmpty && Mask.Span[row] != 0) || Type.Kind switch
    {
        ColumnKind.Category => CodeAt(row) is var code && (code < 0 || Categories!.IsMissing(code)),
        ColumnKind.Time or ColumnKind.Duration => Values<long>()[row] == long.MinValue,
        ColumnKind.Float => double.IsNaN(this.FloatAt(row)),
        _ => false,
    };

    /// <summary>The texts, null where they are missing.</summary>
    /// <exception cref="FormatException">A text is not UTF-8.</exception>
    public string?[] Texts()
    {
        if (_texts is null)
        {
            var texts = new string?[Rows];
            for (var row = 0; row < Rows; row++)
            {
                texts[row] = IsMissing(row) ? null : TextAt(row);
            }

            _texts = texts;
        }

        return _texts;
    }

    /// <summary>The same values under another name.</summary>
    public Column Named(string? label) => new(label, Type, Rows)
    {
        Data = Data,
        Mask = Mask,
        Offsets = Offsets,
        Categories = Categories,
        IsOrdered = IsOrdered,
    };

    private void CheckText()
    {
        var data = Data.Span;
        var isValid = Utf8.IsValid(data);
        for (var row = 0; row < Rows; row++)
        {
            // A text cannot begin amid a character; which one is malformed, its own decoding finds.
            if (OffsetAt(Offsets.Span, row) is var start && start < data.Length && (!isValid || (data[start] & 0xC0) == 0x80))
            {
                TextAt(row);
            }
        }
    }

    private string TextAt(int row)
    {
        var start = OffsetAt(Offsets.Span, row);
        try
        {
            return s_utf8.GetString(Data.Span[start..OffsetAt(Offsets.Span, row + 1)]);
        }
        catch (DecoderFallbackException)
        {
            throw ColumnFault.At(Label, row, "the text is not UTF-8.");
        }
    }

    private static int OffsetAt(ReadOnlySpan<byte> offsets, int index) => BinaryPrimitives.ReadInt32LittleEndian(offsets[(4 * index)..]);

    private static void CheckMask(string? label, ColumnType type, int rows, ReadOnlyMemory<byte> mask)
    {
        if (mask.IsEmpty)
        {
            return;
        }

        if (!type.HasMask || mask.Length != rows)
        {
            throw ColumnFault.Of(label, type.HasMask
                ? $"there are {mask.Length} marks of missing values for {rows} rows."
                : $"missing values are marked, and the dtype {type.DisplayName} has no marks.");
        }

        if (mask.Span.IndexOfAnyExceptInRange((byte)0, (byte)1) is var row and >= 0)
        {
            throw ColumnFault.At(label, row, "the mark of a missing value is neither 0 nor 1.");
        }
    }

    private static void CheckLength(string? label, int rows, int size, ReadOnlyMemory<byte> data, string what)
    {
        if (data.Length != (long)rows * size)
        {
            throw ColumnFault.Of(label, $"there are {data.Length} bytes of {what} for {rows} rows of {size} bytes.");
        }
    }
}
