using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

public sealed class ReadyTests
{
    private const string Endpoint = "5d1f2c3a-8f5b-4b43-9a2d-0c64b7a1e001";

    [Fact]
    public async Task One_line_of_JSON_is_all_of_standard_output_and_all_that_a_client_needs()
    {
        using var tool = ToolProcess.StartLocal("--json", "--token", "secret+/=@1", "--endpoint", Endpoint, "--workers", "1");

        var ready = await tool.ReadReadyAsync();
        Assert.Equal(["url", "token", "endpoint_id", "amqp", "dashboard"], ready.EnumerateObject().Select(p => p.Name));
        Assert.Equal("secret+/=@1", ready.GetProperty("token").GetString());
        Assert.Equal(Endpoint, ready.GetProperty("endpoint_id").GetString());
        Assert.Equal(JsonValueKind.Null, ready.GetProperty("amqp").ValueKind);

        await using (var client = Clients.Create(ready))
        await using (var executor = client.CreateExecutor(ready.GetProperty("endpoint_id").GetGuid()))
        {
            var functions = executor.CreateProxy<IFunctions>();
            Assert.Equal(5, await functions.Add(2, 3).WaitAsync(ToolProcess.Limit));
            await Assert.ThrowsAsync<TaskExecutionFailedException>(() => functions.Calibrate().WaitAsync(ToolProcess.Limit));
        }

        Signals.Send(tool.Id, Signals.Terminate);
        var (code, output, error) = await tool.EndAsync();
        Assert.Equal(0, code);
        Assert.Equal("", output);
        Assert.Contains("info: adding", error);
        Assert.DoesNotContain("secret+/=@1", error);
    }

    [Fact]
    public async Task The_port_is_the_one_that_was_asked_for_and_a_token_and_an_endpoint_are_made_up()
    {
        using var tool = ToolProcess.StartLocal("--json");
        var first = await tool.ReadReadyAsync();
        Signals.Send(tool.Id, Signals.Terminate);
        await tool.EndAsync();
        // Free a moment ago, and not given out again soon.
        var url = new Uri(first.GetProperty("url").GetString()!);

        var watch = Stopwatch.StartNew();
        using var again = ToolProcess.StartLocal("--json", "--port", $"{url.Port}");
        var second = await again.ReadReadyAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"Ready after {watch.Elapsed.TotalSeconds:0.00} s.");

        Assert.Equal(url.AbsoluteUri, second.GetProperty("url").GetString());
        Assert.NotEqual(first.GetProperty("token").GetString(), second.GetProperty("token").GetString());
        Assert.NotEqual(first.GetProperty("endpoint_id").GetGuid(), second.GetProperty("endpoint_id").GetGuid());
    }
}
