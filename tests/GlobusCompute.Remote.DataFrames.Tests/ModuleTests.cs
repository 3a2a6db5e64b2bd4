using GlobusCompute.Remote.Exceptions;
using Microsoft.Data.Analysis;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>Interfaces that are written from a file with annotations of pandas, through the local service and real pandas.</summary>
public sealed class ModuleTests(FramesService service) : IClassFixture<FramesService>
{
    private ILab Lab => service.Executor.CreateProxy<ILab>();

    [Fact]
    public async Task Lists_of_frames_travel_both_ways()
    {
        DataFrame[] halves = await Lab.Halves(Sample());
        Assert.Equal([2L, 3L], halves.Select(half => half.Rows.Count));

        DataFrame whole = await Lab.Stacked(halves);
        Assert.Equal([1.0, 2.0, 3.0, 4.0, 5.0], whole.Columns["value"].Cast<double>());
        Assert.Empty((await Lab.Stacked([new DataFrame(), new DataFrame()])).Columns);
    }

    [Fact]
    public async Task Dictionaries_of_series_travel_both_ways()
    {
        Dictionary<string, DataFrameColumn> sites = await Lab.BySite(Sample());
        Assert.Equal(["north", "south"], sites.Keys.Order());
        Assert.Equal([1.0, 3.0, 5.0], sites["north"].Cast<double>());

        var named = new Dictionary<string, DataFrameColumn> { ["double"] = new DoubleDataFrameColumn("x", [2.0, 4, 6, 8, 10]) };
        Assert.Equal([2.0, 4.0, 6.0, 8.0, 10.0], (await Lab.Stacked([Sample()], named)).Columns["double"].Cast<double>());
        Assert.Equal(2, (await Lab.Stacked([Sample()], [])).Columns.Count);
    }

    [Fact]
    public async Task Variadic_and_optional_frames_and_None()
    {
        Assert.Equal(15, await Lab.Counted(other: Sample(), Sample(), Sample()));
        Assert.Equal(0, await Lab.Counted());
    }

    [Fact]
    public async Task A_coroutine_and_a_generator_give_frames()
    {
        Assert.Equal(5, (await Lab.Later(Sample())).Rows.Count);
        Assert.Equal([2L, 2L, 1L], (await Lab.Pieces(Sample(), 2)).Select(piece => piece.Rows.Count));
    }

    [Fact]
    public async Task A_Map_beside_generated_methods_sends_series()
    {
        var results = await Lab.Scaled([new DoubleDataFrameColumn("x", [1.0]), new DoubleDataFrameColumn("x", System.Array.Empty<double>())], 3).WhenAll();
        Assert.Equal(3.0, results[0]![0]);
        Assert.Null(results[1]);
    }

    [Fact]
    public async Task Errors_name_the_parameter_and_the_item()
    {
        var argument = Assert.Throws<ArgumentException>(() => { _ = Lab.Stacked([Sample(), new DataFrame(new StringDataFrameColumn("t", ["\ud800"]))]); });
        Assert.Contains("'frames'", argument.Message, StringComparison.Ordinal);
        Assert.Contains("DataFrames: item 1: column 't', row 0: the text has half a surrogate pair", argument.Message, StringComparison.Ordinal);

        var result = await Assert.ThrowsAsync<TaskExecutionFailedException>(async () => await Lab.Broken(2));
        Assert.Contains("DataFrames: result, item 1: TypeError: column 'odd' is mixed", result.Message, StringComparison.Ordinal);
        Assert.Single(await Lab.Broken(1));
    }

    private static DataFrame Sample() => new(
        new StringDataFrameColumn("site", ["north", "south", "north", "south", "north"]),
        new DoubleDataFrameColumn("value", new double[] { 1, 2, 3, 4, 5 }));
}
