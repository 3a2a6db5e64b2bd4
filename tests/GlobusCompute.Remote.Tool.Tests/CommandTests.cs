using System.CommandLine;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Testing;
using GlobusCompute.Remote.Tool.Sessions;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>What all commands have in common: help, exit codes, JSON, completion.</summary>
public sealed class CommandTests
{
    private static readonly string[] s_without = ["local", "login", "logout", "whoami", "token", "completion", "function pin", "function check"];

    public static TheoryData<string> Commands => [.. Walk(CommandLine.CreateRoot(), "").Where(static path => path.Length > 0)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_help_with_its_exit_codes(string path)
    {
        var output = new StringWriter { NewLine = "\n" };
        var line = CommandLine.CreateRoot().Parse([.. path.Split(' '), "--help"]);
        Assert.Equal(0, line.Invoke(new InvocationConfiguration { Output = output }));

        var help = output.ToString();
        Assert.Contains("Description:\n  ", help);
        if (line.CommandResult.Command.Subcommands.Count == 0)
        {
            Assert.Contains("\nExit codes:\n  0  ", help);
        }

        Assert.All(line.CommandResult.Command.Options, option => Assert.False(string.IsNullOrEmpty(option.Description), option.Name));
        if (line.CommandResult.Command.Subcommands.Count == 0 && !s_without.Any(other => path.StartsWith(other, StringComparison.Ordinal)))
        {
            Assert.All(["--profile <NAME>", "--service <URL>", "--json"], option => Assert.Contains(option, help));
        }
    }

    [Fact]
    public void Exit_codes_are_in_one_table_in_the_help_and_in_the_documentation()
    {
        var rows = ExitCodes.All.Select(static code => (code.Code, code.Meaning)).ToList();
        Assert.Equal(rows.Select(static row => row.Code).Distinct(), rows.Select(static row => row.Code));
        var documented = Regex.Matches(File.ReadAllText(Path.Combine(TestPaths.Root, "docs", "cli.md")), @"(?m)^\| (\d+) \| (.+) \|$")
            .Select(static match => (int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), match.Groups[2].Value));
        Assert.Equal(rows, documented);
        var output = new StringWriter { NewLine = "\n" };
        CommandLine.CreateRoot().Parse(["--help"]).Invoke(new InvocationConfiguration { Output = output });
        Assert.All(rows, row => Assert.Contains($"\n{row.Code,3}  {row.Meaning}\n", output.ToString()));
    }

    [Fact]
    public void Every_command_is_documented()
    {
        var text = File.ReadAllText(Path.Combine(TestPaths.Root, "docs", "cli.md"));
        Assert.All(Walk(CommandLine.CreateRoot(), "").Where(static path => path.Length > 0), path => Assert.Contains($"gcompute {path}", text));
    }

    [Fact]
    public void Every_definition_of_the_schema_is_documented()
    {
        var text = File.ReadAllText(Path.Combine(TestPaths.Root, "docs", "cli-json.md"));
        Assert.All(
            JsonSchema.Definitions.Where(static name => !name.EndsWith("_or_null", StringComparison.Ordinal) && name is not ("uuid" or "time" or "worker" or "error")),
            name => Assert.Contains($"`{name}`", text));
    }

    [Fact]
    public async Task A_shell_completes_commands_and_options()
    {
        using var user = new CommandUser();
        user.Folder.AddScript("gcompute", $"exec '{ToolProcess.CommandLine[0]}' '{ToolProcess.CommandLine[1]}' \"$@\"");
        const string Ask = """
            PATH="$PWD:$PATH"
            eval "$(gcompute completion bash)"
            ask() { COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=($*); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 )); _gcompute_complete; echo "${COMPREPLY[@]}"; }
            ask gcompute endp
            ask gcompute endpoint sta
            ask gcompute run --loc
            """;
        using var shell = ToolProcess.StartOther(["bash", "-c", Ask], user.Variables, user.Folder.Path);
        var (code, output, error) = await shell.EndAsync();

        Assert.Equal((0, "endpoint\nstatus\n--local\n", ""), (code, output, error));
        Assert.Contains("compdef _gcompute gcompute", await user.SucceedAsync("completion", "zsh"));
        Assert.Contains("Register-ArgumentCompleter -Native -CommandName gcompute", await user.SucceedAsync("completion", "pwsh"));
    }

    [Theory]
    [InlineData(0, 10, 0, 0, "[..............................] 0/10, 0.0 tasks/s")]
    [InlineData(5, 10, 1, 2, "[###############...............] 5/10, 1 failed, 2.5 tasks/s, 2.0 s left")]
    [InlineData(10, 10, 0, 4, "[##############################] 10/10, 2.5 tasks/s")]
    public void A_bar_shows_how_far_it_is_and_how_long_it_takes(int done, int total, int failed, int seconds, string expected) =>
        Assert.Equal(expected, StatusLine.Bar(done, total, failed, TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(3_449, "3.4 kB")]
    [InlineData(999_949, "999.9 kB")]
    [InlineData(999_950, "1.0 MB")]
    [InlineData(12_000_000, "12.0 MB")]
    [InlineData(long.MaxValue, "9223372.0 TB")]
    public void Sizes_are_written_with_their_unit(long bytes, string expected) => Assert.Equal(expected, Shared.Display.SizeText.Of(bytes));

    [Theory]
    [InlineData(null, "waiting")]
    [InlineData("waiting-for-ep", "waiting")]
    [InlineData("running", "running")]
    [InlineData("success", "succeeded")]
    [InlineData("failed", "failed")]
    public void States_have_one_word(string? status, string expected) => Assert.Equal(expected, Shared.Display.StateText.OfService(status));

    [Fact]
    public void JSON_hides_nothing_from_a_reader_and_stays_the_same_text()
    {
        const string Text = "a\u202Eb\u200B\U000E0041\u0085 \U0001F600";
        var json = ToolOutput.ToJson(writer => writer.WriteString("x", Text));

        Assert.All(json, static c => Assert.False(char.IsControl(c) || c is '\u202E' or '\u200B'));
        Assert.Equal(Text, System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("x").GetString());
    }

    private static IEnumerable<string> Walk(Command command, string path)
    {
        yield return path;
        foreach (var sub in command.Subcommands.SelectMany(sub => Walk(sub, $"{path} {sub.Name}".Trim())))
        {
            yield return sub;
        }
    }
}
