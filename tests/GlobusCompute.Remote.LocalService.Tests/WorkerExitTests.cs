using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>Tasks that end their worker by sys.exit: what they said is in their failure.</summary>
public sealed class WorkerExitTests
{
    [Theory]
    [InlineData("'no beam today'", 1, "no beam today")]
    [InlineData("'two\\nlines'", 1, "two\nlines")]
    [InlineData("'Gerät'", 1, "Gerät")]
    [InlineData("ValueError('bad reading')", 1, "bad reading")]
    [InlineData("['left', 3]", 1, "['left', 3]")]
    [InlineData("('a', 'b')", 1, "('a', 'b')")]
    [InlineData("2.5", 1, "2.5")]
    [InlineData("'\\n'.join(str(i) for i in range(100))", 1, "80\n81\n82")]
    [InlineData("'\\ud800 alone'", 1, "\\ud800 alone")]
    [InlineData("''", 1, "")]
    [InlineData("type('Odd', (), {'__str__': lambda self: 1 / 0})()", 1, "ZeroDivisionError")]
    [InlineData("3", 3, "")]
    [InlineData("263", 7, "")]
    [InlineData("-1", 255, "")]
    [InlineData("True", 1, "")]
    [InlineData("None", 0, "")]
    [InlineData("", 0, "")]
    public async Task The_argument_of_exit_is_the_code_or_the_message(string argument, int code, string message)
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1 });
        using var api = new Api(service);

        var task = await api.RunAsync(await api.RegisterSourceAsync("f", $"import sys\ndef f():\n    sys.exit({argument})\n"));

        var text = task.GetProperty("exception").GetString()!;
        Assert.Contains($" ended with exit code {code}", text);
        if (message.Length > 0)
        {
            Assert.Contains("; its last output was:\n", text);
            Assert.Contains(message, text);
        }
        else
        {
            Assert.DoesNotContain("Traceback (most", text);
        }
    }
}
