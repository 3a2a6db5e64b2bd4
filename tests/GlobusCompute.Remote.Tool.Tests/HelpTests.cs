using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

public sealed class HelpTests
{
    [Fact]
    public async Task Help_names_every_option_and_every_exit_code()
    {
        using var tool = ToolProcess.Start("local", "--help");
        var (code, output, error) = await tool.EndAsync();

        Assert.Equal((0, ""), (code, error));
        Assert.All(["--port <N>", "--token <T>", "--endpoint <UUID>", "--workers <N>", "--python <PATH>", "--amqp <URL>", "--env <NAME[=VALUE]>", "--faults <FILE>", "--auth", "--redirect-uri <URI>", "--token-lifetime <SECONDS>", "GCOMPUTE_LOCAL_CLIENT_SECRET", "--json", "GCOMPUTE_LOCAL_TOKEN", "GCOMPUTE_LOCAL_AMQP"], option => Assert.Contains(option, output));
        Assert.All(Enumerable.Range(0, 6), number => Assert.Contains($"\n  {number}  ", output));
    }

    [Fact]
    public async Task The_program_lists_its_commands()
    {
        using var tool = ToolProcess.Start("--help");
        var (code, output, _) = await tool.EndAsync();

        Assert.Equal(0, code);
        Assert.Matches("(?m)^  local +Runs a Globus Compute service", output);
    }
}
