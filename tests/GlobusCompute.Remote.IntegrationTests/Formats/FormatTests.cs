using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Formats;

/// <summary>Formats of values, with adapters that run in real Python.</summary>
public sealed class FormatTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private ComputeClient NewClient(ComputePayloadOptions payloads) => new(new ComputeClientOptions(fixture.Service.CreateClientOptions()) { Payloads = payloads });

    private readonly IFormatted _formatted = fixture.Executor.CreateProxy<IFormatted>();

    [Fact]
    public async Task A_value_is_decoded_for_the_function_and_its_result_is_encoded() => Assert.Equal(new Point(-2, 1), await _formatted.Turn(new Point(1, 2), 1));

    [Fact]
    public async Task Null_is_None_and_None_is_null_in_any_format()
    {
        Assert.Null(await _formatted.TurnOptional(null, null));
        Assert.Equal(new Point(-1, -2), await _formatted.TurnOptional(2, new Point(1, 2)));
    }

    [Fact]
    public async Task A_sequence_travels_item_by_item()
    {
        Assert.Equal(new Point(4, 6), await _formatted.Total([new Point(1, 2), new Point(3, 4)]));
        Assert.Equal(new Point(4, 6), await _formatted.TotalOfEach(new Point(1, 2), new Point(3, 4)));
        Assert.Equal([new Point(0, 0), new Point(1, 2), new Point(2, 4)], await _formatted.Steps(new Point(1, 2), 3));
        Assert.Equal([null, new Shout("A"), null], await _formatted.LouderEach([null, new Shout("a")]));
    }

    [Fact]
    public async Task A_dictionary_travels_value_by_value()
    {
        var result = await _formatted.Named(new() { ["a"] = new Point(1, 2), ["'b'"] = new Point(3, 4) });

        Assert.Equal([new("a", new Point(2, 2)), new("'b'", new Point(4, 4))], result.OrderBy(pair => pair.Value.X));
    }

    [Fact]
    public async Task A_type_names_its_own_format()
    {
        Assert.Equal(new Shout("ÄÖ"), await _formatted.Louder(new Shout("äö")));
        Assert.Equal(new Shout("A!B"), await _formatted.Louder(new Shout("a!"), new Shout("b")));
    }

    [Fact]
    public async Task Two_formats_and_plain_values_go_together() => Assert.Equal("1 X 3 0.5", await _formatted.Both(new Point(1, 2), new Shout("x"), 3, 0.5m));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_Map_sends_and_gets_items_in_the_format(int chunk)
    {
        var results = await _formatted.TurnEach(Enumerable.Range(0, 10).Select(i => new Point(i, 1)), 2, new() { ChunkSize = chunk }).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => new Point(-i, -1)), results.OrderBy(item => item.Index).Select(item => item.Value));
    }

    [Fact]
    public async Task A_worker_says_the_format_the_parameter_and_the_item_that_cannot_be_decoded()
    {
        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => _formatted.Total([new Point(1, 2), new Point(double.NaN, 4)]));

        Assert.Contains("points: argument 'points', item 1: ValueError: not a number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_says_the_item_of_a_result_that_cannot_be_encoded()
    {
        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => _formatted.Wrong(3));

        Assert.Contains("points: result, item 2: TypeError: int is not a point", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_cannot_be_encoded_is_refused_at_the_call()
    {
        var error = Assert.Throws<ArgumentException>(() => { _ = _formatted.Total([new Point(1, 2), new Point(double.PositiveInfinity, 4)]); });

        Assert.StartsWith("IFormatted.Total: the argument 'points' cannot be sent (at $[1]): points: a point is never infinitely far.", error.Message, StringComparison.Ordinal);
        Assert.Equal("points", error.ParamName);
    }

    [Fact]
    public async Task A_result_of_another_kind_fails_with_the_format_s_name()
    {
        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => _formatted.NotOne(2));
        var none = await Assert.ThrowsAsync<ResultDeserializationException>(() => _formatted.Nothing(new Point(1, 2)));

        Assert.Contains("points: result: TypeError: list is not a point", error.Message, StringComparison.Ordinal);
        Assert.Contains("Python returned None", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_format_without_an_adapter_gives_the_function_bytes() => Assert.Equal(new Version(1, 3), await _formatted.Bump(new Version(1, 2)));

    [Fact]
    public async Task The_client_s_options_give_a_format_its_settings()
    {
        await using var client = NewClient(new() { Formats = [new ShoutFormat { Mark = "?" }] });

        Assert.Equal(new Shout("A?"), await client.CreateExecutor(fixture.Service.EndpointId).CreateProxy<IFormatted>().Louder(new Shout("a")));
    }

    [Theory]
    [InlineData(FormatCompression.Always)]
    [InlineData(FormatCompression.WhenNeeded)]
    public async Task What_is_too_large_for_a_request_is_compressed(FormatCompression compression)
    {
        await using var client = NewClient(new() { FormatCompression = compression });
        var text = new string('a', 12_000_000);

        var result = await client.CreateExecutor(fixture.Service.EndpointId).CreateProxy<IFormatted>().Repeat(new Shout(text), 1);

        Assert.Equal(text.ToUpperInvariant(), result.Text);
    }

    [Fact]
    public async Task Compression_that_is_switched_off_leaves_an_argument_too_large_and_says_what_to_do()
    {
        await using var client = NewClient(new() { FormatCompression = FormatCompression.Never });
        var formatted = client.CreateExecutor(fixture.Service.EndpointId).CreateProxy<IFormatted>();

        var error = Assert.Throws<ArgumentException>(() => { _ = formatted.Repeat(new Shout(new string('a', 12_000_000)), 1); });

        Assert.Contains("FormatCompression", error.Message, StringComparison.Ordinal);
    }
}
