using System.Globalization;
using GlobusCompute.Remote.Exceptions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Exceptions;

/// <summary>Which exception a function raised, by what workers and endpoints say.</summary>
public sealed class RemoteErrorTests
{
    private const string Frames = "Traceback (most recent call last):\n  File \"<string>\", line 3, in f\n";
    private const string During = "\nDuring handling of the above exception, another exception occurred:\n\n";
    private const string Cause = "\nThe above exception was the direct cause of the following exception:\n\n";
    private const string Plus = "++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++";
    private const string Minus = "--------------------------------------------------------------------";

    // Another Python and more of them: TRACEBACK_PYTHON=/path/to/python3 TRACEBACK_COUNT=20000.
    [Fact]
    public void Type_and_message_are_those_of_the_exception_that_was_raised()
    {
        var python = Environment.GetEnvironmentVariable("TRACEBACK_PYTHON") ?? "/usr/bin/python3";
        var count = int.Parse(Environment.GetEnvironmentVariable("TRACEBACK_COUNT") ?? "300", CultureInfo.InvariantCulture);

        var raised = RaisedExceptions.Raise(python, seed: 1, count);

        // Some raise what is no Exception, which ends a worker.
        Assert.True(raised.Count > count / 2);
        Assert.All(raised, AssertRead);
    }

    [Fact]
    public void What_Python_3_9_3_10_3_12_and_3_13_have_printed_is_read_alike()
    {
        var recorded = File.ReadAllLines(Path.Combine(TestPaths.Root, "tests", "GlobusCompute.Remote.Tests", "Exceptions", "tracebacks.recorded.jsonl"));

        Assert.InRange(recorded.Length, 90, 100);
        Assert.All(recorded.Select(RaisedException.Parse), AssertRead);
    }

    [Theory]
    [InlineData(Frames + "f.<locals>.FrameError: bad\n", "f.<locals>.FrameError", "bad")]
    [InlineData(Frames + "Outer.Inner: bad\n", "Outer.Inner", "bad")]
    [InlineData(Frames + "my-script.part.E: bad\n", "my-script.part.E", "bad")]
    [InlineData(Frames + "<unknown>.E: bad\n", "<unknown>.E", "bad")]
    [InlineData(Frames + "ÄÖμ: bad\n", "ÄÖμ", "bad")]
    [InlineData(Frames + "Odd name: bad\n", "Odd name", "bad")]
    [InlineData(Frames + "KeyError: 'a: b'\n", "KeyError", "'a: b'")]
    [InlineData(Frames + "ValueError:  two blanks \n", "ValueError", " two blanks ")]
    [InlineData(Frames + "ValueError: \nsecond\n", "ValueError", "\nsecond")]
    [InlineData(Frames + "ValueError: ends with a line end\n\n", "ValueError", "ends with a line end\n")]
    [InlineData(Frames + "ValueError\n", "ValueError", "")]
    [InlineData(Frames + "ValueError: bad\na note\nof two lines\n", "ValueError", "bad\na note\nof two lines")]
    [InlineData(Frames + "ValueError: + - | ----\n--------\n", "ValueError", "+ - | ----\n--------")]
    [InlineData(Frames + "E: <exception str() failed>\n", "E", "<exception str() failed>")]
    [InlineData(Frames + "E: <unprintable E object>\n", "E", "<unprintable E object>")]
    public void A_traceback_ends_with_type_and_message(string text, string type, string message) => AssertRead(text, type, message);

    // Python 3.13 and 3.14 show calls of several lines, and mark parts of them.
    [Theory]
    [InlineData("Traceback (most recent call last):\n  File \"x.py\", line 3, in g\n    return (a +\n            ~~^\n\n            b)\n            ~\nTypeError: bad\n", "TypeError", "bad")]
    [InlineData("Traceback (most recent call last):\n  File \"x.py\", line 3, in g\n    texc = T(\n        a,\n    ...<6 lines>...\n        b)\nTypeError: bad\n", "TypeError", "bad")]
    [InlineData(Frames + "  [Previous line repeated 994 more times]\nRecursionError: maximum recursion depth exceeded\n", "RecursionError", "maximum recursion depth exceeded")]
    [InlineData(Frames + "  File \"<string>\", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n", "SyntaxError", "invalid syntax")]
    [InlineData("Traceback (most recent call last):\n  File \"<string>\", line 2\n    é = '\n        ^\nSyntaxError: unterminated string literal (detected at line 2)\n", "SyntaxError", "unterminated string literal (detected at line 2)")]
    [InlineData(Frames + "IndentationError: unexpected indent (x.py)\n", "IndentationError", "unexpected indent (x.py)")]
    [InlineData(Frames + "NameError: name 'x' is not defined. Did you mean: 'y'?\n", "NameError", "name 'x' is not defined. Did you mean: 'y'?")]
    public void Frames_of_every_form_are_passed_over(string text, string type, string message) => AssertRead(text, type, message);

    [Theory]
    [InlineData(Frames + "KeyError: 1\n" + During + Frames + "ValueError: bad\n", "ValueError", "bad")]
    [InlineData(Frames + "KeyError: 1\n" + Cause + Frames + "ValueError: bad\n", "ValueError", "bad")]
    [InlineData("KeyError: 1\n" + Cause + Frames + "ValueError: bad\n", "ValueError", "bad")]
    [InlineData(Frames + "RuntimeError: it said:\n" + Frames + "KeyError: 1\n", "RuntimeError", "it said:\n" + Frames + "KeyError: 1")]
    [InlineData(Frames + "RuntimeError: " + Frames + "KeyError: 1\n" + During + Frames + "TypeError: 2\n\n", "RuntimeError", Frames + "KeyError: 1\n" + During + Frames + "TypeError: 2\n")]
    [InlineData(Frames + "RuntimeError: " + Frames + "KeyError: 1\n\n" + During + Frames + "TypeError: 2\n", "TypeError", "2")]
    [InlineData("concurrent.futures.process._RemoteTraceback: \n\"\"\"\n" + Frames + "KeyError: 1\n" + During + Frames + "TypeError: 2\n\"\"\"\n" + Cause + Frames + "ValueError: bad\n", "ValueError", "bad")]
    [InlineData(Frames + "E: a \"\"\" quote\n\"\"\"\nnever closed\n" + During + Frames + "ValueError: bad\n", "ValueError", "bad")]
    [InlineData(Frames + "E: During handling of the above exception, another exception occurred:\n\n" + Frames + "KeyError: 1\n", "E", "During handling of the above exception, another exception occurred:\n\n" + Frames + "KeyError: 1")]
    [InlineData(Frames + "E: x\n" + During + "no traceback\n", "E", "x\n" + During + "no traceback")]
    public void The_last_exception_of_a_chain_is_told_from_tracebacks_in_messages(string text, string type, string message) => AssertRead(text, type, message);

    [Theory]
    [InlineData("  + Exception Group Traceback (most recent call last):\n  |   File \"<string>\", line 3, in f\n  | ExceptionGroup: several (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | ValueError: a\n    +------------------------------------\n", "ExceptionGroup", "several (1 sub-exception)")]
    [InlineData("  + Exception Group Traceback (most recent call last):\n  |   File \"<string>\", line 3, in f\n  | my.Group: two\n  | lines (1 sub-exception)\n  | a note\n  +-+---------------- 1 ----------------\n    | ValueError: a\n    +------------------------------------\n", "my.Group", "two\nlines (1 sub-exception)\na note")]
    [InlineData("  + Exception Group Traceback (most recent call last):\n  | exceptiongroup.ExceptionGroup: old (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | Exception Group Traceback (most recent call last):\n    |   File \"x\", line 1, in g\n    | ExceptionGroup: inner (1 sub-exception)\n    +-+---------------- 1 ----------------\n      | KeyError: 1\n      +------------------------------------\n", "exceptiongroup.ExceptionGroup", "old (1 sub-exception)")]
    [InlineData("  | ExceptionGroup: never raised (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | KeyError: 1\n    +------------------------------------\n" + Cause + Frames + "ValueError: bad\n", "ValueError", "bad")]
    [InlineData(Frames + "KeyError: 1\n" + Cause + "  + Exception Group Traceback (most recent call last):\n  |   File \"<string>\", line 3, in f\n  | ExceptionGroup: g (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | KeyError: 1\n    | \n    | During handling of the above exception, another exception occurred:\n    | \n    | Traceback (most recent call last):\n    | TypeError: 2\n    +------------------------------------\n", "ExceptionGroup", "g (1 sub-exception)")]
    [InlineData("  + Exception Group Traceback (most recent call last):\n  |   File \"<string>\", line 3, in f\n  | ExceptionGroup: a\u2028  | b\v  | c (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | KeyError: 1\n    +------------------------------------\n", "ExceptionGroup", "a\u2028b\vc (1 sub-exception)")]
    public void A_group_is_reported_as_itself(string text, string type, string message) => AssertRead(text, type, message);

    [Theory]
    [InlineData("MaxResultSizeExceeded(705, 200)", null, "MaxResultSizeExceeded", "Task result of 705B exceeded current limit of 200B")]
    [InlineData("MaxResultSizeExceeded(705, 200)", "remote error: Too large.", "MaxResultSizeExceeded", "Too large.")]
    [InlineData("CouldNotExecuteUserTaskError('it\\'s \"no\" task\\n\\x1b\\u00e9\\U0001f600')", null, "CouldNotExecuteUserTaskError", "it's \"no\" task\n\u001bé😀")]
    [InlineData("CouldNotExecuteUserTaskError(\"a 'b'\")", null, "CouldNotExecuteUserTaskError", "a 'b'")]
    [InlineData("OSError(2, 'No such file')", null, "OSError", "(2, 'No such file')")]
    [InlineData("E('a', 'b')", null, "E", "('a', 'b')")]
    [InlineData("E()", null, "E", "")]
    [InlineData("KeyError('a')", null, "KeyError", "'a'")]
    [InlineData("E('broken \\x')", null, "E", "'broken \\x'")]
    [InlineData("my.mod.WorkerLost(\"ValueError: x\")", null, "my.mod.WorkerLost", "ValueError: x")]
    public void The_repr_of_an_exception_has_type_and_message(string text, string? userMessage, string type, string message)
    {
        var error = RemoteError.Parse(text, userMessage);

        Assert.Equal((type, message, text), (error.Type, error.Message, error.Report));
    }

    [Theory]
    [InlineData(Plus + "\nTraceback from attempt: final attempt\nparsl.executors.high_throughput.errors.WorkerLost: The worker process 7 was lost while it ran this task: it ended with exit code 139, which stands for signal 11 (SIGSEGV, a bad memory access); its last output was:\nFatal Python error: Segmentation fault\n\nCurrent thread 0x1 (most recent call first):\n  File \"<string>\", line 2 in f\nExtension modules: numpy (total: 1)\n" + Minus + "\n", "parsl.executors.high_throughput.errors.WorkerLost", "The worker process 7 was lost while it ran this task: it ended with exit code 139, which stands for signal 11 (SIGSEGV, a bad memory access); its last output was:\nFatal Python error: Segmentation fault\n\nCurrent thread 0x1 (most recent call first):\n  File \"<string>\", line 2 in f\nExtension modules: numpy (total: 1)")]
    [InlineData(Plus + "\nTraceback from attempt: final attempt\nparsl.x.WorkerLost: it ended with exit code 1; its last output was:\nno beam today\n" + Minus + "\n", "parsl.x.WorkerLost", "it ended with exit code 1; its last output was:\nno beam today")]
    [InlineData(Plus + "\nTraceback from attempt: 1\nparsl.x.WorkerLost: first\n" + Minus + "\n" + Plus + "\nTraceback from attempt: final attempt\nparsl.x.ManagerLost: last\n" + Minus + "\n", "parsl.x.ManagerLost", "last")]
    [InlineData(Plus + "\nTraceback from attempt: final attempt\n" + Frames + "parsl.x.WorkerLost: Task failure due to loss of worker 0\n" + Minus + "\n", "parsl.x.WorkerLost", "Task failure due to loss of worker 0")]
    [InlineData(Plus + "\nTraceback from attempt: final attempt\nparsl.x.ManagerLost: b'x'\n" + Minus, "parsl.x.ManagerLost", "b'x'")]
    [InlineData(Plus + "\nparsl.x.ManagerLost: without a heading\n" + Minus + "\n", "parsl.x.ManagerLost", "without a heading")]
    [InlineData("Task failed:\n" + Frames + "ValueError: bad\n", "ValueError", "bad")]
    [InlineData("TaskTimeout: The task ran longer than the 2 s", "TaskTimeout", "The task ran longer than the 2 s")]
    [InlineData("Function is not allowed here", null, "Function is not allowed here")]
    [InlineData("Note: something\nValueError: bad", "ValueError", "bad")]
    public void What_an_engine_says_is_read_without_its_frame(string text, string? type, string message) => AssertRead(text, type, message);

    [Fact]
    public void A_long_text_of_any_kind_is_read()
    {
        string[] parts = [Frames, During, Cause, "E: x\n", "\"\"\"\n", "\n", "  + Exception Group Traceback (most recent call last):\n", "  | ", Plus + "\n", "\nTraceback from attempt: 1\n"];
        foreach (var text in parts.SelectMany(a => parts.Select(b => string.Concat(Enumerable.Repeat(a + b, 500_000 / (a.Length + b.Length))))))
        {
            _ = RemoteError.Parse(text);
        }
    }

    private static void AssertRead(RaisedException raised)
    {
        var error = RemoteError.Parse(raised.Text);
        Assert.True(
            error.Type == raised.Type && error.Message == raised.Message,
            $"Seed {raised.Seed} raised {raised.Type}: {raised.Message}\nbut was read as {error.Type}: {error.Message}\nin {raised.Text}");
    }

    private static void AssertRead(string text, string? type, string message)
    {
        var error = RemoteError.Parse(text);

        Assert.Equal((type, message), (error.Type, error.Message));
        Assert.Null(error.Report);
    }
}
