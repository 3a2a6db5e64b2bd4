using Xunit;

namespace GlobusCompute.Remote.Tests.Functions.Shell;

public sealed class ShellFunctionTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("1a")]
    [InlineData("a-b")]
    [InlineData("a.b")]
    [InlineData("é")]
    [InlineData("a\nb")]
    public void A_name_that_is_not_an_identifier_is_refused(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => new ShellFunction("hostname") { Name = name });

        Assert.Contains($"'{name}' is not a Python identifier", error.Message);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("_")]
    [InlineData("Aa_1")]
    public void An_identifier_is_the_name(string name) => Assert.Equal(name, new ShellFunction("hostname") { Name = name }.Name);
}
