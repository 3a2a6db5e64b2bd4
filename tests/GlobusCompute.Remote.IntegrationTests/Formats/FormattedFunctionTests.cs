using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Formats;

/// <summary>Formats of functions that are known at run time only.</summary>
public sealed class FormattedFunctionTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private static readonly PythonFunction s_turn = PythonFunction.FromSource("def turn(point, times=1, offset=0):\n    return point * 1j ** times + offset\n")
        .WithArgumentFormat(0, new PointFormat())
        .WithArgumentFormat("offset", new PointFormat())
        .WithResultFormat(new PointFormat());

    [Fact]
    public async Task Arguments_by_position_and_by_keyword_travel_in_their_formats()
    {
        Assert.Equal(new Point(-2, 1), await fixture.Executor.Submit<Point>(s_turn, CallArguments.Of(new Point(1, 2))));
        Assert.Equal(new Point(0, 1), await fixture.Executor.Submit<Point>(s_turn, CallArguments.Of(new Point(1, 2), 2).AddKeyword("offset", new Point(1, 3))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_Map_of_such_a_function_sends_its_items_and_constants_in_the_format(int chunk)
    {
        var map = fixture.Executor.Map<Point, Point>(
            s_turn, Enumerable.Range(0, 7).Select(i => new Point(i, 0)), new CallArguments().AddKeyword("offset", new Point(1, 1)), new() { ChunkSize = chunk });
        var results = await map.ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => new Point(1, i + 1)), results.OrderBy(item => item.Index).Select(item => item.Value));
    }

    [Fact]
    public async Task Tasks_are_reloaded_in_the_format_that_the_options_name()
    {
        var executor = fixture.Client.CreateExecutor(fixture.Service.EndpointId, new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
        var first = executor.Submit<Point>(s_turn, CallArguments.Of(new Point(1, 2)));
        await first;

        var reloaded = await executor.ReloadTasksAsync<Point>(options: new ComputeCallOptions { ResultFormat = new PointFormat() });

        Assert.Equal(new Point(-2, 1), await Assert.Single(reloaded));
    }

    [Fact]
    public void Formats_make_another_function_of_the_source_and_of_the_same_name()
    {
        Assert.Equal("turn", s_turn.Name);
        Assert.Single(s_turn.Source!.Split("def decode(data)").Skip(1));
        Assert.NotEqual(PythonFunction.FromSource("def turn(point, times=1, offset=0):\n    return point * 1j ** times + offset\n").Hash, s_turn.Hash);
    }

    [Fact]
    public void An_adapter_cannot_be_added_to_a_registered_function()
    {
        var function = PythonFunction.FromId(Guid.NewGuid(), "turn");

        var error = Assert.Throws<InvalidOperationException>(() => { function.WithResultFormat(new PointFormat()); });

        Assert.StartsWith("turn is registered already", error.Message, StringComparison.Ordinal);
        Assert.Equal("turn", function.WithResultFormat(new RawFormat()).Name);
    }
}
