using System.Globalization;
using Apache.Arrow;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using Microsoft.Data.Analysis;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>Calls with data frames through the local service and real pandas.</summary>
public sealed class CallTests(FramesService service) : IClassFixture<FramesService>
{
    private static readonly string[] s_sites = ["north", "south", "north", "south", "north"];

    private IFrames Frames => service.Executor.CreateProxy<IFrames>();

    [Fact]
    public async Task A_DataFrame_travels_both_ways_and_a_named_index_becomes_the_first_column()
    {
        var summary = await Frames.Summarize(Sample(), "value");

        Assert.Equal(["site", "mean", "count"], summary.Columns.Select(c => c.Name));
        Assert.Equal(["north", "south"], summary.Columns["site"].Cast<string>());
        Assert.Equal([3.0, 3.0], summary.Columns["mean"].Cast<double>());
        Assert.Equal([3L, 2L], summary.Columns["count"].Cast<long>());
    }

    [Fact]
    public async Task Rows_travel_both_ways_by_the_names_of_their_members()
    {
        var rows = Enumerable.Range(0, 5).Select(i => new Measurement(s_sites[i], i + 1)).ToList();

        Assert.Equal([new("north", 3, 3), new("south", 3, 2)], await Frames.SummarizeRows(rows, "value"));
    }

    [Fact]
    public async Task A_RecordBatch_travels_both_ways()
    {
        var batch = new RecordBatch.Builder()
            .Append("site", nullable: true, a => a.String(s => s.AppendRange(s_sites)))
            .Append("value", nullable: true, a => a.Double(d => d.AppendRange([1, 2, 3, 4, 5])))
            .Build();

        var summary = await Frames.SummarizeBatch(batch, "value");

        Assert.Equal(["site", "mean", "count"], summary.Schema.FieldsList.Select(f => f.Name));
        Assert.Equal([3.0, 3.0], ((DoubleArray)summary.Column(1)).Values.ToArray());
    }

    [Fact]
    public async Task Series_are_columns_and_lists_of_values()
    {
        Assert.Equal(6, await Frames.Total(new DoubleDataFrameColumn("x", new double?[] { 1, null, 5 })));
        var squares = await Frames.Squares(4);
        Assert.Equal(("square", 4), (squares.Name, squares.Length));
        Assert.Equal([0L, 1L, 4L, 9L], Assert.IsType<Int64DataFrameColumn>(squares).Select(v => v!.Value));
    }

    [Fact]
    public async Task A_Map_over_a_frame_split_by_rows_gives_the_frame_of_all_rows()
    {
        var frame = new DataFrame(
            new DoubleDataFrameColumn("x", Enumerable.Range(0, 1000).Select(i => (double?)(i % 7 == 0 ? null : i))),
            new Int32DataFrameColumn("n", Enumerable.Range(0, 1000)));
        var parts = await Frames.Double(frame.SplitRows(300)).WhenAll();

        var whole = DataFrameRows.JoinRows(parts);

        Assert.Equal(4, parts.Length);
        Assert.Equal(1000, whole.Rows.Count);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (double?)(i % 7 == 0 ? null : 2 * i)), (DoubleDataFrameColumn)whole.Columns["x"]);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (int?)2 * i), (Int32DataFrameColumn)whole.Columns["n"]);
    }

    [Fact]
    public async Task None_is_null_both_ways() => Assert.Null(await Frames.Nothing(null));

    [Fact]
    public async Task A_mixed_column_is_refused_on_the_worker_by_column_and_rows()
    {
        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(async () => await Frames.Mixed());
        Assert.Contains(
            "DataFrames: result: TypeError: column 'odd' is mixed: row 0 has a value of the type int and row 1 one of the type str",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_of_several_levels_are_refused_on_the_worker()
    {
        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(async () => await Frames.Levels());
        Assert.Contains("the columns have 2 levels (a MultiIndex); flatten them", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clients_format_makes_columns_the_index()
    {
        await using var client = service.CreateClient(new PandasFormat { IndexColumns = ["site"], Index = PandasIndex.Drop });
        var frames = client.CreateExecutor(service.EndpointId).CreateProxy<IFrames>();

        Assert.Equal("value:float64 at:datetime64[ns] index:site", await frames.Described(Sample()));
        Assert.Equal(["mean", "count"], (await frames.Summarize(Sample(), "value")).Columns.Select(c => c.Name));
    }

    [Fact]
    public void A_frame_that_does_not_fit_into_a_call_is_refused_with_what_to_do()
    {
        var random = new Random(1);
        var noise = new byte[16_000_000];
        random.NextBytes(noise);
        var frame = new DataFrame(new Int64DataFrameColumn("noise", System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(noise).ToArray()));

        var error = Assert.Throws<ArgumentException>(() => { _ = Frames.Described(frame); });

        Assert.Contains("frame", error.Message, StringComparison.Ordinal);
        Assert.Contains("Map", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_without_a_form_in_pandas_is_refused_at_the_call_by_format_parameter_column_and_row()
    {
        var frame = new DataFrame(new StringDataFrameColumn("text", ["fine", "\ud800"]));
        var error = Assert.Throws<ArgumentException>(() => { _ = Frames.Described(frame); });
        Assert.Contains("'frame'", error.Message, StringComparison.Ordinal);
        Assert.Contains("DataFrames: column 'text', row 1: the text has half a surrogate pair", error.Message, StringComparison.Ordinal);
    }

    private static DataFrame Sample() => new(
        new StringDataFrameColumn("site", s_sites),
        new DoubleDataFrameColumn("value", new double[] { 1, 2, 3, 4, 5 }),
        new DateTimeDataFrameColumn("at", Enumerable.Range(1, 5).Select(d => new DateTime(2026, 1, d))));
}
