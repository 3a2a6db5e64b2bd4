using GlobusCompute.Remote.Functions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Functions;

public sealed class PythonSourceTests
{
    [Theory]
    [InlineData("def f():\n    return 1\n", "def f():\n    return 1\n")]
    [InlineData("def f():\r\n    return 1\r\n", "def f():\n    return 1\n")]
    [InlineData("def f():\r    return 1\r", "def f():\n    return 1\n")]
    [InlineData("\uFEFFdef f(): pass", "def f(): pass")]
    [InlineData("    def f():\n        return 1\n", "def f():\n    return 1\n")]
    [InlineData("\n    def f():\n\n        return 1\n    ", "\ndef f():\n\n    return 1\n")]
    [InlineData("\tdef f():\n\t\treturn 1\n", "def f():\n\treturn 1\n")]
    [InlineData("    a = 1\n  b = 2", "  a = 1\nb = 2")]
    [InlineData("\ta = 1\n    b = 2", "\ta = 1\n    b = 2")]
    [InlineData("x = '\uFFFD'", "x = '\uFFFD'")]
    public void Source_is_brought_into_one_form(string source, string expected) => Assert.Equal(expected, PythonSource.Normalise(source));

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("\uFEFF")]
    public void An_empty_source_is_refused(string source) => Assert.Contains("empty", Assert.Throws<ArgumentException>(() => PythonSource.Normalise(source)).Message);

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused() =>
        Assert.Contains("surrogate", Assert.Throws<ArgumentException>(() => PythonSource.Normalise("x = '" + '\ud800' + "'")).Message);

    [Fact]
    public void The_same_source_has_the_same_hash_however_it_is_written()
    {
        var one = FunctionDefinition.FromSource("A.F", "f", "def f():\n    return 1\n");
        var other = FunctionDefinition.FromSource("B.G", "f", "\uFEFF  def f():\r\n      return 1\r\n");

        Assert.Equal(one.RegistrationHash, other.RegistrationHash);
        Assert.Equal(one.Code, other.Code);
    }

    [Fact]
    public void Name_description_and_visibility_are_part_of_the_hash()
    {
        const string Source = "def f(): pass\ndef g(): pass\n";
        string?[] hashes =
        [
            FunctionDefinition.FromSource("A.F", "f", Source).RegistrationHash,
            FunctionDefinition.FromSource("A.F", "g", Source).RegistrationHash,
            FunctionDefinition.FromSource("A.F", "f", Source, new RegistrationOptions("text")).RegistrationHash,
            FunctionDefinition.FromSource("A.F", "f", Source, new RegistrationOptions(IsPublic: true)).RegistrationHash,
        ];

        Assert.Equal(4, hashes.Distinct().Count());
    }

    [Fact]
    public void Lengths_count_code_points() =>
        Assert.Equal("33\nst\nf:# 😀😀😀\ndef f():\n    return 1\n", FunctionCode.Pack("f", "# 😀😀😀\ndef f():\n    return 1\n"));
}
