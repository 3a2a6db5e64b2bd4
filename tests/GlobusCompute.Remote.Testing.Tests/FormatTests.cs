using GlobusCompute.Remote.IntegrationTests.Formats;
using Xunit;

namespace GlobusCompute.Remote.Testing.Tests;

/// <summary>Calls whose values travel in formats: a test sees and gives the C# values.</summary>
public sealed class FormatTests : IAsyncDisposable
{
    private readonly FakeCompute _fake = new();
    private readonly IFormatted _formatted;

    public FormatTests() => _formatted = _fake.CreateProxy<IFormatted>();

    public ValueTask DisposeAsync() => _fake.DisposeAsync();

    [Fact]
    public async Task A_setup_gets_the_values_that_were_passed_and_its_result_comes_back()
    {
        _fake.Setup((IFormatted x) => x.Turn(default, 0)).Returns(static call => call.Argument<Point>("point") with { X = call.Argument<int>("times") });
        _fake.Setup((IFormatted x) => x.Steps(default, 0)).Returns(static call => [call.Argument<Point>("point"), default]);
        _fake.Setup((IFormatted x) => x.TurnOptional(null, null)).Returns((Point?)null);

        Assert.Equal(new Point(7, 2), await _formatted.Turn(new Point(1, 2), 7));
        Assert.Equal([new Point(1, 2), default], await _formatted.Steps(new Point(1, 2), 2));
        Assert.Null(await _formatted.TurnOptional(1, null));
    }

    [Fact]
    public async Task Items_of_a_Map_are_set_up_alike()
    {
        _fake.Setup((IFormatted x) => x.TurnEach(null!, 0, null)).Returns(static call => new Point(9, 9));

        var results = await _formatted.TurnEach([new Point(1, 1), new Point(2, 2)], 1, new() { ChunkSize = 2 }).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([new Point(9, 9), new Point(9, 9)], results.Select(item => item.Value));
    }

    [Fact]
    public async Task A_value_that_the_format_refuses_fails_the_call_in_a_test_as_well()
    {
        _fake.Setup((IFormatted x) => x.Turn(default, 0)).Returns(new Point(double.PositiveInfinity, 0));

        var error = await Assert.ThrowsAnyAsync<Exception>(() => _formatted.Turn(new Point(1, 2), 1));

        Assert.Contains("a point is never infinitely far", error.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => { _ = _formatted.Turn(new Point(double.PositiveInfinity, 2), 1); });
    }

    [Fact]
    public async Task A_recording_answers_in_the_format()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "run.jsonl");
        _fake.Setup((IFormatted x) => x.Turn(default, 0)).Returns(static call => call.Argument<Point>("point"));
        await using (var recorder = new ComputeRecorder(file))
        await using (var recorded = new ComputeClient(recorder.CreateClientOptions(_fake.CreateClientOptions())))
        {
            await recorded.CreateExecutor(_fake.EndpointId).CreateProxy<IFormatted>().Turn(new Point(1, 2), 1);
        }

        await using var replay = new ComputeReplay(file);
        await using var client = new ComputeClient(replay.CreateClientOptions());

        Assert.Equal(new Point(1, 2), await client.CreateExecutor(Guid.NewGuid()).CreateProxy<IFormatted>().Turn(new Point(1, 2), 1));
        Assert.Empty(replay.Mismatches);
    }
}
