using System.Text;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Pickle;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

public sealed class PickleTextTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(57)]
    [InlineData(58)]
    [InlineData(1000)]
    public void Line_breaks_make_no_difference(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var plain = Convert.ToBase64String(bytes);
        var lines = string.Concat(plain.Chunk(76).Select(line => new string(line) + "\n"));

        foreach (var text in (string[])[plain, plain + "\n", lines, lines.Replace("\n", "\r\n", StringComparison.Ordinal), string.Concat(plain.Select(c => c + " ")), string.Concat(plain.Chunk(7).Select(line => new string(line) + "\n"))])
        {
            Assert.Equal(bytes, PickleText.Decode(Encoding.ASCII.GetBytes(text)).ToArray());
        }
    }

    [Theory]
    [InlineData("gARLAy4")]
    [InlineData("gARL*y4=")]
    [InlineData("gA==\ngA==\n")]
    [InlineData("\u00e9")]
    public void Other_text_is_refused(string text) =>
        Assert.Contains("not base64", Assert.Throws<PayloadException>(() => PickleText.Decode(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_pickle_that_was_cut_off_is_refused_wherever_it_was()
    {
        var whole = Convert.FromBase64String(Encoding.ASCII.GetString(PythonPickles.Of("[1, 'two', 3.0, b'four', numpy.arange(5)]"))[3..]);
        for (var length = 0; length < whole.Length; length++)
        {
            var text = "00\n" + Convert.ToBase64String(whole, 0, length);
            Assert.Throws<PayloadException>(() => ResultReader.Read<PythonValue>(Encoding.ASCII.GetBytes(text), Payload.BuiltIn, allowNull: true));
        }
    }
}
