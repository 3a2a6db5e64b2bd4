using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Text.Json;

namespace GlobusCompute.Remote.Journal;

/// <summary>
/// The text of a journal: a line that names format and version, then one line a record: checksum, length, JSON. A line counts only when it is whole
/// and its checksum is right, so a record that was cut off by the end of its process is recognised as such.
/// </summary>
internal static class JournalText
{
    private const byte LineFeed = (byte)'\n';
    private const int ChecksumLength = 8;

    public static ReadOnlySpan<byte> Header => "globus-compute-journal 1\n"u8;

    private static ReadOnlySpan<byte> HeaderName => "globus-compute-journal "u8;

    /// <summary>A record's line: <c>checksum SP length SP json LF</c>.</summary>
    public static void Write(JournalRecord record, IBufferWriter<byte> output)
    {
        // JSON writes line feeds inside of text as \n, so none occurs in a line.
        var json = JsonSerializer.SerializeToUtf8Bytes(record, JournalJson.Default.JournalRecord);
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
    /// <exception cref="FormatException">This is no journal, or one of a later version.</exception>
    public static JournalContent Read(ReadOnlySpan<byte> text)
    {
        if (text.Length < Header.Length && Header.StartsWith(text))
        {
            // Its process ended while it was made: nothing was ever recorded.
            return new JournalContent([], IsCutOff: text.Length > 0, IsDamaged: false);
        }

        var end = text.IndexOf(LineFeed);
        if (!text.StartsWith(HeaderName) || end < 0)
        {
            throw new FormatException("It does not begin as a journal does; give another path, or remove the file if it is none of yours.");
        }

        if (!text.StartsWith(Header))
        {
            throw new FormatException("It was written by a later version of this library, which alone can read it.");
        }

        var records = new List<JournalRecord>();
        var isDamaged = false;
        var bad = false;
        for (var rest = text[(end + 1)..]; !rest.IsEmpty;)
        {
            end = rest.IndexOf(LineFeed);
            if (end >= 0 && TryRead(rest[..end], out var record))
            {
                // Something unreadable before something readable is no record that was cut off at the end.
                isDamaged |= bad;
                records.Add(record!);
            }
            else
            {
                bad = true;
            }

            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return new JournalContent(records, IsCutOff: bad && !isDamaged, isDamaged);
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

/// <summary>What a journal's text holds.</summary>
/// <param name="Records">The whole records, in order.</param>
/// <param name="IsCutOff">Whether the last record is not whole: its process ended while it wrote it.</param>
/// <param name="IsDamaged">Whether records before the last one are unreadable, which no end of a process explains.</param>
internal sealed record JournalContent(IReadOnlyList<JournalRecord> Records, bool IsCutOff, bool IsDamaged);
