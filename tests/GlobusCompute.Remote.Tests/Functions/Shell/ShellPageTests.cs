using GlobusCompute.Remote.Shared.Shell;
using Xunit;

namespace GlobusCompute.Remote.Tests.Functions.Shell;

/// <summary>The table of docs/shell.md: what is refused would run, and what is not refused does.</summary>
public sealed class ShellPageTests
{
    private static readonly IReadOnlyList<(string Where, string Command, string Value, bool IsRefused)> s_rows = [.. Read()];

    [Fact]
    public void The_table_says_what_is_refused()
    {
        Assert.InRange(s_rows.Count, 50, 100);
        Assert.All(s_rows, static row => Assert.Equal(
            (row.Where, row.IsRefused),
            (row.Where, ShellTemplate.Parse(row.Command, static _ => false).Fields.Any(static field => field.Danger is not null))));
    }

    [Fact]
    public async Task Each_value_of_the_table_would_run_if_the_command_were_built()
    {
        var broken = await BashRuns.BrokenAsync([.. s_rows.Select(static row => BashRuns.Render(row.Command, row.Value))]);

        Assert.Empty(s_rows.Where(row => !broken.Contains(BashRuns.Render(row.Command, row.Value))).Select(static row => row.Where));
    }

    [Theory]
    [InlineData("bash -c 'echo \"$1\" \"$2\"' _ {x} {x}")]
    [InlineData("[ {x} -gt 1 ]")]
    [InlineData("awk -v pattern={x} '$0 ~ pattern' /dev/null")]
    [InlineData("printf -- '%s\\n' {x}")]
    [InlineData("printf '%s\\n' {x}")]
    [InlineData("grep -- {x} /dev/null")]
    [InlineData("v={x}; echo \"$v\" ${{#v}} ${{v:-1}} ${{v%.*}}")]
    [InlineData("v=$(echo {x}); echo $((1 + 1)) \"$v\"")]
    [InlineData("n=$(wc -c <<< {x}); [ $n -gt 1 ] && echo $((n + 1))")]
    [InlineData("export V={x}; bash -c 'echo \"$V\"'")]
    [InlineData("env V={x} bash -c 'echo \"$V\"'")]
    [InlineData("for v in {x}; do echo \"$v\"; done")]
    [InlineData("if [ -n {x} ] && [[ {x} = a* ]]; then echo; fi")]
    [InlineData("eval \"$(echo true)\"; echo {x}")]
    [InlineData("trap 'true' EXIT; echo {x} 2>&1 | cat")]
    [InlineData("read -r v <<< {x}; echo \"$v\"")]
    [InlineData("sed -n 1p {x}; sed -e 1p -- {x}; find . -name {x}")]
    [InlineData("printf -v v %s {x}; echo \"$v\"")]
    [InlineData("v={x}; nohup echo $v; timeout -k 1 5 echo $v; env A=\"$v\" true; find . -maxdepth 0 -name \"$v\"")]
    [InlineData("perl -MList::Util=max -e 'print \"@ARGV\"' {x}; perl -ne 'print' < /dev/null; perl -pe 1 < {x}")]
    [InlineData("a=({x} b); echo \"${{a[0]}}\" \"${{#a[@]}}\"")]
    [InlineData("echo a \\\n  --b {x} \\\n  --c # no more")]
    public async Task What_is_safe_is_not_refused(string command)
    {
        string[] values = ["$(touch pwned)", "a[$(touch pwned)]", "'; touch pwned; '", "\ntouch pwned\n", "touch pwned", "(a[$(touch pwned)])"];

        Assert.All(ShellTemplate.Parse(command, static _ => false).Fields, static field => Assert.Null(field.Danger));
        Assert.Empty(await BashRuns.BrokenAsync([.. values.Select(value => BashRuns.Render(command, value))]));
    }

    private static IEnumerable<(string, string, string, bool)> Read()
    {
        foreach (var line in File.ReadLines(Path.Combine(TestPaths.Root, "docs", "shell.md")).Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2))
        {
            var cells = line.Replace("\\|", "\u0001", StringComparison.Ordinal).Split('|')[1..^1];
            yield return (cells[0].Trim(), Code(cells[1]), Code(cells[2]), cells[3].Trim() == "refused");
        }
    }

    // A line end is shown as a sign, since a cell has none.
    private static string Code(string cell)
    {
        var text = cell.Trim();
        text = text.StartsWith("`` ", StringComparison.Ordinal) ? text[3..^3] : text[1..^1];
        return text.Replace('\u0001', '|').Replace('⏎', '\n');
    }
}
