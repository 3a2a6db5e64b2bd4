using System.Diagnostics;
using GlobusCompute.Remote.Chaos;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Streaming;

/// <summary>The short form of the chaos run, which tests/README.md describes: a process with two clients, and around it everything that fails.</summary>
public sealed class ChaosRunTests(ITestOutputHelper output)
{
    // Several times what it takes on a busy machine.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task Two_clients_of_one_group_lose_mistake_and_repeat_no_call_whatever_fails_around_them()
    {
        string[] line = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", typeof(ChaosOptions).Assembly.Location, "--seed", "1", "--tasks", "3000"];
        using var process = Process.Start(new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var text = await process.StandardOutput.ReadToEndAsync(limit.Token) + await errors;
            await process.WaitForExitAsync(limit.Token);
            output.WriteLine(text);
            Assert.True(process.ExitCode == 0, text);
            Assert.Contains("lost 0, wrong 0, pending 0, run twice 0, said not accepted but executed 0, unobserved exceptions 0, secrets in log 0, other 0", text, StringComparison.Ordinal);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
