using System.Net.Http.Json;
using GlobusCompute.Remote.Hosting;
using GlobusCompute.Remote.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace WebApi.Tests;

/// <summary>The sample answers from a recording as it did with real Python.</summary>
public sealed class RecordedWebApiTests : IDisposable
{
    private static readonly (string Path, object Body)[] s_requests =
    [
        ("/fits", new { x = (double[])[0, 1, 2], y = (double[])[1, 3, 5] }),
        ("/fits", new { x = (double[])[0, 1, 2], y = (double[])[1, 2, 9] }),
        ("/peaks", new { x = (double[])[0, 1, 2], y = (double[])[1, 3, 2], threshold = 1 }),
        ("/peaks", new { x = (double[])[1], y = (double[])[] }),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gcompute-webapi-");

    private string File => Path.Combine(_folder.FullName, "webapi.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_recorded_run_of_the_app_gives_the_same_answers_without_Python()
    {
        IReadOnlyList<string> recorded;
        using (var recorder = new ComputeRecorder(File))
        {
            await using var app = new Factory(
                "Development", services => services.AddGlobusCompute().ConfigureClient((_, options) => recorder.Configure(options)));
            recorded = await RunAsync(app);
        }

        using var replay = new ComputeReplay(File);
        await using var replayed = new Factory("Production", services => services.AddGlobusComputeReplay(replay));
        Assert.Equal(recorded, await RunAsync(replayed));
        Assert.Empty(replay.Mismatches);
        Assert.Empty(replay.UnusedCalls);
    }

    [Fact]
    public void A_replay_that_passes_calls_through_is_refused()
    {
        using var replay = new ComputeReplay(File, ComputeReplayMode.PassThrough);

        Assert.Contains("Strict or Lenient", Assert.Throws<ArgumentException>(() => new ServiceCollection().AddGlobusComputeReplay(replay)).Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> RunAsync(Factory app)
    {
        using var http = app.CreateClient();
        var answers = new List<string>();
        foreach (var (path, body) in s_requests)
        {
            using var answer = await http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            // Each request is traced under an id of its own.
            answers.Add($"{path} {answer.StatusCode} {System.Text.RegularExpressions.Regex.Replace(text, "\"traceId\":\"[^\"]*\"", "")}");
        }

        return answers;
    }

    private sealed class Factory(string environment, Action<IServiceCollection> configure) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
            .UseEnvironment(environment)
            .UseSetting("GlobusCompute:LocalService:Python", "/usr/bin/python3")
            .ConfigureTestServices(configure);
    }
}
