using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Failures;

/// <summary>What is told of functions that fail on real workers.</summary>
public sealed class TracebackTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private readonly ILab _lab = fixture.Executor.CreateProxy<ILab>();
    private readonly IInline _inline = fixture.Executor.CreateProxy<IInline>();

    [Fact]
    public async Task Frames_name_the_file_of_the_function_with_its_lines()
    {
        var error = await Fails(_lab.Reduce(3));

        Assert.Equal("Traceback (most recent call last):\n  File \"Failures/lab.py\", line 22, in reduce\n    raise ArithmeticError(f\"{width} is odd\")\nArithmeticError: 3 is odd\n", error.Traceback);
        Assert.StartsWith("ArithmeticError: 3 is odd (ILab.Reduce, Failures/lab.py line 22, endpoint ", error.Message);
        Assert.Contains(error.Traceback, error.ToString());
        Assert.Contains("  File \"<string>\", line 22, in reduce\n", error.RemoteTraceback);
    }

    [Fact]
    public async Task Adapters_behind_the_file_leave_its_lines_as_they_are()
    {
        var deep = await Fails(_lab.Half(new Frame(3)));
        var early = await Fails(_lab.Half(new Frame(-1)));

        Assert.Contains("  File \"Failures/lab.py\", line 17, in half\n    return Frame(reduce(frame.width))\n  File \"Failures/lab.py\", line 22, in reduce\n", deep.Traceback);
        Assert.Contains("  File \"Failures/lab.py\", line 12, in __post_init__\n    raise ValueError(f\"width is {self.width}\")\nValueError: width is -1\n", early.Traceback);

        // Python made this one.
        Assert.Contains("  File \"<string>\", line ", early.Traceback);
    }

    [Fact]
    public async Task Each_exception_of_a_chain_names_the_file()
    {
        var error = await Fails(_lab.Chain(5));

        Assert.Equal(("RuntimeError", "no half"), (error.RemoteType, error.RemoteMessage));
        Assert.Contains("  File \"Failures/lab.py\", line 28, in chain\n", error.Traceback);
        Assert.StartsWith("RuntimeError: no half (ILab.Chain, Failures/lab.py line 30, ", error.Message);
    }

    [Theory]
    [InlineData("1 / 0", "ZeroDivisionError", "division by zero")]
    [InlineData("x = = 1", "SyntaxError", "invalid syntax")]
    public async Task Code_that_a_function_executes_is_not_taken_for_its_file(string code, string type, string message)
    {
        var error = await Fails(_lab.Execute(code));

        Assert.Equal((type, message), (error.RemoteType, error.RemoteMessage));
        Assert.Contains("  File \"<string>\", line 1", error.Traceback);
        Assert.DoesNotContain("lab.py\", line 1", error.Traceback.Replace("line 34, in execute", ""));
    }

    [Fact]
    public async Task A_source_in_the_interface_is_named_by_its_method()
    {
        var error = await Fails(_inline.Check("bad\u001b[31m\nCheck\u202e"));

        Assert.Equal(("check.<locals>.FrameError", "bad\u001b[31m\nCheck\u202e"), (error.RemoteType, error.RemoteMessage));
        Assert.Contains("  File \"<IInline.Check>\", line 6, in inner\n    raise FrameError(value)\n", error.Traceback);
        Assert.EndsWith("check.<locals>.FrameError: bad\\x1b[31m\nCheck\\u202e\n", error.Traceback);
        Assert.StartsWith(@"check.<locals>.FrameError: bad\x1b[31m … (IInline.Check, <IInline.Check> line 6, ", error.Message);
    }

    [Fact]
    public async Task What_fails_while_the_worker_reads_the_source_names_its_line()
    {
        var module = await Fails(_inline.Late());
        var syntax = await Fails(fixture.Executor.Submit<int>(PythonFunction.FromSource("def f(x):\n    return = x\n"), [1]));

        Assert.Equal("ModuleNotFoundError", module.RemoteType);
        Assert.Contains("  File \"<IInline.Late>\", line 1, in <module>\n    import no_such_module\n", module.Traceback);
        Assert.StartsWith("ModuleNotFoundError: No module named 'no_such_module' (IInline.Late, <IInline.Late> line 1, ", module.Message);
        Assert.Equal("SyntaxError", syntax.RemoteType);
        Assert.Contains("  File \"<f>\", line 2\n", syntax.Traceback);
        Assert.StartsWith("SyntaxError: invalid syntax (f, <f> line 2, ", syntax.Message);
    }

    [Fact]
    public async Task A_file_read_at_run_time_is_named_as_it_was_given()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".py");
        await File.WriteAllTextAsync(path, "\ufeff\r\n\r\ndef f(x):\r\n    return 1 // x\r\n", TestContext.Current.CancellationToken);
        try
        {
            var error = await Fails(fixture.Executor.Submit<int>(PythonFunction.FromFile(path), [0]));

            Assert.Contains($"  File \"{path}\", line 4, in f\n    return 1 // x\n", error.Traceback);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_group_is_reported_as_itself_where_Python_has_groups()
    {
        var error = await Fails(_inline.Grouped());

        if (error.RemoteType == "NameError")
        {
            // Before Python 3.11.
            return;
        }

        Assert.Equal(("ExceptionGroup", "several (2 sub-exceptions)"), (error.RemoteType, error.RemoteMessage));
        Assert.Contains("  |   File \"<IInline.Grouped>\", line 2, in grouped\n", error.Traceback);
    }

    [Fact]
    public async Task An_item_of_a_map_names_the_file_too()
    {
        var items = new List<ComputeMapItem<int>>();
        await foreach (var item in _inline.Reduced([2, 3], new ComputeMapOptions { ChunkSize = 2 }))
        {
            items.Add(item);
        }

        var error = Assert.IsType<TaskExecutionFailedException>(items[1].Exception);
        Assert.Contains("  File \"Failures/lab.py\", line 22, in reduce\n", error.Traceback);
        Assert.StartsWith("ArithmeticError: 3 is odd (IInline.Reduced, Failures/lab.py line 22, ", error.Message);
    }

    [Theory]
    [InlineData("no beam today")]
    [InlineData("two\nlines")]
    [InlineData("Traceback (most recent call last):\n  File \"x\", line 1, in x\nValueError: not this")]
    public async Task The_text_of_an_exit_is_in_the_message(string text)
    {
        var error = await Fails(_lab.Leave(text));

        Assert.Equal("parsl.executors.high_throughput.errors.WorkerLost", error.RemoteType);
        Assert.Contains(" ended with exit code 1; its last output was:\n", error.RemoteMessage);
        Assert.EndsWith(text, error.RemoteMessage);
    }

    [Theory]
    [InlineData(11, "SIGSEGV")]
    [InlineData(6, "SIGABRT")]
    [InlineData(9, "SIGKILL")]
    [InlineData(8, "SIGFPE")]
    public async Task The_message_of_a_crash_is_the_sentence_with_the_signal(int number, string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");

        var error = await Fails(_lab.Crash(number));

        Assert.Equal("parsl.executors.high_throughput.errors.WorkerLost", error.RemoteType);
        Assert.StartsWith("The worker process ", error.RemoteMessage);
        Assert.Contains($"which stands for signal {number} ({name}", error.RemoteMessage.Split('\n')[0]);
        Assert.Contains($"signal {number} ({name}", error.Message);
    }

    private static async Task<TaskExecutionFailedException> Fails(Task call) => await Assert.ThrowsAsync<TaskExecutionFailedException>(() => call);
}
