using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>Values from standard input.</summary>
public sealed class InputTests : IDisposable
{
    private readonly CommandUser _user = new();

    public void Dispose() => _user.Dispose();

    [Theory]
    [InlineData("[1, 2]\n", "[1,2]\n")]
    [InlineData("\uFEFF{\"a\": 1}\r\n", "{\"a\":1}\n")]
    [InlineData("some text", "some text\n")]
    [InlineData("@x", "@x\n")]
    public async Task Standard_input_stands_for_a_value(string input, string expected)
    {
        using var tool = _user.Start("run", "analysis.py:echo", "--local", "@-");
        await tool.Input.WriteAsync(input);
        tool.Input.Close();
        var (code, output, error) = await tool.EndAsync();

        Assert.True(code == 0, error);
        Assert.Equal(expected, output);
    }

    [Fact]
    public async Task Standard_input_that_is_not_text_is_refused_unless_bytes_are_wanted()
    {
        _user.Folder.Add("size.py", "def size(data: bytes):\n    return len(data)\n");
        async Task<(int Code, string Output, string Error)> RunAsync(string function)
        {
            using var tool = _user.Start("run", function, "--local", "@-");
            tool.Input.BaseStream.Write([0xFF, 0x00, 0xD8]);
            tool.Input.Close();
            return await tool.EndAsync();
        }

        Assert.Equal((0, "3\n"), await RunAsync("size.py") is var (code, output, _) ? (code, output) : default);
        var (refused, nothing, error) = await RunAsync("analysis.py:echo");
        Assert.Equal((2, ""), (refused, nothing));
        Assert.Contains("is not UTF-8 text", error);
    }
}
