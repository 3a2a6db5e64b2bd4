using GlobusCompute.Remote.TestFixtures;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>What <c>gcompute local</c> takes from its environment, and what its workers get of it.</summary>
public sealed class LocalEnvironmentTests(RabbitMqFixture rabbit)
{
    private const string Secret = "secret-value-7";

    [Fact]
    public async Task Token_and_broker_can_be_given_by_the_environment_alone()
    {
        using var tool = ToolProcess.StartLocalWith(new Dictionary<string, string>
        {
            ["GCOMPUTE_LOCAL_TOKEN"] = Secret,
            ["GCOMPUTE_LOCAL_AMQP"] = rabbit.Node.Uri.OriginalString,
        });

        var ready = await tool.ReadReadyAsync();

        Assert.Equal(Secret, ready.GetProperty("token").GetString());
        Assert.Equal(rabbit.Node.Uri.OriginalString, ready.GetProperty("amqp").GetString());
        Signals.Send(tool.Id, Signals.Terminate);
        var (code, _, error) = await tool.EndAsync();
        Assert.Equal(0, code);
        Assert.DoesNotContain(Secret, error);
    }

    [Fact]
    public async Task A_token_of_the_environment_is_not_shown_where_output_is_kept_but_named()
    {
        using var tool = ToolProcess.StartOther(
            [.. ToolProcess.CommandLine, "local", "--python", ToolProcess.Python], new Dictionary<string, string> { ["GCOMPUTE_LOCAL_TOKEN"] = Secret });

        Assert.Equal("Token     that of GCOMPUTE_LOCAL_TOKEN", await ToolProcess.ReadUntilAsync(tool.Output, "Token "));
        Signals.Send(tool.Id, Signals.Terminate);
        var (code, output, error) = await tool.EndAsync();
        Assert.Equal(0, code);
        Assert.DoesNotContain(Secret, output + error);
    }

    [Fact]
    public async Task The_command_line_comes_before_the_environment_and_an_empty_variable_counts_as_none()
    {
        using var tool = ToolProcess.StartLocalWith(
            new Dictionary<string, string> { ["GCOMPUTE_LOCAL_TOKEN"] = "from-the-environment", ["GCOMPUTE_LOCAL_AMQP"] = "" }, "--token", "from-the-line");

        var ready = await tool.ReadReadyAsync();

        Assert.Equal("from-the-line", ready.GetProperty("token").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, ready.GetProperty("amqp").ValueKind);
    }

    [Fact]
    public async Task Workers_see_the_variables_of_env_and_no_others_of_the_tool()
    {
        var environment = new Dictionary<string, string>
        {
            ["GCOMPUTE_LOCAL_TOKEN"] = Secret,
            ["LAB_MODE"] = "passed on",
            ["RIG_A"] = "by",
            ["RIG_B"] = "pattern",
            ["LAB_SECRET"] = Secret,
        };
        using var tool = ToolProcess.StartLocalWith(environment, "--env", "LAB_MODE", "--env", "RIG_*", "--env", "SET_HERE=a=b", "--env", "EMPTY=");

        var ready = await tool.ReadReadyAsync();
        await using var client = Clients.Create(ready);
        await using var executor = client.CreateExecutor(ready.GetProperty("endpoint_id").GetGuid());
        var functions = executor.CreateProxy<IFunctions>();
        string[] names = ["LAB_MODE", "RIG_A", "RIG_B", "SET_HERE", "EMPTY", "LAB_SECRET", "GCOMPUTE_LOCAL_TOKEN"];
        var values = await functions.Variables(names).WaitAsync(ToolProcess.Limit);

        string?[] expected = ["passed on", "by", "pattern", "a=b", "", null, null];
        Assert.Equal(expected, values);
    }

    [Fact]
    public async Task Packages_that_Python_lacks_are_told_on_standard_error_with_the_command_that_installs_them()
    {
        using var folder = new TemporaryFolder();
        using var tool = ToolProcess.Start("local", "--json", "--python", folder.AddScript("python", $"exec {ToolProcess.Python} -S \"$@\""));

        await tool.ReadReadyAsync();
        var line = await ToolProcess.ReadUntilAsync(tool.Error, "pip install");

        Assert.Matches(" warning: .+ does not have dill and numpy: .+ [^ ]*python[^ ]* -m pip install dill numpy$", line);
    }
}
