using GlobusCompute.Remote.Exceptions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Exceptions;

/// <summary>Which exception a function raised, by what workers and endpoints say.</summary>
public sealed class RemoteErrorTests
{
    [Fact]
    public void Type_and_message_are_those_of_the_exception_that_was_raised()
    {
        var python = Environment.GetEnvironmentVariable("TRACEBACK_PYTHON") ?? "/usr/bin/python3";
        var count = int.Parse(Environment.GetEnvironmentVariable("TRACEBACK_COUNT") ?? "400", System.Globalization.CultureInfo.InvariantCulture);

        var raised = RaisedExceptions.Raise(python, seed: 1, count);

        Assert.True(raised.Count > count / 2);
        var wrong = raised.Where(static exception => RemoteError.Parse(exception.Text) is var error && (error.Type, error.Message) != (exception.Type, exception.Message)).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {raised.Count}:\n" + string.Join("\n", wrong.Take(8).Select(static e => $"seed {e.Seed}: {e.Type}: {e.Message}\n got {RemoteError.Parse(e.Text)}\n<<<{e.Text}>>>")));
    }
}
