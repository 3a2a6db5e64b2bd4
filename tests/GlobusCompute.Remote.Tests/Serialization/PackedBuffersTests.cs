using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

public sealed class PackedBuffersTests
{
    private static readonly JsonElement s_vectors = Payload.Vectors("packed.json");

    // Python's int() takes these lengths; no writer makes them, and here they count as damage.
    private static readonly string[] s_onlyPythonTakes =
        ["space_before", "space_after", "plus_sign", "underscore", "arabic_digits", "crlf", "tab", "minus_zero", "fullwidth_digit"];

    public static TheoryData<string> Valid => Names("valid");

    public static TheoryData<string> Malformed => Names("malformed");

    public static TheoryData<string> Headers => Names("payload_headers");

    [Theory]
    [MemberData(nameof(Valid))]
    public void Buffers_pack_and_unpack_as_in_Python(string name)
    {
        var vector = Vector("valid", name);
        var buffers = vector.GetProperty("buffers").EnumerateArray().Select(b => b.GetString()!).ToArray();
        var packed = vector.GetProperty("packed").GetString()!;

        Assert.Equal(packed, PackedBuffers.Pack(buffers));
        Assert.Equal(buffers, PackedBuffers.Unpack(packed));
        Assert.Equal(vector.GetProperty("code_points").EnumerateArray().Select(n => n.GetInt32()), buffers.Select(b => PackedBuffers.CodePoints(b)));
        Assert.Equal(buffers.Select(b => PackedBuffers.CodePoints(b)), buffers.Select(b => PackedBuffers.CodePoints(Encoding.UTF8.GetBytes(b))));
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Malformed_packed_text_is_refused_wherever_Python_refuses_it(string name)
    {
        var vector = Vector("malformed", name);
        var packed = vector.GetProperty("packed").GetString()!;
        var unpack = vector.GetProperty("unpack");

        if (unpack.GetProperty("ok").GetBoolean() && !s_onlyPythonTakes.Contains(name))
        {
            Assert.Equal(unpack.GetProperty("buffers").EnumerateArray().Select(b => b.GetString()!), PackedBuffers.Unpack(packed));
        }
        else
        {
            var error = Assert.Throws<PayloadException>(() => PackedBuffers.Unpack(packed));
            Assert.StartsWith("Packed buffers are damaged: a ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_length_that_only_Python_takes_is_in_the_vectors_and_accepted_there() =>
        Assert.All(s_onlyPythonTakes, name => Assert.True(Vector("malformed", name).GetProperty("unpack").GetProperty("ok").GetBoolean()));

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_payload_is_read_as_in_Python_or_refused_with_a_reason(string name)
    {
        var vector = Vector("payload_headers", name);
        var payload = vector.GetProperty("payload").GetString()!;
        var outcome = vector.GetProperty("deserialize");
        var isCode = payload.StartsWith("st\n", StringComparison.Ordinal);

        if (outcome.GetProperty("ok").GetBoolean() && !isCode)
        {
            var value = ResultReader.Read<object>(Encoding.UTF8.GetBytes(payload), Payload.BuiltIn, allowNull: false);
            Assert.Equal(Described.From(outcome.GetProperty("value")), Described.Of(value));
            return;
        }

        var error = Assert.Throws<PayloadException>(() => ResultReader.Read<object>(Encoding.UTF8.GetBytes(payload), Payload.BuiltIn, allowNull: false));
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_beyond_every_integer_is_simply_too_long() =>
        Assert.Contains("3 are left", Assert.Throws<PayloadException>(() => PackedBuffers.Unpack("99999999999999999999999\nabc")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_lone_surrogate_counts_as_one_code_point()
    {
        Assert.Equal(3, PackedBuffers.CodePoints("a\ud800b"));
        Assert.Equal(3, PackedBuffers.CodePoints([(byte)'a', 0xED, 0xA0, 0x80, (byte)'b']));
    }

    private static TheoryData<string> Names(string group) => [.. s_vectors.GetProperty(group).EnumerateArray().Select(v => v.GetProperty("name").GetString()!)];

    private static JsonElement Vector(string group, string name) => s_vectors.GetProperty(group).EnumerateArray().Single(v => v.GetProperty("name").GetString() == name);
}
