using System.Numerics;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests;

public sealed class CallTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private readonly IFunctions _functions = fixture.Functions;

    [Fact]
    public async Task An_inline_function_runs() => Assert.Equal(5, await _functions.Add(2, 3));

    [Fact]
    public async Task A_record_comes_back_from_a_dictionary()
    {
        var result = await _functions.Measurement("étalon", [1.0, 2.5, 4.0]);

        Assert.Equal("étalon", result.Name);
        Assert.Equal([1.0, 2.5, 4.0], result.Values);
        Assert.Equal(2.5, result.MeanValue);
        Assert.Equal(3, result.Inner.Count);
    }

    [Fact]
    public async Task A_record_goes_and_comes_back_the_same()
    {
        var value = new Measurement("a \"quoted\"\nname", [1.0, double.NaN, double.NegativeInfinity], null, new Inner(3));

        var result = await _functions.EchoMeasurement(value);

        Assert.Equal(value.Name, result.Name);
        Assert.Equal(value.Values, result.Values);
        Assert.Null(result.MeanValue);
        Assert.Equal(value.Inner, result.Inner);
    }

    [Fact]
    public async Task Keyword_arguments_and_their_defaults_arrive()
    {
        Assert.Equal(8.0, await _functions.KeywordOnly(4.0));
        Assert.Equal(13.0, await _functions.KeywordOnly(4.0, 3.0, 1.0));
    }

    [Fact]
    public async Task An_omitted_argument_takes_Python_s_own_default()
    {
        Assert.Equal((int[])[1, 10, 7], await _functions.Defaults(1));
        Assert.Equal((int[])[1, 2, 3], await _functions.Defaults(1, 2, 3));
    }

    [Fact]
    public async Task Variable_arguments_arrive_one_by_one()
    {
        Assert.Equal(3, await _functions.Count("a", "b", "c"));
        Assert.Equal(0, await _functions.Count());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("é日本 😀𝄞 \"\\/\b\f\n\r\t\0\u007f\u2028")]
    [InlineData("\ud800 alone")]
    public async Task Text_arrives_and_returns_unchanged(string? text) => Assert.Equal(text, await _functions.EchoText(text));

    [Fact]
    public async Task Five_megabytes_of_text_arrive_and_return()
    {
        var text = string.Create(5_000_000, 0, static (span, _) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = (char)('a' + (i % 26));
            }
        });

        Assert.Equal(text, await _functions.EchoText(text));
    }

    [Fact]
    public async Task Length_is_counted_in_code_points_by_Python() => Assert.Equal(3, await _functions.Length("😀é𝄞"));

    [Fact]
    public async Task Special_floats_travel_both_ways()
    {
        double[] values = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 1.0, double.Epsilon, double.MaxValue, 0.1];

        var result = await _functions.EchoNumbers(values);

        // The sign of a NaN means nothing, and Python's and .NET's differ.
        Assert.Equal(double.NaN, result[0]);
        Assert.Equal(values.Skip(1).Select(BitConverter.DoubleToInt64Bits), result.Skip(1).Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal((double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 1.0], await _functions.Specials());
    }

    [Fact]
    public async Task An_integer_stays_an_integer_and_a_float_a_float()
    {
        Assert.Equal("int:1", await _functions.DescribeAsync(1));
        Assert.Equal("float:1.0", await _functions.DescribeAsync(1.0));
        Assert.Equal("NoneType:None", await _functions.DescribeAsync(null));
        Assert.Equal("date:datetime.date(2024, 1, 2)", await _functions.DescribeAsync(new DateOnly(2024, 1, 2)));
        Assert.Equal("tuple:(1, b'\\x02', Decimal('3.0'))", await _functions.DescribeAsync((1, new byte[] { 2 }, 3.0m)));
        Assert.Equal("dict:{(1, 2): {'a'}}", await _functions.DescribeAsync(new Dictionary<(int, int), HashSet<string>> { [(1, 2)] = ["a"] }));
        Assert.Equal(3, await _functions.LengthOfBytes(new byte[] { 1, 2, 3 }));
        Assert.Equal("list:[1, 2.0, 'x', None, True]", await _functions.DescribeAsync(new object?[] { 1, 2.0, "x", null, true }));
    }

    [Fact]
    public async Task Integers_beyond_64_bits_travel_both_ways()
    {
        var big = BigInteger.Pow(7, 200);

        Assert.Equal(big, await _functions.EchoBig(big));
        Assert.Equal(BigInteger.Pow(2, 1000), await _functions.Big(1000));
        Assert.Equal(BigInteger.Pow(2, 70), await _functions.EchoAny(BigInteger.Pow(2, 70)));
    }

    [Fact]
    public async Task A_source_file_with_CRLF_and_a_byte_order_mark_runs() => Assert.Equal("é😀", await _functions.Crlf());

    [Fact]
    public async Task None_is_a_value_only_where_the_type_allows_it()
    {
        Assert.Null(await _functions.NothingOrNumber());
        await _functions.NothingAtAll();

        var error = await Assert.ThrowsAsync<ResultDeserializationException>(() => _functions.Nothing());
        Assert.Contains("None", error.Message);
        Assert.Contains("IFunctions.Nothing", error.Message);
    }

    [Fact]
    public async Task Untyped_and_raw_results_can_be_looked_at()
    {
        var json = await _functions.EchoJson(new Dictionary<string, int[]> { ["a"] = [1, 2], ["b"] = [] });

        Assert.Equal(2, json.GetProperty("a")[1].GetInt32());
        Assert.Equal("hello", await _functions.EchoAny("hello"));
    }

    [Fact]
    public async Task A_method_group_maps_over_a_sequence()
    {
        var lengths = await Task.WhenAll(new[] { "a", "bb", "ccc" }.Select(_functions.Length));

        Assert.Equal([1, 2, 3], lengths);
    }

    [Fact]
    public async Task Ten_thousand_calls_all_come_back_each_with_its_own_result()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(i => _functions.Add(i, 1)));

        Assert.Equal(Enumerable.Range(1, 10_000), results);
    }

    [Fact]
    public void Awaiting_and_blocking_both_finish_under_a_single_threaded_context()
    {
        using var context = new SingleThreadedContext();

        var awaited = context.Run(async () =>
        {
            var result = await _functions.Add(1, 2);
            Assert.True(context.IsCurrent);
            return result;
        });
#pragma warning disable xUnit1031, CA2025 // Blocking is what is tested.
        var blocked = context.Run(() => Task.FromResult(_functions.Add(3, 4).GetAwaiter().GetResult()));
#pragma warning restore xUnit1031, CA2025

        Assert.Equal(3, awaited);
        Assert.Equal(7, blocked);
    }
}
