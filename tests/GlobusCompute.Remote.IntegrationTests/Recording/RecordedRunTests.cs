using GlobusCompute.Remote.LocalService;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Recording;

/// <summary>What real Python answered comes back from a recording without it.</summary>
public sealed class RecordedRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Hundreds_of_calls_of_every_kind_replay_with_the_same_results_and_exceptions()
    {
        var file = _folder.File("run.jsonl");
        var (endpointId, recorded) = await RecordAsync(file);
        Assert.InRange(recorded.Count, 500, 10_000);

        await using var replay = new ComputeReplay(file);
        await using var client = new ComputeClient(replay.CreateClientOptions());
        var replayed = await RecordedRun.MakeAsync(client.CreateExecutor(endpointId));

        // A text shows where two differ.
        Assert.Equal(Lines(recorded), Lines(replayed));
        Assert.Empty(replay.Mismatches);
        Assert.Empty(replay.UnusedCalls);
    }

    private static string Lines(SortedDictionary<string, string> outcomes) => string.Join('\n', outcomes.Select(static outcome => $"{outcome.Key}: {outcome.Value}"));

    private static async Task<(Guid EndpointId, SortedDictionary<string, string> Outcomes)> RecordAsync(string file)
    {
        await using var service = await LocalServiceFixture.StartAsync();
        await using var recorder = new ComputeRecorder(file);
        await using var client = new ComputeClient(recorder.CreateClientOptions(service.CreateClientOptions()));
        return (service.EndpointId, await RecordedRun.MakeAsync(client.CreateExecutor(service.EndpointId)));
    }
}
