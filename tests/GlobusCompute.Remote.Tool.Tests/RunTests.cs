using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary><c>gcompute run</c> of one call.</summary>
public sealed class RunTests(ServiceFixture fixture) : IDisposable
{
    private readonly CommandUser _user = new(fixture.Service);

    public void Dispose() => _user.Dispose();

    [Fact]
    public async Task The_result_is_all_of_standard_output_and_the_rest_is_on_standard_error()
    {
        var (code, output, error) = await _user.RunAsync("run", "analysis.py:fit_line", "[1, 2]", "[2,4]", "--label", "b");

        Assert.Equal((0, "{\"label\":\"b\",\"slope\":2.0,\"intercept\":0.0}\n"), (code, output));
        Assert.Matches(@"^succeeded \(queue [\d.]+ m?s, run [\d.]+ m?s\), task [0-9a-f-]{36}, Python 3\.\d+\.\d+\n$", error);
    }

    [Fact]
    public async Task A_failed_function_gives_its_traceback_with_the_file_and_exit_code_12()
    {
        var (code, output, error) = await _user.RunAsync("run", "analysis.py:calibrate", "no\e[2Jsignal");

        Assert.Equal((12, ""), (code, output));
        Assert.Contains("File \"analysis.py\", line 9, in calibrate", error);
        Assert.Contains("ValueError: no\\x1b[2Jsignal", error);
        Assert.DoesNotContain('\e', error);
    }

    [Fact]
    public async Task Json_holds_the_result_or_the_failure()
    {
        var good = JsonSchema.Parse(await _user.SucceedAsync("run", "analysis.py:echo", "[1,2.5,null,\"x\"]", "--json"), "task");
        var (code, output, error) = await _user.RunAsync("run", "analysis.py:calibrate", "--json");
        var bad = JsonSchema.Parse(output, "task");

        Assert.Equal(("succeeded", "[1,2.5,null,\"x\"]"), (good.GetProperty("state").GetString(), good.GetProperty("result").GetRawText()));
        Assert.Equal((12, ""), (code, error));
        Assert.Equal(("failed", "ValueError", "bad reading"), (bad.GetProperty("state").GetString(), bad.GetProperty("error").GetProperty("type").GetString(), bad.GetProperty("error").GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_switch_takes_no_value_so_that_true_behind_it_is_an_argument()
    {
        Assert.Equal("true\n", await _user.SucceedAsync("run", "analysis.py:echo", "--local", "true"));
        Assert.Equal("[false]\n", await _user.SucceedAsync("run", "--local", "analysis.py:echo", "[false]"));
        foreach (var word in new[] { "--local=true", "--local:false", "--json=true" })
        {
            var (code, output, error) = await _user.RunAsync("run", "analysis.py:echo", word, "1");
            Assert.Equal((2, ""), (code, output));
            Assert.Equal($"gcompute run: {word[..^(word.EndsWith("true", StringComparison.Ordinal) ? 5 : 6)]} takes no value. Write it alone, or leave it out. 'gcompute run --help' lists commands and options.\n", error);
        }
    }

    [Fact]
    public async Task Messages_that_cannot_be_written_change_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /dev/full.");
        const string Full = "exec \"$@\" 2> /dev/full";
        using var tool = ToolProcess.StartOther(["bash", "-c", Full, "bash", .. ToolProcess.CommandLine, "run", "analysis.py:echo", "5"], _user.Variables, _user.Folder.Path);
        Assert.Equal((0, "5\n", ""), await tool.EndAsync());
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_one_sentence()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /dev/full.");
        foreach (var line in new[] { "run analysis.py:echo 5", "--help", "run --help", "completion bash" })
        {
            using var tool = ToolProcess.StartOther(["bash", "-c", "exec \"$@\" > /dev/full", "bash", .. ToolProcess.CommandLine, .. line.Split(' ')], _user.Variables, _user.Folder.Path);
            var (code, _, error) = await tool.EndAsync();
            Assert.Equal(1, code);
            Assert.Matches("^gcompute[a-z ]*: No space left on device\n$", error[error.IndexOf("gcompute", StringComparison.Ordinal)..]);
        }
    }

    [Fact]
    public async Task A_text_is_printed_as_it_is_in_a_pipe_and_harmless_in_a_terminal()
    {
        const string Text = "red \e[31m and \u202Ebackwards";
        var piped = await _user.SucceedAsync("run", "analysis.py:echo", $"value={Text}");
        using var terminal = _user.StartInTerminal("run", "analysis.py:echo", $"value={Text}");
        var (code, shown, _) = await terminal.EndAsync();

        Assert.Equal(Text + "\n", piped);
        Assert.Equal(0, code);
        Assert.Contains(@"red \x1b[31m and \u202ebackwards", shown);
        Assert.DoesNotContain("\e[31m", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_says_that_the_task_keeps_running_and_another_command_waits_for_it()
    {
        using var tool = _user.StartInTerminal("run", "analysis.py:wait_for", _user.Folder.File("go"));
        var task = Guid.Parse(await ReadUntilAsync(tool.Output, "waiting for the result of task ", 36));

        await tool.Input.WriteAsync('\x03');
        await tool.Input.FlushAsync();
        var (code, shown, _) = await tool.EndAsync();
        var (early, _, why) = await _user.RunAsync("task", "result", $"{task}");
        _user.Folder.Add("go", "");
        var result = await _user.SucceedAsync("task", "wait", $"{task}");

        Assert.Equal(130, code);
        Assert.Contains($"Task {task} keeps running: the service cannot stop a task. 'gcompute task wait {task}' waits for its result.", shown);
        Assert.Equal(16, early);
        Assert.Contains("the task has not completed", why);
        Assert.Equal("done\n", result);
    }

    [Fact]
    public async Task A_wait_that_takes_too_long_says_that_the_task_has_not_completed()
    {
        var (code, output, error) = await _user.RunAsync("run", "analysis.py:wait_for", _user.Folder.File("go"), "--timeout", "0.5");
        _user.Folder.Add("go", "");

        Assert.Equal((16, ""), (code, output));
        Assert.Contains("wait_for", error);
    }

    [Fact]
    public async Task A_folder_with_nothing_but_the_file_is_enough_to_run_it_here()
    {
        using var user = new CommandUser();
        Assert.Equal("{\"label\":\"fit\",\"slope\":1.0,\"intercept\":0.0}\n", await user.SucceedAsync("run", "analysis.py:fit_line", "--local", "[1,2]", "[1,2]"));
        Assert.Equal([Path.Combine(user.Folder.Path, "analysis.py")], Directory.EnumerateFileSystemEntries(user.Folder.Path));
    }

    [Fact]
    public async Task Types_of_annotations_arrive_on_the_worker()
    {
        using var user = new CommandUser();
        user.Folder.Add("typed.py", """
            import datetime
            from typing import Optional

            def typed(a: dict[int, float], b: tuple[int, str], c: Optional[list[datetime.date]] = None, d: set[int] = set(), **more: tuple[float, ...]):
                return repr([a, b, c, d, more])
            """);
        var output = await user.SucceedAsync(
            "run", "typed.py", "--local", "{\"1\": 2}", "[1, \"a\"]", "[\"2026-11-29\"]", "[1]", "--e", "[1]");

        Assert.Equal("[{1: 2.0}, (1, 'a'), [datetime.date(2026, 11, 29)], {1}, {'e': (1.0,)}]\n", output);
    }

    [Fact]
    public async Task A_Python_of_the_profile_that_cannot_be_used_is_named_as_that()
    {
        using var user = new CommandUser();
        await user.SucceedAsync("profile", "set", "python", "/no/such/python", "--profile", "work");
        var (code, _, error) = await user.RunAsync("--profile", "work", "run", "analysis.py:echo", "1", "--local");
        var (_, findings, _) = await user.RunAsync("doctor", "--profile", "work", "--service", "http://127.0.0.1:1/", "--timeout", "1");

        Assert.Equal(3, code);
        Assert.Contains("the setting 'python' of the profile 'work' names the Python interpreter '/no/such/python'", error);
        Assert.Contains("the setting 'python' of the profile 'work' names the Python interpreter '/no/such/python'", findings);
        Assert.DoesNotContain("--python names", error + findings);
    }

    [Fact]
    public async Task A_call_that_was_not_sent_in_time_says_so_with_a_unit()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        using var user = new CommandUser();
        user.Variables["GLOBUS_COMPUTE_ACCESS_TOKEN"] = "x";
        var (code, _, error) = await user.RunAsync(
            "run", "analysis.py:echo", "1", "--service", $"http://{silent.LocalEndpoint}/", "--endpoint", "0d4473ef-0b7a-45dc-bfd3-4220c622d991", "--timeout", "0.3");

        Assert.Equal(16, code);
        Assert.Contains("within 300 ms. It was withdrawn, so that no task exists.", error);
    }

    [Fact]
    public async Task What_a_local_task_prints_is_on_standard_error()
    {
        using var user = new CommandUser();
        user.Folder.Add("loud.py", "def loud():\n    print('so \\x1b[2J it is')\n    return 7\n");
        var (code, output, error) = await user.RunAsync("run", "loud.py", "--local");

        Assert.Equal((0, "7\n"), (code, output));
        Assert.Contains(@"so \x1b[2J it is" + "\n", error);
    }

    [Theory]
    [InlineData("analysis.py:fit_lin --local", 2, "analysis.py defines no 'fit_lin'. Did you mean 'fit_line'?")]
    [InlineData("analysis.py --local", 2, "analysis.py has 4 top-level functions: fit_line, calibrate, echo, wait_for. Name the one to call, such as analysis.py:fit_line.")]
    [InlineData("anlysis.py --local", 2, "Did you mean 'analysis.py'?")]
    [InlineData("analysis.py:fit_line --local [1]", 2, "fit_line needs an argument for y: fit_line(x: list[float], y: list[float], label: str = \"fit\").")]
    [InlineData("analysis.py:fit_line --local one [1]", 2, "x must be a JSON array (list[float]), but is 'one'.")]
    [InlineData("analysis.py:fit_line --local [1] [\"a\"]", 2, "y does not fit list[float]: y[0] must be a number, but is \"a\".")]
    [InlineData("analysis.py:echo --local \"\\ud800\"", 2, "value holds an unpaired surrogate, which is not a character.")]
    [InlineData("analysis.py:echo --local 1e400", 2, "value is 1e400, which is beyond the range of a float.")]
    [InlineData("analysis.py:echo --local @", 2, "value: '@' names no file. The text '@' is written as '@@'.")]
    [InlineData("star.py:fit_lin --local", 2, "star.py defines no 'fit_lin'. Did you mean 'fit_line'?")]
    [InlineData("star.py: --local", 2, "no function is named behind the colon of 'star.py:'.")]
    [InlineData("star.py:A.method --local", 2, "'A.method' is not a name in Python. Name a top-level function of star.py")]
    [InlineData(". --local", 2, "'.' is a folder. Python files there: ")]
    [InlineData("star.py:helper --local", 2, "A function of another module is imported by its name, not by 'import *'.")]
    [InlineData("star.py:method --local", 2, "'method' is defined within a class or a function of star.py, where a call does not reach it. Write a top-level function")]
    [InlineData("analysis.py:ehco --local", 2, "Did you mean 'echo'?")]
    [InlineData("analysis.py:fit_line --local [1] [2] --lable x", 2, "unrecognized option '--lable', and fit_line has no parameter 'lable'.")]
    [InlineData("analysis.py:fit_line --locl [1] [2]", 2, "Did you mean '--local'?")]
    [InlineData("analysis.py:fit_line --local [1] [2] x y", 2, "fit_line takes at most 3 positional arguments, and 'y' is one more")]
    [InlineData("analysis.py:fit_line --local [1] [2] x=[3]", 2, "fit_line gets two values for 'x'")]
    [InlineData("analysis.py:echo --local @none.json", 2, "value: the file 'none.json' cannot be read")]
    [InlineData("analysis.py:echo 1", 2, "no endpoint is named")]
    [InlineData("analysis.py:echo 1 --local --endpoint 0d4473ef-0b7a-45dc-bfd3-4220c622d991", 2, "--local and --endpoint exclude each other.")]
    [InlineData("analysis.py:echo 1 --local --python /no/such/python", 3, "--python names the Python interpreter '/no/such/python'")]
    [InlineData("analysis.py:echo 1 --local --results x", 2, "--results needs --each.")]
    [InlineData("broken.py --local", 2, "broken.py, line 1, column 6: ")]
    [InlineData("lazy.py --local", 2, "'lazy' of lazy.py is a generator")]
    public async Task A_mistake_is_one_sentence(string line, int expected, string message)
    {
        using var user = new CommandUser();
        user.Folder.Add("broken.py", "def f(x:\n");
        user.Folder.Add("star.py", "from math import *\n\nclass A:\n    def method(self):\n        return 1\n\ndef fit_line(method=1):\n    return A().method()\n");
        user.Folder.Add("lazy.py", "def lazy():\n    yield 1\n");
        var (code, output, error) = await user.RunAsync(["run", .. line.Split(' ')]);

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(message, error);
        Assert.StartsWith("gcompute run: ", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    /// <summary>Reads characters up to a text, and so many behind it.</summary>
    /// <summary>Reads up to a text and so many characters after it, which it gives. A program that keeps on writing is not waited for without end.</summary>
    internal static async Task<string> ReadUntilAsync(StreamReader reader, string text, int length)
    {
        using var limit = new CancellationTokenSource(ToolProcess.Limit);
        var read = new System.Text.StringBuilder();
        var one = new char[1];
        while (read.ToString().IndexOf(text, StringComparison.Ordinal) is var at && (at < 0 || read.Length < at + text.Length + length))
        {
            Assert.True(await reader.ReadAsync(one).AsTask().WaitAsync(limit.Token) == 1, $"It ended after: {read}");
            read.Append(one[0]);
        }

        return read.ToString(read.Length - length, length);
    }
}
