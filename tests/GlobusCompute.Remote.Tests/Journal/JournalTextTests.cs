using System.Buffers;
using GlobusCompute.Remote.Journal;
using Xunit;

namespace GlobusCompute.Remote.Tests.Journal;

public sealed class JournalTextTests
{
    private static readonly JournalRecord[] s_records =
    [
        new()
        {
            Kind = JournalKind.Batch,
            Batch = 1,
            At = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            Endpoint = TestCalls.Endpoint,
            Functions = [new JournalFunction(Guid.NewGuid(), "ITest.F", ["a\nb \"é😀\"", null, "c"])],
        },
        new() { Kind = JournalKind.Accepted, Batch = 1, Group = Guid.NewGuid(), Tasks = [[Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()]] },
        new() { Kind = JournalKind.Ended, At = DateTimeOffset.UnixEpoch, Ended = [Guid.NewGuid()] },
    ];

    [Fact]
    public void The_checksum_is_CRC_32C() => Assert.Equal(0xE3069283u, JournalText.Checksum("123456789"u8));

    // RFC 3720, B.4.
    [Theory]
    [InlineData(0x8A9136AAu, 0, 0)]
    [InlineData(0x62A8AB43u, 0xFF, 0)]
    [InlineData(0x46DD794Eu, 0, 1)]
    [InlineData(0x113FDB5Cu, 31, -1)]
    public void The_checksum_of_32_bytes_is_that_of_the_standard(uint expected, int first, int step) =>
        Assert.Equal(expected, JournalText.Checksum([.. Enumerable.Range(0, 32).Select(i => (byte)(first + (i * step)))]));

    [Fact]
    public void The_checksum_of_any_length_is_that_of_its_bits()
    {
        var bytes = new byte[80];
        new Random(32).NextBytes(bytes);
        Assert.All(Enumerable.Range(0, bytes.Length + 1), length => Assert.Equal(BitByBit(bytes.AsSpan(0, length)), JournalText.Checksum(bytes.AsSpan(0, length))));

        static uint BitByBit(ReadOnlySpan<byte> data)
        {
            var crc = uint.MaxValue;
            for (var bit = 0; bit < data.Length * 8; bit++)
            {
                var isOne = ((crc ^ (uint)(data[bit / 8] >> (bit % 8))) & 1) != 0;
                crc = (crc >> 1) ^ (isOne ? 0x82F63B78 : 0);
            }

            return ~crc;
        }
    }

    [Fact]
    public void The_example_of_the_page_about_the_format_is_a_journal()
    {
        var page = File.ReadAllText(Path.Combine(TestPaths.Root, "docs", "journal.md")).ReplaceLineEndings("\n");
        var start = page.IndexOf("globus-compute-journal 1\n", StringComparison.Ordinal);
        var example = page[start..page.IndexOf("```", start, StringComparison.Ordinal)];

        var content = Read(System.Text.Encoding.UTF8.GetBytes(example));

        Assert.Equal([JournalKind.Batch, JournalKind.Accepted, JournalKind.Ended], content.Records.Select(static r => r.Kind));
        Assert.False(content.IsCutOff || content.IsDamaged);
        var memory = new JournalMemory();
        content.Records.ForEach(memory.Apply);
        Assert.Equal(["run 1 Ended", "run 2 Accepted"], memory.Calls.Select(static call => $"{call.Tag} {call.State}"));
    }

    [Fact]
    public void What_is_written_is_read() => AssertSame(s_records, Read(Write(s_records)).Records);

    [Fact]
    public void Cut_off_at_any_byte_it_gives_exactly_the_records_before_the_cut()
    {
        var text = Write(s_records);
        int[] ends = [.. Enumerable.Range(0, s_records.Length + 1).Select(static n => Write(s_records.Take(n)).Length)];
        for (var length = 0; length <= text.Length; length++)
        {
            var content = Read(text[..length]);

            var whole = Math.Max(0, ends.Count(end => end <= length) - 1);
            AssertSame(s_records.Take(whole), content.Records);
            Assert.False(content.IsDamaged);
            Assert.Equal(length != 0 && !ends.Contains(length), content.IsCutOff);
        }
    }

    [Fact]
    public void Any_wrong_byte_is_noticed_and_costs_no_more_than_its_record()
    {
        var text = Write(s_records);
        var header = Write([]).Length;
        for (var position = header; position < text.Length; position++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var altered = (byte[])text.Clone();
                altered[position] ^= (byte)(1 << bit);

                var content = Read(altered);

                if (char.IsAsciiHexDigit((char)text[position]) && char.ToUpperInvariant((char)text[position]) == char.ToUpperInvariant((char)altered[position]))
                {
                    // A checksum in capitals is the same checksum; anywhere else the change is noticed.
                    Assert.True(content.Records.Count == s_records.Length || content.IsDamaged || content.IsCutOff);
                    continue;
                }

                Assert.True(content.IsDamaged || content.IsCutOff);
                var kept = content.Records.Count;
                Assert.InRange(kept, s_records.Length - 2, s_records.Length - 1); // A line feed that is gone joins two lines.
                Assert.All(content.Records, record => Assert.Contains(s_records.Select(Text), text => text == Text(record)));
            }
        }
    }

    [Fact]
    public void Garbage_of_all_sorts_behind_good_records_never_hides_them()
    {
        var random = new Random(20261123);
        var text = Write(s_records);
        for (var run = 0; run < 500; run++)
        {
            var garbage = new byte[random.Next(1, 400)];
            random.NextBytes(garbage);
            if (run % 3 == 0)
            {
                Array.Clear(garbage);
            }

            var content = Read([.. text, .. garbage]);

            AssertSame(s_records, content.Records);
            Assert.True(content.IsCutOff);
            Assert.False(content.IsDamaged);

            var between = Read([.. text, .. garbage, (byte)'\n', .. text.AsSpan(Write([]).Length)]);
            AssertSame([.. s_records, .. s_records], between.Records);
            Assert.True(between.IsDamaged);
        }
    }

    [Fact]
    public void A_record_that_is_none_in_spite_of_its_checksum_is_passed_over()
    {
        foreach (var json in (string[])["null", "[]", "{}", "{\"kind\":7}", "{\"kind\":\"batch\",\"functions\":[null]}", "{\"kind\":\"batch\",\"functions\":[{\"id\":\"x\"}]}"])
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(json);
            var line = System.Text.Encoding.UTF8.GetBytes($"{JournalText.Checksum(bytes):x8} {bytes.Length} {json}\n");

            Assert.Empty(Read([.. Write([]), .. line]).Records);
        }
    }

    [Theory]
    [InlineData("something else\n")]
    [InlineData("{\"json\": true}\n")]
    [InlineData("globus-compute-journal 2\n")]
    [InlineData("globus-compute-journal 10\n")]
    public void Another_file_and_a_later_version_are_refused(string text) =>
        Assert.Throws<FormatException>(() => Read(System.Text.Encoding.UTF8.GetBytes(text)));

    private static (List<JournalRecord> Records, bool IsCutOff, bool IsDamaged) Read(byte[] text)
    {
        var records = new List<JournalRecord>();
        var end = JournalText.Read(new MemoryStream(text), (record, _) => records.Add(record));
        Assert.InRange(end.Position, 0, text.Length);
        return (records, end.IsCutOff, end.IsDamaged);
    }

    private static byte[] Write(IEnumerable<JournalRecord> records)
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write(JournalText.Header);
        foreach (var record in records)
        {
            JournalText.Write(record, output);
        }

        return output.WrittenSpan.ToArray();
    }

    private static void AssertSame(IEnumerable<JournalRecord> expected, IEnumerable<JournalRecord> actual) =>
        Assert.Equal(expected.Select(Text), actual.Select(Text));

    // Lists in records compare by reference.
    private static string Text(JournalRecord record) => System.Text.Json.JsonSerializer.Serialize(record, JournalJson.Default.JournalRecord);
}
