extern alias generator;
using generator::GlobusCompute.Remote.Shared.Python;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Tests.Python;

public sealed class PythonTextTests
{
    [Theory]
    [InlineData("\uFEFFa\r\nb\rc\n", "a\nb\nc\n")]
    [InlineData("a\n", "a\n")]
    [InlineData("", "")]
    public void Line_ends_become_LF_and_the_byte_order_mark_goes(string text, string expected) => Assert.Equal(expected, PythonSourceText.NormalizeLines(text));

    [Theory]
    [InlineData("  a\n    b\n\n  c", "a\n  b\n\nc")]
    [InlineData("a\n  b", "a\n  b")]
    [InlineData("\ta\n\tb", "a\nb")]
    [InlineData("\ta\n    b", "\ta\n    b")]
    [InlineData("  a\n \n  b", "a\n\nb")]
    [InlineData("   ", "   ")]
    public void Common_indentation_is_removed(string text, string expected) => Assert.Equal(expected, PythonSourceText.Dedent(text));

    [Fact]
    public void Half_a_surrogate_pair_is_noticed()
    {
        Assert.False(PythonSourceText.HasLoneSurrogate("a"));
        Assert.False(PythonSourceText.HasLoneSurrogate("😀"));
        Assert.True(PythonSourceText.HasLoneSurrogate("\uD83D"));
        Assert.True(PythonSourceText.HasLoneSurrogate("\uDE00\uD83D"));
    }

    [Theory]
    [InlineData("f", null)]
    [InlineData("_1", null)]
    [InlineData("größe", null)]
    [InlineData("e\u0301", null)]
    [InlineData("\ud835\udd38", null)]
    [InlineData("a\u203fb", null)]
    [InlineData("\u0301e", "not a Python identifier")]
    [InlineData("x\u00b2", "not a Python identifier")]
    [InlineData("\ud83d\ude00", "not a Python identifier")]
    [InlineData("a\ud83d", "not a Python identifier")]
    [InlineData("match", null)]
    [InlineData("", "empty")]
    [InlineData("1f", "not a Python identifier")]
    [InlineData("a b", "not a Python identifier")]
    [InlineData("a-b", "not a Python identifier")]
    [InlineData("a.b", "not a Python identifier")]
    [InlineData("a€", "not a Python identifier")]
    [InlineData("lambda", "a Python keyword")]
    [InlineData("None", "a Python keyword")]
    public void Names_that_Python_refuses_are_known(string name, string? reason) => Assert.Equal(reason, PythonIdentifier.Refuse(name));
}
