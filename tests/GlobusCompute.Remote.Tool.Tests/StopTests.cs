using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>However it ends, nothing that it started stays.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    [InlineData(Signals.Hangup)]
    public async Task A_signal_ends_it_with_success_and_its_processes_with_it(int signal)
    {
        using var tool = ToolProcess.StartLocal("--json");
        var started = await LingerAsync(tool);

        Signals.Send(tool.Id, signal);
        var (code, output, error) = await tool.EndAsync();

        Assert.Equal(0, code);
        Assert.Equal("", output);
        Assert.DoesNotContain("failure", error);
        Assert.All(started, id => Assert.False(ProcessTable.IsAlive(id)));
    }

    [Fact]
    public async Task Signals_that_follow_the_first_change_nothing()
    {
        using var tool = ToolProcess.StartLocal("--json");
        await tool.ReadReadyAsync();

        Signals.Send(tool.Id, Signals.Terminate);
        var end = tool.EndAsync();
        for (var i = 0; i < 50 && Signals.TrySend(tool.Id, i % 2 == 0 ? Signals.Interrupt : Signals.Terminate); i++)
        {
            // One that is pending swallows the next.
            Thread.Yield();
        }

        Assert.Equal(0, (await end).Code);
    }

    [Fact]
    public async Task A_killed_tool_leaves_no_Python_process()
    {
        using var tool = ToolProcess.StartLocal("--json");
        var started = await LingerAsync(tool);

        Signals.Send(tool.Id, Signals.Kill);

        Assert.True(SpinWait.SpinUntil(() => !started.Any(ProcessTable.IsAlive), s_grace), $"After {s_grace} there were still {string.Join(", ", started.Where(ProcessTable.IsAlive))}.");
    }

    [Fact]
    public async Task A_signal_ends_it_while_Python_is_starting()
    {
        using var folder = new TemporaryFolder();
        using var tool = ToolProcess.Start("local", "--json", "--python", folder.AddScript("python", "exec sleep 600"));
        IReadOnlyList<int> started = [];
        Assert.True(SpinWait.SpinUntil(() => (started = ProcessTable.DescendantsOf(tool.Id)).Count > 0, ToolProcess.Limit));

        Signals.Send(tool.Id, Signals.Terminate);

        Assert.Equal((0, "", ""), await tool.EndAsync());
        Assert.All(started, id => Assert.False(ProcessTable.IsAlive(id)));
    }

    [Fact]
    public async Task Ctrl_C_in_a_terminal_ends_the_live_view_with_success()
    {
        // script(1) gives the program a terminal, turns what it reads into keystrokes, and ends with the program's exit code. Its shell is to become the
        // program: one that waits for it gets the Ctrl-C too, and some shells then end by it.
        var line = string.Join(' ', ["exec", .. ToolProcess.CommandLine, "local", "--python", ToolProcess.Python, "--token", "visible-token"]);
        using var terminal = ToolProcess.StartOther(["script", "--quiet", "--return", "--command", line, "/dev/null"]);

        await ToolProcess.ReadUntilAsync(terminal.Output, "visible-token");
        await ToolProcess.ReadUntilAsync(terminal.Output, "tasks/s");
        await terminal.Input.WriteAsync('\x03');
        await terminal.Input.FlushAsync();
        var (code, output, error) = await terminal.EndAsync();

        Assert.Equal(0, code);
        Assert.Equal("", error);
        // The cursor is shown again.
        Assert.Contains("\e[?25h", output);
    }

    /// <summary>Runs a task that does not end, and gives the processes that then live below the tool.</summary>
    private static async Task<IReadOnlyList<int>> LingerAsync(ToolProcess tool)
    {
        var ready = await tool.ReadReadyAsync();
        await using var client = Clients.Create(ready);
        await using var executor = client.CreateExecutor(ready.GetProperty("endpoint_id").GetGuid());
        _ = executor.CreateProxy<IFunctions>().Linger();
        await ToolProcess.ReadUntilAsync(tool.Error, "lingering");
        var started = ProcessTable.DescendantsOf(tool.Id);
        Assert.True(started.Count >= 2, "There should be a worker and its child.");
        return started;
    }
}
