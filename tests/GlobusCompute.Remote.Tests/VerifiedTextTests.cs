using Xunit;
using Xunit.Sdk;

namespace GlobusCompute.Remote.Tests;

/// <summary>The comparison of texts with accepted files.</summary>
public sealed class VerifiedTextTests
{
    [Theory]
    [InlineData("Proxy.verified.cs", "Proxy.received.cs")]
    [InlineData("Package.verified.txt", "Package.received.txt")]
    [InlineData("PublicApi.txt", "PublicApi.received.txt")]
    [InlineData("page.md", "page.received.md")]
    public void A_text_that_is_not_the_accepted_one_fails_and_is_left_beside_it_until_it_is(string accepted, string received)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Add(accepted, "first\r\nsecond\r\n");

        var error = Assert.ThrowsAny<XunitException>(() => VerifiedText.AssertAccepted("The text", path, "first\nthird\n"));

        Assert.Contains("- second\n+ third", error.Message, StringComparison.Ordinal);
        Assert.Equal("first\nthird\n", File.ReadAllText(folder.File(received)));
        VerifiedText.AssertAccepted("The text", path, "first\nsecond\n");
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_text_without_an_accepted_one_fails_and_is_left()
    {
        using var folder = new TemporaryFolder();

        Assert.ThrowsAny<XunitException>(() => VerifiedText.AssertAccepted("The text", folder.File("New.verified.txt"), "text\n"));

        Assert.Equal([folder.File("New.received.txt")], Directory.GetFiles(folder.Path));
    }
}
