using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

public sealed class JsonStringTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain é 😀", "plain é 😀")]
    [InlineData("""a\"b\\c\/d\b\f\n\r\te""", "a\"b\\c/d\b\f\n\r\te")]
    [InlineData("""\u00e9\u20AC\ud83d\ude00\u0000""", "é€😀\0")]
    public void Escapes_are_resolved_in_place(string escaped, string expected)
    {
        var memory = Encoding.UTF8.GetBytes(escaped);
        var length = JsonStringText.Unescape(memory, memory);
        Assert.Equal(expected, JsonStringText.ToText(memory.AsSpan(0, length)));
        Assert.Equal(expected, JsonStringText.ToText(Encoding.UTF8.GetBytes(escaped), hasEscapes: true));
    }

    // Not as InlineData: attributes cannot hold lone surrogates.
    [Fact]
    public void Lone_surrogates_stay_lone_and_pairs_become_one_character()
    {
        Escapes_are_resolved_in_place("""\ud83dx\ude00\ud83d""", "\ud83dx\ude00\ud83d");
        Escapes_are_resolved_in_place("""\ud83d\ud83d\ude00""", "\ud83d😀");
    }

    [Theory]
    [InlineData("\\")]
    [InlineData("a\\x")]
    [InlineData("\\u12")]
    [InlineData("\\u12g4")]
    [InlineData("\\ud83d\\u12")]
    public void Broken_escapes_are_refused(string escaped) =>
        Assert.Throws<PayloadException>(() => JsonStringText.ToText(Encoding.UTF8.GetBytes(escaped), hasEscapes: true));

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { (byte)'a', 0xC3 })]
    [InlineData(new byte[] { 0xED, 0xA0 })]
    [InlineData(new byte[] { 0xF5, 0x80, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    public void Bytes_that_are_no_text_are_refused_with_their_place(byte[] bytes) =>
        Assert.Contains("not UTF-8: byte ", Assert.Throws<PayloadException>(() => JsonStringText.ToText(bytes)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_pair_of_three_byte_surrogates_is_one_character_again() =>
        Assert.Equal("😀", JsonStringText.ToText([0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]));

    [Fact]
    public void Every_text_survives_escaping_and_unescaping()
    {
        var random = new RandomValues(3);
        for (var i = 0; i < 5000; i++)
        {
            var text = random.Text();
            Span<byte> escaped = new byte[6 * text.Length];
            escaped = escaped[..JsonStringText.EscapeText(text, escaped)];
            Assert.False(escaped.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E));
            Assert.Equal(text, JsonStringText.ToText(escaped, hasEscapes: true));
        }
    }

    [Fact]
    public void Packed_JSON_escapes_to_the_length_announced()
    {
        var json = Encoding.ASCII.GetBytes("16\n11\n[\"a\\\"b\\\\c\\n\"]" + string.Join(',', Enumerable.Range(0, 200)));
        var escaped = new byte[JsonStringText.EscapedLength(json) + 2];
        Assert.Equal(escaped.Length - 2, JsonStringText.Escape(json, escaped.AsSpan(1)));
        escaped[0] = escaped[^1] = (byte)'"';
        Assert.Equal(Encoding.ASCII.GetString(json), JsonSerializer.Deserialize<string>(escaped));
    }
}
