using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.DataFrames.Columns;

namespace GlobusCompute.Remote.DataFrames.Wire;

/// <summary>Writes a frame: the length of a JSON header, the header, and the buffers that it counts, in its order.</summary>
internal static class FrameWriter
{
    public static void Write(IBufferWriter<byte> output, Frame frame)
    {
        var header = new ArrayBufferWriter<byte>();
        var buffers = new List<ReadOnlyMemory<byte>>();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteNumber("pandas"u8, 1);
            json.WriteBoolean("series"u8, frame.IsSeries);
            json.WriteNumber("rows"u8, frame.Rows);
            WriteColumns(json, frame.Columns, buffers);
            json.WriteStartObject("index"u8);
            if (frame.Index.Levels is { } levels)
            {
                WriteColumns(json, levels, buffers);
            }
            else
            {
                json.WriteStartArray("range"u8);
                json.WriteNumberValue(frame.Index.Start);
                json.WriteNumberValue(frame.Index.Step);
                json.WriteEndArray();
            }

            json.WriteStartArray("names"u8);
            foreach (var name in frame.Index.Names)
            {
                json.WriteStringValue(Checked(name));
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        // The writer grows once.
        var length = 4L + header.WrittenCount;
        foreach (var buffer in buffers)
        {
            length += buffer.Length;
        }

        BinaryPrimitives.WriteInt32LittleEndian(
            output.GetSpan(length <= Array.MaxLength ? (int)length : throw new FormatException("the frame takes more than 2 GB.")), header.WrittenCount);
        output.Advance(4);
        output.Write(header.WrittenSpan);
        foreach (var buffer in buffers)
        {
            output.Write(buffer.Span);
        }
    }

    private static void WriteColumns(Utf8JsonWriter json, IReadOnlyList<Column> columns, List<ReadOnlyMemory<byte>> buffers)
    {
        json.WriteStartArray("columns"u8);
        foreach (var column in columns)
        {
            WriteColumn(json, column, buffers);
        }

        json.WriteEndArray();
    }

    private static void WriteColumn(Utf8JsonWriter json, Column column, List<ReadOnlyMemory<byte>> buffers)
    {
        json.WriteStartObject();
        json.WriteString("label"u8, Checked(column.Label));
        json.WriteString("dtype"u8, column.Type.Name);
        json.WriteNumber("rows"u8, column.Rows);
        Buffer(json, "data"u8, column.Data, buffers);
        if (column.Type.Kind == ColumnKind.Text)
        {
            Buffer(json, "offsets"u8, column.Offsets, buffers);
        }

        if (!column.Mask.IsEmpty)
        {
            Buffer(json, "mask"u8, column.Mask, buffers);
        }

        if (column.Type.Zone is { } zone)
        {
            json.WriteString("zone"u8, zone);
        }

        if (column.Categories is { } categories)
        {
            json.WriteNumber("codes"u8, column.Type.Size);
            json.WriteBoolean("ordered"u8, column.IsOrdered);
            json.WritePropertyName("categories"u8);
            WriteColumn(json, categories, buffers);
        }

        json.WriteEndObject();
    }

    // A writer of JSON would replace what is not Unicode text.
    public static string? Checked(string? name)
    {
        for (var rest = name.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done)
            {
                throw ColumnFault.Of(name, "its name has half a surrogate pair, which is not Unicode text. Rename it.");
            }

            rest = rest[length..];
        }

        return name;
    }

    private static void Buffer(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> bytes, List<ReadOnlyMemory<byte>> buffers)
    {
        json.WriteNumber(name, bytes.Length);
        buffers.Add(bytes);
    }
}
