using System.Text;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Python;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>Rows that take much more than their pickle are read or refused within the limits that docs/payloads.md promises.</summary>
public sealed class RowLimitTests
{
    private const int Items = 1_000_000;

    [Theory]
    [InlineData((byte)'}', 1_000_000)]
    [InlineData((byte)'}', 3_000_000)]
    [InlineData((byte)'N', 1_000_000)]
    [InlineData((byte)'N', 3_000_000)]
    [InlineData((byte)']', 3_000_000)]
    public void Rows_of_one_byte_stay_within_the_limit_of_memory(byte opcode, int count)
    {
        var pickle = Pickle("](", Repeated(count, opcode), "e.");
        if (opcode == ']')
        {
            IsWithin<List<List<RowTypes.Loose>>>(pickle);
            IsWithin<List<HashSet<RowTypes.Loose>>>(pickle);
        }
        else if (opcode == 'N')
        {
            IsWithin<List<RowTypes.Large?>>(pickle);
            IsWithin<RowTypes.Spot?[]>(pickle);
        }
        else
        {
            IsWithin<RowTypes.Loose[]>(pickle);
            IsWithin<RowTypes.Large[]>(pickle);
            IsWithin<List<Dictionary<string, RowTypes.Loose>>>(pickle);
        }
    }

    [Fact]
    public void Long_keys_that_the_type_does_not_have_are_not_compared_for_each_row()
    {
        byte[] rows = [.. "}h\0K\u0001s}h\u0001K\u0001s"u8];
        var pickle = Pickle("](}(", Key('k'), "K\u0001", Key('l'), "K\u0001u", Repeated(2_000, rows), "e.");

        IsWithin<RowTypes.Loose[]>(pickle);
    }

    [Fact]
    public void Long_keys_written_out_for_each_row_stay_within_the_limit_of_memory()
    {
        byte[] Row(char c) => [(byte)'}', .. Key(c, 50_000), (byte)'K', 1, (byte)'s'];

        IsWithin<RowTypes.Loose[]>(Pickle("](", Repeated(50, [.. Row('k'), .. Row('l')]), "e."));
    }

    [Fact]
    public void A_last_row_that_does_not_fit_does_not_take_the_memory_of_both_readers()
    {
        byte[] row = [(byte)'(', .. Repeated(7, "K\u0001"u8.ToArray()), (byte)'t'];
        IsWithin<(int, int, int, int, int, int, int)[]>(Pickle("](", Repeated(Items / 2, row), "Ne."));
        IsWithin<(int, int, int, int, int, int, int)[]>(Pickle("](", Repeated(Items / 2, row), "(", Repeated(7, "N"u8.ToArray()), "te."));
        IsWithin<(int, int, int, int, int, int, int)[]>(Pickle("](", Repeated(Items / 2, [.. row]), "(", Repeated(7, "]"u8.ToArray()), "te."));
    }

    [Theory]
    [InlineData("h\0]s")]
    [InlineData("h\0](K\u0001K\u0002es")]
    [InlineData("h\0](h\u0001h\u0001es")]
    [InlineData("h\0C\0s")]
    public void Rows_of_short_lists_stay_within_the_limit_of_memory(string entry)
    {
        var head = Pickle("](}", Short("values"), Short("text"), "s", Repeated(Items, [(byte)'}', .. Encoding.ASCII.GetBytes(entry)]), "e.");
        IsWithin<RowTypes.Listed[]>(head);
        IsWithin<List<Dictionary<string, double[]>>>(head);
        IsWithin<List<Dictionary<string, List<string>>>>(head);
        IsWithin<List<Dictionary<string, object>>>(head);
        IsWithin<List<Dictionary<string, PythonValue>>>(head);
    }

    [Theory]
    [InlineData(")R", "datetime")]
    [InlineData("h\u0001\u0085R", "Decimal")]
    [InlineData("(KaKaKatR", "timedelta")]
    public void Rows_of_calls_stay_within_the_limit_of_memory(string call, string type)
    {
        var module = type == "Decimal" ? "decimal" : "datetime";
        var first = Encoding.Latin1.GetBytes($"}}h\0c{module}\n{type}\n\u0094{call}s");
        var row = Encoding.Latin1.GetBytes($"}}h\0h\u0002{call}s");
        var pickle = Pickle("](}", Short("when"), Short("1.5"), "s", first, Repeated(Items, row), "e.");
        IsWithin<RowTypes.Listed[]>(pickle);
        IsWithin<List<Dictionary<string, DateTime>>>(pickle);
        IsWithin<List<Dictionary<string, decimal>>>(pickle);
        IsWithin<List<Dictionary<string, object>>>(pickle);
        IsWithin<List<Dictionary<string, PythonValue>>>(pickle);
    }

    [Fact]
    public void Long_lists_stay_within_the_limit_of_memory()
    {
        foreach (var item in (string[])["K\u0001", "N", "h\u0001", "G\0\0\0\0\0\0\0\0", "\u008a\0"])
        {
            var list = Repeated(Items, Encoding.Latin1.GetBytes(item));
            var pickle = Pickle("](}", Short("values"), Short("text"), "s", "}h\0](", list, "es", "}h\0](", list, "ese.");
            IsWithin<RowTypes.Listed[]>(pickle);
            IsWithin<List<Dictionary<string, List<decimal>>>>(pickle);
            IsWithin<List<Dictionary<string, object>>>(pickle);
        }
    }

    [Fact]
    public void A_hundred_thousand_rows_with_a_time_a_decimal_or_a_list_are_read()
    {
        Assert.Equal(new DateTime(2024, 2, 29, 1, 2, 3).AddMicroseconds(999), Read<RowTypes.Timed>("'when': datetime.datetime(2024, 2, 29, 1, 2, 3, i % 1000)").When);
        Assert.Equal(12_499.875m, Read<RowTypes.Priced>("'price': decimal.Decimal(i) / 8").Price);
        Assert.Equal(["a", "b99999"], Read<RowTypes.Tagged>("'tags': ['a', 'b%d' % i]").Tags);

        static T Read<T>(string member)
        {
            var rows = ResultReader.Read<T[]>(
                PythonPickles.Of($"[{{'id': i, 'name': 'n%d' % i, {member}}} for i in range(100_000)]"), Payload.Reflection, allowNull: false);
            Assert.Equal(100_000, rows.Length);
            return rows[^1];
        }
    }

    [Fact]
    public void Many_small_rows_are_read()
    {
        var head = Pickle("](}", Short("id"), "K\u0001s", Repeated(Items, "}h\0K\u0001s"u8.ToArray()), "e.");
        Assert.Equal(Items + 1, IsWithin<RowTypes.Loose[]>(head)!.Length);
    }

    private static T? IsWithin<T>(byte[] pickle)
        where T : class
    {
        var payload = RowPickles.Payload(pickle);
        var before = GC.GetAllocatedBytesForCurrentThread();
        T? value = null;
        try
        {
            value = ResultReader.Read<T>(payload, Payload.Reflection, allowNull: false);
        }
        catch (PayloadException e)
        {
            Assert.NotEmpty(e.Message);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= (64L << 20) + (16L * payload.Length), $"{TypeNames.Of(typeof(T))} of {payload.Length:N0}: {allocated:N0}, {value is null}");
        return value;
    }

    private static byte[] Pickle(params object[] parts)
    {
        var pickle = new MemoryStream();
        pickle.Write([0x80, 4]);
        foreach (var part in parts)
        {
            pickle.Write(part as byte[] ?? Encoding.ASCII.GetBytes((string)part));
        }

        return pickle.ToArray();
    }

    private static byte[] Repeated(int count, params byte[] row) => [.. Enumerable.Repeat(row, count).SelectMany(static bytes => bytes)];

    private static byte[] Key(char letter, int length = 1 << 20) =>
        [(byte)'X', .. BitConverter.GetBytes(length), .. Encoding.ASCII.GetBytes(new string(letter, length)), 0x94];

    private static byte[] Short(string text) => [0x8C, (byte)text.Length, .. Encoding.ASCII.GetBytes(text), 0x94];
}
