using System.Text.Json;
using GlobusCompute.Remote.Tool.Running;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary><c>gcompute run --each</c>: a call for each row, and a results file with which a later run goes on.</summary>
public sealed class EachTests(ServiceFixture fixture) : IDisposable
{
    private const string Calls = """
        def measure(n: int, log: str, go: str = "") -> int:
            import os
            import time
            with open(log, "a") as file:
                file.write(f"{n}\n")
            while go and not os.path.exists(go) and os.path.isdir(os.path.dirname(go)):
                time.sleep(0.01)
            if n == 13:
                raise ValueError("unlucky")
            return n * n

        """;

    private readonly CommandUser _user = new(fixture.Service);

    private string Log => _user.Folder.File("calls.log");

    public void Dispose() => _user.Dispose();

    [Fact]
    public async Task Each_row_is_called_once_and_a_second_run_makes_only_the_calls_that_have_no_result()
    {
        Prepare("n\n2\n13\n4\n");
        var (code, output, error) = await EachAsync();
        var (again, summary, _) = await EachAsync("--json");
        _user.Folder.Add("rows.csv", "n\n4\n5\n2\n");
        var (last, _, told) = await EachAsync();

        Assert.Equal((12, "rows.csv.results.jsonl\n"), (code, output));
        Assert.Contains("line 3: ValueError: unlucky", error);
        Assert.Contains("2 of 3 rows succeeded, 1 failed.", error);
        Assert.Equal(12, again);
        var counts = JsonSchema.Parse(summary, "each");
        Assert.Equal((3, 2, 1, 0), (Number(counts, "rows"), Number(counts, "succeeded"), Number(counts, "failed"), Number(counts, "open")));
        Assert.Equal((0, "3 of 3 rows succeeded (2 of them before)."), (last, told.TrimEnd()));

        // A failed call is made again, in the second run; the others are not.
        Assert.Equal(["13", "13", "2", "4", "5"], (await File.ReadAllLinesAsync(Log)).Order(StringComparer.Ordinal));
        var lines = await File.ReadAllLinesAsync(_user.Folder.File("rows.csv.results.jsonl"));
        JsonSchema.Parse(lines[0], "results_head");
        Assert.Equal(["16", "25", "4", "null", "null"], lines[1..].Select(line => JsonSchema.Parse(line, "results_row").GetProperty("result").GetRawText()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ctrl_C_keeps_results_and_tasks_and_the_same_command_continues_without_a_second_call()
    {
        var go = _user.Folder.File("go");
        Prepare($"n,go\n1,\n2,\n3,{go}\n4,{go}\n5,{go}\n");
        using (var tool = _user.StartInTerminal("run", "calls.py", $"log={Log}", "--each", "rows.csv"))
        {
            await RunTests.ReadUntilAsync(tool.Output, "] 2/5", 0);
            await tool.Input.WriteAsync('\x03');
            await tool.Input.FlushAsync();
            var (code, shown, _) = await tool.EndAsync();

            Assert.Equal(130, code);
            Assert.Contains("stopped: 2 of 5 rows succeeded, 3 have no result yet. Tasks that were sent keep running: the service cannot stop a task. The same command continues.", shown);
        }

        _user.Folder.Add("go", "");
        var (again, _, told) = await EachAsync();

        Assert.Equal((0, "5 of 5 rows succeeded (2 of them before)."), (again, told.TrimEnd()));
        Assert.Equal(["1", "2", "3", "4", "5"], (await File.ReadAllLinesAsync(Log)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_process_that_is_killed_loses_no_task_either()
    {
        var go = _user.Folder.File("go");
        Prepare($"n,go\n1,\n3,{go}\n");
        using (var tool = _user.Start("run", "calls.py", $"log={Log}", "--each", "rows.csv"))
        {
            await Eventually.TrueAsync(() => File.Exists(Log) && ReadShared(Log).Split('\n').Length == 3 && ReadShared(_user.Folder.File("rows.csv.results.jsonl")).Contains("succeeded", StringComparison.Ordinal));
            Signals.Send(tool.Id, Signals.Kill);
            await tool.EndAsync();
        }

        // The last line was not finished.
        await File.AppendAllTextAsync(_user.Folder.File("rows.csv.results.jsonl"), "{\"key\":\"ab");
        _user.Folder.Add("go", "");
        var (again, _, told) = await EachAsync();

        Assert.Equal((0, "2 of 2 rows succeeded (1 of them before)."), (again, told.TrimEnd()));
        Assert.Equal(["1", "3"], (await File.ReadAllLinesAsync(Log)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rows_run_here_without_a_service()
    {
        using var user = new CommandUser();
        user.Folder.Add("d.csv", "x,y,label\n\"[1,2]\",\"[2,4]\",\"a, \"\"b\"\"\"\n\"[1,2]\",\"[2,5]\",\n");
        var output = await user.SucceedAsync("run", "analysis.py:fit_line", "--local", "--each", "d.csv", "--results", "out.jsonl");

        Assert.Equal("out.jsonl\n", output);
        var results = (await File.ReadAllLinesAsync(user.Folder.File("out.jsonl")))[1..].Select(static line => JsonSchema.Parse(line, "results_row").GetProperty("result").GetProperty("label").GetString());
        Assert.Equal(["a, \"b\"", "fit"], results.Order(StringComparer.Ordinal));
        Assert.False(File.Exists(user.Folder.File("out.jsonl.journal")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--local")]
    public async Task A_second_run_at_the_same_time_is_refused(string more)
    {
        var go = _user.Folder.File("go");
        Prepare($"n,go\n3,{go}\n");
        using var first = _user.Start(["run", "calls.py", $"log={Log}", "--each", "rows.csv", .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        await Eventually.TrueAsync(() => File.Exists(Log));
        var (code, output, error) = await EachAsync(more.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        _user.Folder.Add("go", "");
        var (done, _, _) = await first.EndAsync();

        Assert.Equal((17, "", 0), (code, output, done));
        Assert.Equal(
            "gcompute run: another run writes its results to 'rows.csv.results.jsonl'. Wait until it has ended, or name another file with --results.\n", error);
        Assert.Equal(["3"], await File.ReadAllLinesAsync(Log));
        Assert.False(File.Exists(_user.Folder.File("rows.csv.results.jsonl.lock")));
    }

    [Fact]
    public async Task A_table_may_be_separated_by_tabs()
    {
        using var user = new CommandUser();
        user.Folder.Add("d.tsv", "x\ty\tlabel\n[1,2]\t[2,4]\ta, b\n[1,2]\t[2,5]\t\"c\td\"\n");
        await user.SucceedAsync("run", "analysis.py:fit_line", "--local", "--each", "d.tsv");

        var results = (await File.ReadAllLinesAsync(user.Folder.File("d.tsv.results.jsonl")))[1..].Select(static line => JsonSchema.Parse(line, "results_row"));
        Assert.Equal(["a, b", "c\td"], results.Select(static row => row.GetProperty("result").GetProperty("label").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Results_of_a_function_that_has_changed_are_not_mixed()
    {
        Prepare("n\n2\n");
        await EachAsync();
        _user.Folder.Add("calls.py", Calls.Replace("n * n", "n + n", StringComparison.Ordinal));
        var (code, output, error) = await EachAsync();

        Assert.Equal((17, ""), (code, output));
        Assert.Contains("rows.csv.results.jsonl has results of measure as it was before; measure differs. Name another file with --results", error);
    }

    [Theory]
    [InlineData("my only copy")]
    [InlineData("two lines\nof notes")]
    [InlineData("{\"gcompute\":1}")]
    [InlineData("n\n1\n2")]
    [InlineData("{\"gcompute_results\":1,\"function\":\"measure\",\"function_hash\":\"other\"}\nand more")]
    public async Task Another_file_is_left_as_it_is(string content)
    {
        Prepare("n\n1\n");
        _user.Folder.Add("notes.txt", content);
        var (code, output, error) = await EachAsync("--results", "notes.txt");

        Assert.Equal((17, ""), (code, output));
        Assert.Contains("Name another file with --results", error);
        Assert.Equal(content, await File.ReadAllTextAsync(_user.Folder.File("notes.txt")));
        Assert.False(File.Exists(Log));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"gcompute_results\":1,\"function\":\"mea")]
    public async Task A_process_that_was_killed_while_it_began_the_file_is_continued(string content)
    {
        Prepare("n\n2\n");
        _user.Folder.Add("rows.csv.results.jsonl", content);
        var (code, _, told) = await EachAsync();

        Assert.Equal((0, "1 of 1 rows succeeded."), (code, told.TrimEnd()));
        var lines = await File.ReadAllLinesAsync(_user.Folder.File("rows.csv.results.jsonl"));
        JsonSchema.Parse(lines[0], "results_head");
        Assert.Equal("4", JsonSchema.Parse(Assert.Single(lines[1..]), "results_row").GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task A_full_disk_ends_the_run_and_the_file_has_whole_lines_with_which_the_next_one_continues()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs bash's limit of a file's size.");
        _user.Folder.Add("double.py", "def double(n: int) -> int:\n    return 2 * n\n");
        _user.Folder.Add("rows.csv", "n\n" + string.Concat(Enumerable.Range(0, 60).Select(static n => $"{n}\n")));
        string[] line = ["run", "double.py", "--each", "rows.csv"];

        // What goes beyond the limit is refused, as on a full disk. The runtime itself needs larger files for W^X.
        _user.Variables["DOTNET_EnableWriteXorExecute"] = "0";
        const string Limited = "trap '' XFSZ; ulimit -f 8; exec \"$@\"";
        using (var tool = ToolProcess.StartOther(["bash", "-c", Limited, "bash", .. ToolProcess.CommandLine, .. line], _user.Variables, _user.Folder.Path))
        {
            var (code, _, error) = await tool.EndAsync();
            Assert.True(code == 17, $"{code}: {error}");
            Assert.Matches(@"^gcompute run: \d+ of 60 rows succeeded, \d+ have no result yet\. A result cannot be written to 'rows\.csv\.results\.jsonl': .+\. The same command continues\.\n$", error);
        }

        var path = _user.Folder.File("rows.csv.results.jsonl");
        Assert.EndsWith("}\n", await File.ReadAllTextAsync(path));
        Assert.False(File.Exists(path + ".lock"));
        await _user.SucceedAsync(line);
        var lines = await File.ReadAllLinesAsync(path);
        Assert.All(lines[1..], static row => JsonSchema.Parse(row, "results_row"));
        Assert.Equal(Enumerable.Range(0, 60), lines[1..].Select(static row => JsonDocument.Parse(row).RootElement.GetProperty("result").GetInt32() / 2).Order());
    }

    [Fact]
    public async Task A_file_of_an_argument_that_was_edited_makes_other_calls()
    {
        _user.Folder.Add("scale.py", "def scale(by: list[float], x: float) -> float:\n    return by[0] * x\n");
        _user.Folder.Add("rows.csv", "x\n1\n");
        string[] line = ["run", "scale.py", "by=@by.json", "--each", "rows.csv", "--local"];
        foreach (var (content, before) in new[] { ("[2]", ""), ("[3]", ""), ("[2]", " (1 of them before)") })
        {
            _user.Folder.Add("by.json", content);
            var (code, _, told) = await _user.RunAsync(line);
            Assert.Equal((0, $"1 of 1 rows succeeded{before}."), (code, told.TrimEnd()));
        }

        var results = (await File.ReadAllLinesAsync(_user.Folder.File("rows.csv.results.jsonl")))[1..].Select(static row => JsonDocument.Parse(row).RootElement.GetProperty("result").GetDouble());
        Assert.Equal([2, 3], results);
    }

    [Fact]
    public async Task Cells_are_literal_so_that_a_table_names_no_files_of_this_machine()
    {
        _user.Folder.Add("secret", "hidden");
        _user.Folder.Add("echo.py", "def echo(text: str, other=None):\n    return [text, other]\n");
        _user.Folder.Add("rows.csv", "text,other\n@secret,@secret\n@@x,@-\n@-,@@\n");
        await _user.SucceedAsync("run", "echo.py", "--local", "--each", "rows.csv");

        var results = (await File.ReadAllLinesAsync(_user.Folder.File("rows.csv.results.jsonl")))[1..]
            .Select(static line => JsonSchema.Parse(line, "results_row").GetProperty("result").GetRawText());
        Assert.Equal(["[\"@-\",\"@@\"]", "[\"@@x\",\"@-\"]", "[\"@secret\",\"@secret\"]"], results.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("n\nx\n", "rows.csv, line 2: n must be an integer (int), but is 'x'.")]
    [InlineData("m\n1\n", "the function has no parameter 'm'. Did you mean 'n'?")]
    [InlineData("n;log\n1;2\n", "the function has no parameter 'n;log'. Cells are separated by commas, and by tabs in a file that ends in .tsv.")]
    [InlineData("n,n\n1,2\n", "rows.csv has two columns 'n'.")]
    [InlineData("n,log\n1,x\n", "'log' is a column of rows.csv and an argument for all rows.")]
    [InlineData("n,go\n1\n", "rows.csv, line 2: 1 cells, where the head has 2.")]
    [InlineData("n\n\"1\n", "rows.csv, line 2: a quote is not closed.")]
    [InlineData("n\n\"1\"2\n", "rows.csv, line 2: text follows a closing quote.")]
    [InlineData("", "rows.csv is empty")]
    [InlineData("n\n\n", "rows.csv, line 2")]
    public async Task A_bad_table_is_refused_before_any_call(string table, string message)
    {
        if (table == "n\n\n")
        {
            table = "n\n\"\"\n";
        }

        Prepare(table);
        var (code, output, error) = await EachAsync();

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error);
        Assert.False(File.Exists(Log));
    }

    [Fact]
    public void A_table_may_have_quotes_line_ends_and_a_byte_order_mark()
    {
        var table = CsvTable.Parse("t", "\uFEFFa,b\r\n\"1\r\n2\",\"x\"\"y\"\r\n\r\n3,\n,4", ',');
        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal([(2, "1\r\n2|x\"y"), (5, "3|"), (6, "|4")], table.Rows.Select(row => (row.Line, string.Join('|', row.Cells))));
    }

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private void Prepare(string table)
    {
        _user.Folder.Add("calls.py", Calls);
        _user.Folder.Add("rows.csv", table);
    }

    private Task<(int Code, string Output, string Error)> EachAsync(params string[] more) =>
        _user.RunAsync(["run", "calls.py", $"log={Log}", "--each", "rows.csv", .. more]);
}
