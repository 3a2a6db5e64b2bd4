using System.Diagnostics;
using System.Text.Json;
using GlobusCompute.Remote.Functions.Shell;
using GlobusCompute.Remote.Shared.Shell;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Shell;

/// <summary>That a field which is called safe is safe in bash, whatever the command around it.</summary>
public sealed class ShellPlaceTests
{
    private static readonly string[] s_pieces =
    [
        "\"", "\"", "'", "'", "\\", "$", "$(", "$(echo ", ")", "(", "((", "))", "$((", "${{HOME", "${{y:-", "}}", "#", " # ", "\n", " ", " ", "echo ", "echo ", ";", " a[", "]=1", "`",
        "<<E", "<<<", "\nE\n", " case a in a) ", ";; esac ", "$'", "$\"", "if true; then ", "; fi", "{x}", "{x}", " {x} ", "={x}", "[[ ", " ]]", "|cat", "x=",
    ];

    // Each makes a file when bash takes any of it for a command.
    private static readonly string[] s_values =
    [
        "';>pwned;'", "\";>pwned;\"", "$(>pwned)", "`>pwned`", "\n>pwned\n", "\nE\n>pwned\n", "a[$(>pwned)]", "'$(>pwned)'", "\\';>pwned;#", ")>pwned;(", "}>pwned;${", "'\\'';>pwned;'",
    ];

    [Fact]
    public async Task No_value_breaks_out_of_a_field_that_is_called_protected()
    {
        var random = new Random(4711);
        var commands = new List<string>();
        var refused = 0;
        while (commands.Count < 250)
        {
            var text = "true " + string.Concat(Enumerable.Range(0, random.Next(2, 14)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
            var template = ShellTemplate.Parse(text, static _ => false);
            if (template.Problem is not null || template.Fields.Count == 0)
            {
                continue;
            }

            if (template.Fields.Any(static field => field.Danger is not null))
            {
                refused++;
                continue;
            }

            commands.Add(text);
        }

        string[] lines = [.. commands.SelectMany(static command => s_values.Select(value => Render(command, value)))];

        Assert.True(refused > 100, "No command was refused.");
        Assert.Empty(await BrokenAsync(lines));
    }

    [Fact]
    public async Task The_values_do_break_out_where_nothing_protects_them() =>
        Assert.Equal(
            ["echo \"$(>pwned)\"", "echo $((a[$(>pwned)]))", "echo \"`>pwned`\"", "# \n>pwned\n"],
            await BrokenAsync(["echo \"$(>pwned)\"", "echo $((a[$(>pwned)]))", "echo \"`>pwned`\"", "# \n>pwned\n", "echo '$(>pwned)'"]));

    private static string Render(string command, string value) =>
        command.Replace("{x}", ShellWord.Quote(value), StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);

    /// <summary>Runs each command in bash, in an empty folder, and gives those that left a file there.</summary>
    private static async Task<string[]> BrokenAsync(string[] commands)
    {
        const string Program = """
            import json, os, subprocess, sys, tempfile
            broken = []
            with tempfile.TemporaryDirectory() as folder:
                for command in json.load(sys.stdin):
                    subprocess.run(["/bin/bash", "-c", command], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
                    for name in os.listdir(folder):
                        if name == "pwned":
                            broken.append(command)
                        os.remove(os.path.join(folder, name))
            json.dump(broken, sys.stdout)
            """;
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-I", "-S", "-c", Program]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await python.StandardInput.WriteAsync(JsonSerializer.Serialize(commands));
        python.StandardInput.Close();
        var answer = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.Equal(0, python.ExitCode);
        return JsonSerializer.Deserialize<string[]>(answer)!;
    }
}
