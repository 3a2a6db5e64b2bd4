using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Shared.Display;
using GlobusCompute.Remote.Tool.Local;
using Spectre.Console;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

public sealed class ViewTests
{
    private static readonly DateTimeOffset s_time = new(2026, 11, 22, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_redirected_view_shows_what_a_client_needs_and_appends_a_line_for_each_task()
    {
        using var tool = ToolProcess.StartLocal();
        var url = new Uri((await ToolProcess.ReadUntilAsync(tool.Output, "Service   "))[10..]);
        var token = (await ToolProcess.ReadUntilAsync(tool.Output, "Token     "))[10..];
        var endpoint = Guid.Parse((await ToolProcess.ReadUntilAsync(tool.Output, "Endpoint  "))[10..]);
        await using (var client = Clients.Create(url, token))
        await using (var executor = client.CreateExecutor(endpoint))
        {
            var functions = executor.CreateProxy<IFunctions>();
            await functions.Add(1, 1).WaitAsync(ToolProcess.Limit);
            await Assert.ThrowsAsync<TaskExecutionFailedException>(() => functions.Calibrate().WaitAsync(ToolProcess.Limit));
        }

        Assert.Matches(@"^\d\d:\d\d:\d\d add succeeded in [\d.]+ ms$", await ToolProcess.ReadUntilAsync(tool.Output, "add"));
        Assert.Matches(@"^\d\d:\d\d:\d\d calibrate failed after [\d.]+ ms: ValueError: bad reading$", await ToolProcess.ReadUntilAsync(tool.Output, "calibrate"));
        Signals.Send(tool.Id, Signals.Terminate);
        var (code, output, _) = await tool.EndAsync();
        Assert.Equal(0, code);
        Assert.Matches(@"^\d\d:\d\d:\d\d ended: 0 waiting, 0 running, 1 succeeded, 1 failed\n$", output);
    }

    [Fact]
    public void Tasks_are_listed_once_and_those_no_longer_remembered_are_counted()
    {
        var output = new StringWriter { NewLine = "\n" };
        var view = new PlainView(output, new ManualTimeProvider());

        view.Show(Statistics(2, "a", "b"));
        view.Show(Statistics(2, "a", "b"));
        view.Show(Statistics(3, "a", "b", "c"));
        view.Show(Statistics(9, "x", "y"));

        Assert.Equal(["a", "b", "c", "4", "x", "y"], output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[1]));
        Assert.Contains(" 4 tasks finished that are not listed\n", output.ToString());
    }

    [Fact]
    public void A_line_that_counts_comes_every_ten_seconds_when_something_finished()
    {
        var output = new StringWriter { NewLine = "\n" };
        var time = new ManualTimeProvider();
        var view = new PlainView(output, time);

        view.Show(Statistics(0));
        time.Advance(TimeSpan.FromSeconds(4));
        view.Show(Statistics(8));
        time.Advance(TimeSpan.FromSeconds(6));
        view.Show(Statistics(20));
        time.Advance(TimeSpan.FromSeconds(11));
        view.Show(Statistics(20));

        // 12 more in the 6 seconds since the last mark within the window.
        var line = Assert.Single(output.ToString().Split('\n'), line => line.Contains("tasks/s", StringComparison.Ordinal));
        Assert.EndsWith(" 3 waiting, 0 running, 20 succeeded, 0 failed, 2.0 tasks/s", line);
    }

    [Fact]
    public void The_picture_shows_counts_running_tasks_first_and_the_newest_of_the_finished_next()
    {
        var picture = Draw(new LocalTaskStatistics
        {
            Waiting = 12,
            Running = [Snapshot("simulate") with { FinishedAt = null, Duration = TimeSpan.FromSeconds(75) }],
            Succeeded = 340,
            Failed = 1,
            RecentlyFinished = [Snapshot("fit_line"), Snapshot("calibrate") with { Failure = "ValueError: bad reading" }],
        });

        Assert.All(["waiting 12", "running 1", "succeeded 340", "failed 1", "57.2 tasks/s"], count => Assert.Contains(count, picture[0]));
        var rows = picture.Where(line => line.StartsWith('|') || line.StartsWith('│')).Skip(1).Select(line => line.Split('|', '│').Select(cell => cell.Trim()).ToArray()).ToList();
        Assert.Equal(["simulate", "calibrate", "fit_line"], rows.Select(row => row[1]));
        Assert.Equal(["1:15 min", "20 ms", "20 ms"], rows.Select(row => row[3]));
        Assert.Equal(["running", "ValueError: bad reading", "succeeded"], rows.Select(row => row[4]));
    }

    [Fact]
    public void The_picture_stays_within_the_terminal_whatever_the_tasks_are_called_and_say()
    {
        var odd = Snapshot("f\e[2J\n" + new string('x', 300)) with { Failure = "Error: [bold]" + new string('y', 300) };
        var picture = Draw(new LocalTaskStatistics { Waiting = 0, Running = [], Succeeded = 0, Failed = 500, RecentlyFinished = [.. Enumerable.Repeat(odd, 100)] });

        Assert.True(picture.Count < 24);
        Assert.All(picture, line => Assert.True(line.Length <= 80, line));
        Assert.All(picture, line => Assert.DoesNotContain('\e', line));
        Assert.Contains(picture, line => line.Contains("f?[2J?xxx", StringComparison.Ordinal) && line.Contains("Error: [bold]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "0.0 ms")]
    [InlineData(0.42, "0.4 ms")]
    [InlineData(12, "12 ms")]
    [InlineData(999.9, "999 ms")]
    [InlineData(1200, "1.2 s")]
    [InlineData(59_999, "59.9 s")]
    [InlineData(61_000, "1:01 min")]
    [InlineData(3_600_000, "1:00:00 h")]
    [InlineData(90_061_000, "25:01:01 h")]
    public void Durations_are_written_with_their_unit(double milliseconds, string text) => Assert.Equal(text, DurationText.Of(TimeSpan.FromMilliseconds(milliseconds)));

    private static List<string> Draw(LocalTaskStatistics tasks)
    {
        var output = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 80;
        console.Write(TaskPicture.Draw(tasks, 57.23, width: 80, height: 24));
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static LocalTaskStatistics Statistics(int finished, params string[] recent) =>
        new() { Waiting = 3, Running = [], Succeeded = finished, Failed = 0, RecentlyFinished = [.. recent.Select(Snapshot)] };

    private static LocalTaskSnapshot Snapshot(string name) => new()
    {
        TaskId = Guid.NewGuid(),
        FunctionName = name,
        SubmittedAt = s_time,
        StartedAt = s_time,
        FinishedAt = s_time.AddMilliseconds(20),
        Duration = TimeSpan.FromMilliseconds(20),
    };
}
