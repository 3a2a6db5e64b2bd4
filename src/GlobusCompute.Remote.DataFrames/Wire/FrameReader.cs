using System.Buffers.Binary;
using System.Text.Json;
using GlobusCompute.Remote.DataFrames.Columns;

namespace GlobusCompute.Remote.DataFrames.Wire;

/// <summary>Reads what <see cref="FrameWriter"/> and the worker's side write. It may come from anybody: every length is compared with what is there.</summary>
internal static class FrameReader
{
    // Where no column says so too, a number of rows costs nothing to claim.
    private const int MaxRowsWithoutColumns = 1_000_000;

    /// <exception cref="FormatException">It is not a frame.</exception>
    public static Frame Read(ReadOnlyMemory<byte> data)
    {
        Buffers? buffers = null;
        var frame = ReadHeader(data, (header, rest) => ReadFrame(header, buffers = new Buffers(rest)), out _);
        return buffers!.IsEmpty ? frame : throw new FormatException("it has more bytes than its header says.");
    }

    /// <summary>Reads the JSON that stands before the data.</summary>
    /// <exception cref="FormatException">It is not there, or not what is expected.</exception>
    public static T ReadHeader<T>(ReadOnlyMemory<byte> data, Func<JsonElement, T> read, out ReadOnlyMemory<byte> rest) =>
        ReadHeader(data, (header, _) => read(header), out rest);

    private static T ReadHeader<T>(ReadOnlyMemory<byte> data, Func<JsonElement, ReadOnlyMemory<byte>, T> read, out ReadOnlyMemory<byte> rest)
    {
        if (data.Length < 4 || BinaryPrimitives.ReadInt32LittleEndian(data.Span) is var length && (length < 0 || length > data.Length - 4))
        {
            throw new FormatException("its header is cut off.");
        }

        try
        {
            using var header = JsonDocument.Parse(data.Slice(4, length), new JsonDocumentOptions { MaxDepth = 8 });
            rest = data[(4 + length)..];
            return header.RootElement.GetProperty("pandas"u8).GetInt64() == 1
                ? read(header.RootElement, rest)
                : throw new FormatException("it is of a version that is not known here.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"its header is not one of a data frame: {e.Message}", e);
        }
    }

    private static Frame ReadFrame(JsonElement header, Buffers buffers)
    {
        if (header.TryGetProperty("items"u8, out _))
        {
            throw new FormatException("the function returned several data frames or series, and one is declared. Declare a list or a dictionary of them.");
        }

        var rows = Count(header.GetProperty("rows"u8), "rows");
        var series = header.GetProperty("series"u8).GetBoolean();
        var columns = ReadColumns(header.GetProperty("columns"u8), rows, buffers);
        if (series && columns.Length != 1)
        {
            throw new FormatException($"it is a series of {columns.Length} columns.");
        }

        var index = ReadIndex(header.GetProperty("index"u8), rows, buffers);
        return columns.Length > 0 || index.Levels is not null || rows <= MaxRowsWithoutColumns
            ? new Frame(rows, columns, index, series)
            : throw new FormatException($"it has {rows:N0} rows without a column; more than {MaxRowsWithoutColumns:N0} are not read.");
    }

    private static FrameIndex ReadIndex(JsonElement index, int rows, Buffers buffers)
    {
        var names = index.GetProperty("names"u8).EnumerateArray().Select(n => n.GetString()).ToArray();
        if (index.TryGetProperty("columns"u8, out var levels))
        {
            var columns = ReadColumns(levels, rows, buffers);
            return columns.Length > 0 && columns.Length == names.Length
                ? new FrameIndex(names, columns)
                : throw new FormatException($"its index has {columns.Length} levels and {names.Length} names.");
        }

        var range = index.GetProperty("range"u8);
        if (names.Length != 1 || range.GetArrayLength() != 2 || !range[0].TryGetInt64(out var start) || !range[1].TryGetInt64(out var step))
        {
            throw new FormatException("its index is not a range of 64-bit numbers with one name.");
        }

        var last = start + ((Int128)step * Math.Max(rows - 1, 0));
        return last >= long.MinValue && last <= long.MaxValue
            ? new FrameIndex(names, Start: start, Step: step)
            : throw new FormatException("its index is a range that leaves the 64-bit numbers.");
    }

    private static Column[] ReadColumns(JsonElement columns, int rows, Buffers buffers)
    {
        var read = new Column[columns.GetArrayLength()];
        var i = 0;
        foreach (var column in columns.EnumerateArray())
        {
            read[i++] = ReadColumn(column, rows, buffers, isCategories: false);
        }

        return read;
    }

    private static Column ReadColumn(JsonElement column, int rows, Buffers buffers, bool isCategories)
    {
        var label = column.GetProperty("label"u8).GetString();
        var name = column.GetProperty("dtype"u8).GetString() ?? "";
        var type = ColumnType.Find(name) ?? throw ColumnFault.Of(label, $"the dtype '{(name.Length > 100 ? name[..100] : name)}' is not known here.");
        if (isCategories)
        {
            rows = Count(column.GetProperty("rows"u8), "categories");
        }

        var data = buffers.Take(column.GetProperty("data"u8), label);
        var offsets = type.Kind == ColumnKind.Text ? buffers.Take(column.GetProperty("offsets"u8), label) : default;
        var mask = column.TryGetProperty("mask"u8, out var marks) && marks.ValueKind != JsonValueKind.Null ? buffers.Take(marks, label) : default;
        if (type.Kind == ColumnKind.Time && column.TryGetProperty("zone"u8, out var zone))
        {
            type = type with { Zone = zone.GetString() };
        }

        if (type.Kind == ColumnKind.Text)
        {
            return Column.OfText(label, type, rows, data, offsets, mask);
        }

        if (type.Kind != ColumnKind.Category)
        {
            return Column.OfValues(label, type, rows, data, mask);
        }

        if (isCategories)
        {
            throw ColumnFault.Of(label, "its categories are categories themselves.");
        }

        var size = Count(column.GetProperty("codes"u8), "bytes of a code");
        if (size is not (1 or 2 or 4 or 8))
        {
            throw ColumnFault.Of(label, $"the codes of categories have {size} bytes.");
        }

        var categories = ReadColumn(column.GetProperty("categories"u8), 0, buffers, isCategories: true);
        return Column.OfCategories(label, rows, size, data, categories, column.GetProperty("ordered"u8).GetBoolean());
    }

    private static int Count(JsonElement number, string what) => number.TryGetInt32(out var count) && count >= 0
        ? count
        : throw new FormatException($"its number of {what} is not a 32-bit number of 0 or more.");

    private sealed class Buffers(ReadOnlyMemory<byte> rest)
    {
        private ReadOnlyMemory<byte> _rest = rest;

        public bool IsEmpty => _rest.IsEmpty;

        public ReadOnlyMemory<byte> Take(JsonElement length, string? label)
        {
            var count = Count(length, "bytes");
            if (count > _rest.Length)
            {
                throw ColumnFault.Of(label, $"a buffer of {count:N0} bytes is announced, and {_rest.Length:N0} are left.");
            }

            var taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }
    }
}
