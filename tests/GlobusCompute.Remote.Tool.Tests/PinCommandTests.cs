using System.Net;
using System.Net.Sockets;
using GlobusCompute.Remote.Locking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary><c>gcompute function pin</c> of the functions of this assembly, where the service answers as told, or not at all.</summary>
public sealed class PinCommandTests : IDisposable
{
    private static readonly string s_assembly = typeof(PinCommandTests).Assembly.Location;

    private readonly TemporaryFolder _folder = new();

    private string LockFile => Path.Combine(_folder.Path, "globuscompute.lock.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_service_that_is_not_there_is_told_once()
    {
        var (code, output, error) = await PinAsync($"http://127.0.0.1:{ClosedPort()}/");

        Assert.Equal((6, ""), (code, error));
        var failed = Assert.Single(output, static line => line.StartsWith("  failed ", StringComparison.Ordinal));
        Assert.Contains("POST /v3/functions got no answer in 3 attempts", failed);
        Assert.Equal(3, output.Count(static line => line.StartsWith("  missing ", StringComparison.Ordinal) && line.EndsWith("has no pin", StringComparison.Ordinal)));
        Assert.EndsWith(": 3 missing, 1 failed", output[^1]);
        Assert.False(File.Exists(LockFile));
    }

    [Fact]
    public async Task What_was_pinned_before_the_service_went_away_is_in_the_lock_file()
    {
        await using var service = await FakeService.StartAsync(answers: 2);

        var (code, output, error) = await PinAsync(service.Address);

        Assert.Equal((6, ""), (code, error));
        Assert.Equal(2, output.Count(static line => line.StartsWith("  registered ", StringComparison.Ordinal)));
        Assert.Single(output, static line => line.StartsWith("  failed ", StringComparison.Ordinal));
        Assert.Equal(2, ComputeLockFile.Load(LockFile).Entries.Count);
    }

    [Fact]
    public async Task A_token_that_is_not_accepted_is_told_once()
    {
        await using var service = await FakeService.StartAsync(answers: int.MaxValue, StatusCodes.Status401Unauthorized);

        var (code, output, error) = await PinAsync(service.Address);

        Assert.Equal((6, ""), (code, error));
        Assert.Contains("401", Assert.Single(output, static line => line.StartsWith("  failed ", StringComparison.Ordinal)));
        Assert.Equal(3, output.Count(static line => line.StartsWith("  missing ", StringComparison.Ordinal)));
    }

    private async Task<(int Code, string[] Output, string Error)> PinAsync(string service)
    {
        using var tool = ToolProcess.Start("functions", "pin", s_assembly, "--service", service, "--token", "x", "--lock", LockFile);
        var (code, output, error) = await tool.EndAsync();
        return (code, output.Split('\n', StringSplitOptions.RemoveEmptyEntries), error);
    }

    private static int ClosedPort()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        return ((IPEndPoint)holder.LocalEndpoint).Port;
    }

    /// <summary>Gives each function a new id, some times, and then cuts every connection.</summary>
    private sealed class FakeService(WebApplication app) : IAsyncDisposable
    {
        public string Address => $"{app.Urls.Single()}/";

        public static async Task<FakeService> StartAsync(int answers, int status = StatusCodes.Status200OK)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.Run(async context =>
            {
                if (Interlocked.Decrement(ref answers) < 0)
                {
                    context.Abort();
                    return;
                }

                context.Response.StatusCode = status;
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync($$"""{"function_uuid":"{{Guid.NewGuid()}}"}""");
            });
            await app.StartAsync();
            return new FakeService(app);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
