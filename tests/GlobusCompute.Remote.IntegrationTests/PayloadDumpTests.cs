using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests;

/// <summary>Generated calls of every kind of argument, as they would be sent, run by the worker's own modules and read by plain pickle beside.</summary>
public sealed class PayloadDumpTests
{
    // Built beside this project, in the same configuration.
    private static readonly string s_dump = Path.Combine(
        AppContext.BaseDirectory.Replace("GlobusCompute.Remote.IntegrationTests", Path.Combine("Tools", "PayloadDump"), StringComparison.Ordinal), "GlobusCompute.Remote.PayloadDump.dll");

    [Theory]
    [InlineData(20_261_123)]
    [InlineData(7)]
    public async Task Python_reads_what_was_meant_in_thousands_of_calls_of_every_kind(int seed)
    {
        var lines = await RunAsync("dotnet", [s_dump, "--count", "4000", "--seed", $"{seed}"], "");
        var counts = await JudgeAsync(lines);

        Assert.Equal(4000, counts["lines"]);
        Assert.InRange(counts["11+11"], 500, 3500);
        Assert.InRange(counts["00+11"], 500, 3500);
        Assert.InRange(counts["11+00"], 10, 3500);
        Assert.InRange(counts["00+00"], 100, 3500);
    }

    [Fact]
    public async Task The_judge_finds_a_payload_that_does_not_fit_what_is_expected()
    {
        var lines = await RunAsync("dotnet", [s_dump, "--count", "3"], "");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => JudgeAsync(lines.Replace("list[True]", "list[False]", StringComparison.Ordinal).Replace("list[]", "list[None]", StringComparison.Ordinal)));
        Assert.Contains("expected", error.Message, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, int>> JudgeAsync(string lines)
    {
        var worker = Path.Combine(TestPaths.Root, "src", "GlobusCompute.Remote.LocalService", "Worker");
        var python = Environment.GetEnvironmentVariable("GCOMPUTE_PYTHON") ?? "/usr/bin/python3";
        var output = await RunAsync(python, [Path.Combine(TestPaths.Root, "tests", "Tools", "PayloadDump", "judge.py"), worker], lines);
        return JsonSerializer.Deserialize<Dictionary<string, int>>(output)!;
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error}");
    }
}
