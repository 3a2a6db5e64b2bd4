using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Text.Json;

namespace GlobusCompute.Remote.Journal;

/// <summary>
/// The text of a journal: a line that names format and version, then one line a record: checksum, length, JSON. A line counts only when it is whole and its
/// checksum is right, so a record that was cut off by the end of its process is recognised as such.
/// </summary>
internal static class JournalText
{
    private const byte LineFeed = (byte)'\n';
    private const int ChecksumLength = 8;

    public static ReadOnlySpan<byte> Header => "globus-compute-journal 1\n"u8;

    private static ReadOnlySpan<byte> HeaderName => "globus-compute-journal "u8;

    /// <summary>A text that goes on with records.</summary>
    /// <param name="first">The first of them, or null.</param>
    public static ArrayBufferWriter<byte> Begin(JournalRecord? first)
    {
        var text = new ArrayBufferWriter<byte>();
        text.Write(Header);
        if (first is not null)
        {
            Write(first, text);
        }

        return text;
    }

    /// <summary>A record's line: <c>checksum SP length SP json LF</c>.</summary>
    public static void Write(JournalRecord record, IBufferWriter<byte> output)
    {
        // JSON writes line feeds inside of text as \n, so none occurs in a line.
        var json = JsonSerializer.SerializeToUtf8Bytes(record, JournalJson.Default.JournalRecord);
        if (json.Length > JournalLines.MaxLength - 32)
        {
            throw new IOException($"a record of {json.Length:N0} bytes is too long.");
        }

        var line = output.GetSpan(json.Length + 32);
        Utf8Formatter.TryFormat(Checksum(json), line, out var length, new StandardFormat('x', ChecksumLength));
        line[length++] = (byte)' ';
        Utf8Formatter.TryFormat(json.Length, line[length..], out var written);
        length += written;
        line[length++] = (byte)' ';
        json.CopyTo(line[length..]);
        length += json.Length;
        line[length++] = LineFeed;
        output.Advance(length);
    }

    /// <summary>CRC-32C (Castagnoli), as iSCSI and ext4 use it.</summary>
    public static uint Checksum(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        }

        foreach (var b in data)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }

    /// <summary>Reads all that is whole.</summary>
    /// <param name="stream">One of the journal's files, at its beginning.</param>
    /// <param name="take">Takes each record, in order, and its line with the line feed left out.</param>
    /// <exception cref="FormatException">This is not a journal, or one of a later version.</exception>
    public static JournalEnd Read(Stream stream, TakeRecord take)
    {
        var lines = new JournalLines(stream);
        if (!lines.TryRead(out var line, out var isWhole) || (!isWhole && Header.StartsWith(line)))
        {
            // Its process ended while it was made: nothing was ever recorded.
            return new JournalEnd(0, IsCutOff: !line.IsEmpty, IsDamaged: false);
        }

        if (!isWhole || !line.StartsWith(HeaderName))
        {
            throw new FormatException("It is not a journal; give another path, or delete the file.");
        }

        if (!line.SequenceEqual(Header[..^1]))
        {
            throw new FormatException("It was written by a later version of this library and requires that version.");
        }

        var end = lines.Position;
        var isDamaged = false;
        var bad = false;
        while (lines.TryRead(out line, out isWhole))
        {
            if (isWhole && TryRead(line, out var record))
            {
                // Something unreadable before something readable is no record that was cut off at the end.
                isDamaged |= bad;
                take(record!, line);
                end = lines.Position;
            }
            else
            {
                bad = true;
            }
        }

        return new JournalEnd(end, IsCutOff: bad && !isDamaged, isDamaged);
    }

    private static bool TryRead(ReadOnlySpan<byte> line, out JournalRecord? record)
    {
        record = null;
        if (line.Length <= ChecksumLength + 1
            || !Utf8Parser.TryParse(line[..ChecksumLength], out uint checksum, out var read, 'x')
            || read != ChecksumLength
            || line[ChecksumLength] != ' ')
        {
            return false;
        }

        line = line[(ChecksumLength + 1)..];
        if (!Utf8Parser.TryParse(line, out int length, out read) || read >= line.Length || line[read] != ' ' || line.Length - read - 1 != length)
        {
            return false;
        }

        var json = line[(read + 1)..];
        if (Checksum(json) != checksum)
        {
            return false;
        }

        try
        {
            record = JsonSerializer.Deserialize(json, JournalJson.Default.JournalRecord);
        }
        catch (JsonException)
        {
            // A right checksum over something else than a record: not written by this library, or altered on purpose.
            return false;
        }

        return record is not null && record.Functions?.Contains(null!) != true;
    }
}

/// <summary>Takes a record that was read, and its line.</summary>
internal delegate void TakeRecord(JournalRecord record, ReadOnlySpan<byte> line);

/// <summary>How the text of one of the journal's files ends.</summary>
/// <param name="Position">Where the last whole record ends; 0 when not even the first line is whole.</param>
/// <param name="IsCutOff">Whether the last record is not whole: its process ended while it wrote it.</param>
/// <param name="IsDamaged">Whether records before the last one are unreadable, which no end of a process explains.</param>
internal readonly record struct JournalEnd(long Position, bool IsCutOff, bool IsDamaged);
