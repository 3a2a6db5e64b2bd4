using System.Text.RegularExpressions;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>Every command once in a terminal: its help, wrong use, a service that is not there, and a token that has expired.</summary>
public sealed partial class TerminalTests(ServiceFixture fixture) : IDisposable
{
    private const string Id = "0d4473ef-0b7a-45dc-bfd3-4220c622d991";

    private readonly CommandUser _user = new(fixture.Service);

    /// <summary>The commands that ask the service, with what they need.</summary>
    public static TheoryData<string> Asking =>
    [
        "run analysis.py:echo 1", $"task show {Id}", $"task wait {Id}", $"task result {Id}", $"group show {Id}", $"group wait {Id}", $"group results {Id}",
        $"function show {Id}", "function register analysis.py:echo", $"function delete {Id}", "endpoint list", "endpoint show", "endpoint status",
    ];

    /// <summary>All commands.</summary>
    public static TheoryData<string> All => CommandTests.Commands;

    public void Dispose() => _user.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public async Task Help_and_wrong_use_are_plain_text(string path)
    {
        var (code, shown) = await ShowAsync([.. path.Split(' '), "--help"]);
        Assert.Equal(0, code);
        Assert.Contains("Description:", shown);
        Assert.Contains("Usage:", shown);
        if (!path.StartsWith("completion", StringComparison.Ordinal))
        {
            (code, shown) = await ShowAsync([.. path.Split(' '), "--no-such-option\u202E=\e[2J"]);
            Assert.Equal(2, code);
            Assert.StartsWith($"gcompute {path}: ", shown);
            Assert.Single(shown.TrimEnd().Split('\n'));
        }
    }

    [Theory]
    [MemberData(nameof(Asking))]
    public async Task A_service_that_is_not_there_is_exit_code_13(string line)
    {
        var (code, shown) = await ShowAsync([.. line.Split(' '), "--service", "http://127.0.0.1:1/"]);

        Assert.Equal(13, code);
        Assert.Contains("'gcompute doctor' finds the cause.", shown);
    }

    [Theory]
    [MemberData(nameof(Asking))]
    public async Task A_token_that_has_expired_is_exit_code_9(string line)
    {
        _user.Variables["GLOBUS_COMPUTE_ACCESS_TOKEN"] = "expired";
        var (code, shown) = await ShowAsync(line.Split(' '));

        Assert.Equal(9, code);
        Assert.Contains("Run 'gcompute login', or set GLOBUS_COMPUTE_ACCESS_TOKEN to a valid access token.", shown);
    }

    [Fact]
    public async Task Commands_that_ask_nobody_work_without_a_token_and_a_service()
    {
        using var user = new CommandUser();
        foreach (var (line, expected) in new[]
        {
            ("function list", 0), ("profile list", 0), ("profile show", 0), ("profile set endpoint " + Id, 0), ("profile unset endpoint", 0), ("profile delete", 0),
            ("whoami", 9), ("token", 9), ("logout", 0), ("journal show none.journal", 17), ("completion bash", 0), ("function check", 2),
        })
        {
            using var terminal = user.StartInTerminal(line.Split(' '));
            var (code, shown, _) = await terminal.EndAsync();

            Assert.True(code == expected, $"{line}: {code}, {shown}");
            Assert.DoesNotMatch("unexpected failure|   at ", shown);
        }
    }

    private async Task<(int Code, string Shown)> ShowAsync(string[] line)
    {
        using var terminal = _user.StartInTerminal(line);
        var (code, shown, _) = await terminal.EndAsync();
        shown = Drawing().Replace(shown.Replace("\r\n", "\n", StringComparison.Ordinal), "");

        Assert.DoesNotMatch("unexpected failure|   at ", shown);
        Assert.DoesNotContain(shown, static c => (char.IsControl(c) && c is not '\n') || c == '\u202E');
        return (code, shown);
    }

    // What .NET itself sends to a terminal, and the line of a wait, which is drawn and erased.
    [GeneratedRegex(@"\e\[\?1[hl]|\e[=>]|\r?\e\[2?K|\r[^\n\r]*\r|\r")]
    private static partial Regex Drawing();
}
