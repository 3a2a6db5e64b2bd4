using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using MessagePack;
using MessagePack.Resolvers;
using Xunit;

namespace GlobusCompute.Remote.MessagePack.Tests;

/// <summary>Results that no adapter wrote: held to the limits of pickles.</summary>
public sealed class HostileResultTests
{
    [Theory]
    [InlineData("dd7fffffff", "the data ends within a value")] // a list of 2^31 items
    [InlineData("df7fffffff", "the data ends within a value")] // a map
    [InlineData("c67fffffff00", "the data ends within a value")] // bytes
    [InlineData("db7fffffff41", "the data ends within a value")] // text
    [InlineData("c97fffffff0100", "the data ends within a value")] // an extension
    [InlineData("c1", "begins no value")]
    [InlineData("9090", "1 bytes stand behind the value")]
    [InlineData("c70164c0", "names .NET types")] // typeless
    [InlineData("c70663d20000000100", "")] // LZ4, which adapters never write
    [InlineData("91a2ff41", "a text is not UTF-8")]
    [InlineData("91a3eda080", "a text is not UTF-8")] // half a surrogate pair
    [InlineData("91d7ff0000000400000000", "a moment has nanoseconds")]
    [InlineData("91c70cff000000960000000000000000", "a moment has nanoseconds")]
    [InlineData("", "the data ends within a value")]
    public void A_claim_that_does_not_hold_is_refused(string hex, string message)
    {
        var error = Assert.Throws<PayloadException>(() => { Read<object[]>(Convert.FromHexString(hex), MessagePackSerializerOptions.Standard); });

        Assert.StartsWith("MessagePack: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        byte[] deep = [.. Enumerable.Repeat((byte)0x91, 10_000), 0xc0];

        Assert.Throws<PayloadException>(() => { Read<object>(deep, MessagePackSerializerOptions.Standard); });
    }

    [Fact]
    public void Small_items_that_become_large_are_counted_before_they_are_made()
    {
        // Five million empty maps, each an object here.
        byte[] many = [0xdd, .. BitConverter.GetBytes(5_000_000).AsEnumerable().Reverse(), .. Enumerable.Repeat((byte)0x80, 5_000_000)];
        var payload = Payload([0, .. many]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<PayloadException>(() => { Receive<Named[]>(payload, MessagePackSerializerOptions.Standard); });

        Assert.Contains("more memory than the limit", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024 * 1024 + 16L * payload.Length);
    }

    [Theory]
    [InlineData("93ce00010000ce0001000090", typeof(int[,]))] // 65,536 x 65,536, a product of 2^32
    [InlineData("93ce40000000ce0000000490", typeof(int[,]))]
    [InlineData("94ce00001000ce00001000ce0000010090", typeof(byte[,,]))]
    [InlineData("93d2ffffffffd2ffffffff91c0", typeof(object[,]))]
    public void Lengths_of_an_array_of_several_dimensions_are_those_of_what_arrived(string hex, Type type)
    {
        var read = GetType().GetMethod(nameof(Receive), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(type);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<System.Reflection.TargetInvocationException>(() => read.Invoke(
            null, [Payload([0, .. Convert.FromHexString(hex)]), MessagePackSerializerOptions.Standard])).InnerException;

        Assert.IsType<PayloadException>(error);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024 * 1024);
    }

    [Theory]
    [InlineData(typeof(Wide[]), (byte)0x90)] // objects without a value, with room for many
    [InlineData(typeof(List<WideValue>), (byte)0x90)]
    [InlineData(typeof(WideValue?[]), (byte)0xc0)]
    public void Objects_of_many_members_are_counted_with_all_of_them(Type type, byte item)
    {
        const int Count = 1_200_000;
        byte[] many = [0xdd, .. BitConverter.GetBytes(Count).AsEnumerable().Reverse(), .. Enumerable.Repeat(item, Count)];
        var read = GetType().GetMethod(nameof(Receive), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(type);
        var payload = Payload([0, .. many]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<System.Reflection.TargetInvocationException>(() => read.Invoke(null, [payload, MessagePackSerializerOptions.Standard])).InnerException;

        Assert.Contains("more memory than the limit", Assert.IsType<PayloadException>(error).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64 * 1024 * 1024) + (16L * payload.Length));
    }

    [Theory]
    [InlineData(500L << 20, "more than")]
    [InlineData(long.MaxValue, "does not say how long it is")]
    [InlineData(-1L, "does not say how long it is")]
    [InlineData(1_000L, "more than the 1,000 bytes that it says follow")]
    public void A_result_that_inflates_without_end_is_refused(long claimed, string message)
    {
        var payload = Payload(Compressed(new byte[1 << 20], 500, claimed));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<PayloadException>(() => { Receive<byte[]>(payload, MessagePackSerializerOptions.Standard); });

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64L * 1024 * 1024 + 16L * payload.Length);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(9)]
    public void A_compressed_result_that_is_cut_off_is_refused(int cut)
    {
        var noise = new byte[200_000];
        new Random(3).NextBytes(noise);
        var whole = Compressed(MessagePackSerializer.Serialize(noise), 1, 200_005);
        Assert.Equal(noise, Receive<byte[]>(Payload(whole), MessagePackSerializerOptions.Standard));

        var error = Assert.Throws<PayloadException>(() => { Receive<byte[]>(Payload(whole[..^cut]), MessagePackSerializerOptions.Standard); });

        Assert.Contains("the compressed result is damaged", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(20_000)]
    public void Bytes_behind_a_compressed_result_are_refused(int extra)
    {
        var whole = Compressed(MessagePackSerializer.Serialize(new byte[200_000]), 1, 200_005);
        Assert.Equal(200_000, Receive<byte[]>(Payload(whole), MessagePackSerializerOptions.Standard).Length);

        // Also where they look like the end of a stream.
        foreach (var end in new[] { new byte[extra], [.. Enumerable.Repeat(whole[^4..], extra).SelectMany(four => four)] })
        {
            var error = Assert.Throws<PayloadException>(() => { Receive<byte[]>(Payload([.. whole, .. end]), MessagePackSerializerOptions.Standard); });
            Assert.Contains("the compressed result is damaged: it ends before its last byte", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_cut_and_every_changed_byte_gives_a_value_or_a_sentence()
    {
        var random = new Random(5);
        var valid = MessagePackSerializer.Serialize(new Samples(9).Take(3));
        for (var i = 0; i < 3_000; i++)
        {
            var damaged = valid[..random.Next(valid.Length + 1)];
            for (var changes = random.Next(3); changes > 0 && damaged.Length > 0; changes--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                Read<List<Sample>>(damaged, MessagePackSerializerOptions.Standard);
            }
            catch (PayloadException e)
            {
                Assert.StartsWith("MessagePack: ", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Typeless_options_of_the_app_create_nothing_from_a_result()
    {
        var typeless = MessagePackSerializer.Serialize<object>(new Named("a", 1), TypelessContractlessStandardResolver.Options);

        var error = Assert.Throws<PayloadException>(() => { Read<object>(typeless, TypelessContractlessStandardResolver.Options); });

        Assert.Contains("names .NET types", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Compressed(byte[] part, int times, long claimed)
    {
        using var output = new MemoryStream();
        output.Write([1, .. BitConverter.GetBytes(claimed)]);
        using (var stream = new System.IO.Compression.ZLibStream(output, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < times; i++)
            {
                stream.Write(part);
            }
        }

        return output.ToArray();
    }

    private static T Read<T>(byte[] data, MessagePackSerializerOptions options) => Receive<T>(Payload([0, .. data]), options);

    private static byte[] Payload(byte[] envelope) => System.Text.Encoding.ASCII.GetBytes($"11\n\"{Convert.ToBase64String(envelope)}\"");

    private static T Receive<T>(byte[] payload, MessagePackSerializerOptions options)
    {
        var rules = PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase).WithResultFormat(new MessagePackFormat(options));
        return ResultReader.Read<T>(payload, rules, allowNull: false);
    }
}

/// <summary>A contract of many members.</summary>
[MessagePackObject]
public sealed class Wide
{
    [Key(0)]
    public WideValue First { get; set; }

    [Key(1)]
    public WideValue Second { get; set; }
}

/// <summary>The same as a structure.</summary>
[MessagePackObject]
public struct WideValue
{
    [Key(0)]
    public (double, double, double, double, double, double, double) Doubles { get; set; }

    [Key(1)]
    public (decimal, decimal, decimal, decimal, decimal, decimal, decimal) Decimals { get; set; }

    [Key(2)]
    public (Guid, Guid, Guid, Guid, Guid, Guid, Guid) Guids { get; set; }
}
