using MessagePack;
using Xunit;

namespace GlobusCompute.Remote.MessagePack.Tests;

/// <summary>Contracts there and back through real Python.</summary>
public sealed class RoundTripTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    [Theory]
    [InlineData(false, MessagePackCompression.None)]
    [InlineData(true, MessagePackCompression.None)]
    [InlineData(false, MessagePackCompression.Lz4BlockArray)]
    [InlineData(true, MessagePackCompression.Lz4BlockArray)]
    [InlineData(true, MessagePackCompression.Lz4Block)]
    public async Task Five_thousand_values_come_back_exactly(bool isPure, MessagePackCompression compression)
    {
        await using var client = fixture.NewClient(MessagePackSerializerOptions.Standard.WithCompression(compression), isPure);
        var readings = client.CreateExecutor(fixture.ServiceOf(isPure).EndpointId).CreateProxy<IReadings>();
        Assert.Equal(isPure ? [] : ["msgpack", "lz4"], await readings.Modules());
        var values = new Samples(20).Take(5_000);

        var batches = values.Chunk(500).Select(batch => (Task<List<Sample>>)readings.Echo(batch));
        var echoed = (await Task.WhenAll(batches)).SelectMany(batch => batch).ToList();

        Assert.Equal(values.Count, echoed.Count);
        Assert.All(values.Zip(echoed), pair => Assert.Equal(MessagePackSerializer.Serialize(pair.First), MessagePackSerializer.Serialize(pair.Second)));
    }

    [Theory]
    [InlineData(70)]
    [InlineData(100)]
    [InlineData(2_000_000)]
    public async Task Text_that_compresses_to_almost_nothing_comes_back(int length)
    {
        await using var client = fixture.NewClient(MessagePackSerializerOptions.Standard.WithCompression(MessagePackCompression.Lz4Block), isPure: true);
        var sample = new Samples(1).Take(1)[0] with { Text = new string('a', length) };

        var echoed = await client.CreateExecutor(fixture.PureService.EndpointId).CreateProxy<IReadings>().Echo([sample]);

        Assert.Equal(sample.Text, Assert.Single(echoed).Text);
    }

    [Fact]
    public async Task Python_sees_lists_dicts_and_moments()
    {
        var sample = new Samples(3).Take(1)[0] with { Whole = 7, When = new DateTime(2026, 11, 30, 1, 2, 3, DateTimeKind.Utc) };

        Assert.Equal("list 14 7 2026-11-30 01:02:03+00:00 {'name': 'a', 'value': None}", await fixture.Readings.Look(sample, new Named("a", null)));
    }

    [Fact]
    public async Task Dataclasses_become_contracts_with_maps() => Assert.Equal([new Named("0", 0), new Named("1", 0.5)], await fixture.Readings.Make(2));

    [Fact]
    public async Task None_is_null()
    {
        Assert.Null(await fixture.Readings.MakeOrNone(0));
        Assert.Equal(new Named("a", 2), await fixture.Readings.MakeOrNone(2));
    }

    [Fact]
    public async Task A_Map_goes_through_contracts()
    {
        var results = await fixture.Readings.ScaleEach(Enumerable.Range(0, 9).Select(i => new Named($"{i}", i)), 2, new() { ChunkSize = 4 })
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 9).Select(i => new Named($"{i}", 2 * i)), results.OrderBy(item => item.Index).Select(item => item.Value));
    }

    [Theory]
    [InlineData("numpy.datetime64('2020-01-01', 'ns')", "MessagePack has no form for numpy's datetime64[ns]")]
    [InlineData("numpy.array([5], 'm8[s]')", "MessagePack has no form for numpy's timedelta64[s]")]
    public async Task Numpy_s_times_are_refused_by_the_worker(string kind, string message)
    {
        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => fixture.Readings.MakeAny(kind));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nanoseconds_of_pandas_are_not_lost_without_a_word()
    {
        var error = await Assert.ThrowsAsync<ResultDeserializationException>(() =>
            fixture.Readings.MakeAny("pandas.Timestamp('2020-01-01 00:00:00.123456789', tz='UTC')"));
        var exact = Assert.Single(await fixture.Readings.MakeAny("pandas.Timestamp('2020-01-01 00:00:00.1234567', tz='UTC')"));

        Assert.Contains("a moment has nanoseconds", error.Message, StringComparison.Ordinal);
        Assert.Equal(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(1_234_567), exact.Value);
    }

    [Fact]
    public async Task An_item_without_a_form_is_named_by_the_worker()
    {
        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => fixture.Readings.MakeWrong(2));

        Assert.Contains("MessagePack: result, item 1: TypeError: MessagePack has no form for object", error.Message, StringComparison.Ordinal);
    }
}
