using System.Numerics;
using GlobusCompute.Remote.Exceptions;
using MessagePack;
using Xunit;

namespace GlobusCompute.Remote.MessagePack.Tests;

/// <summary>No value changes on the way without an error, with msgpack and with msgpack hidden.</summary>
public sealed class ExactnessTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private static readonly DateTimeOffset s_moment = new(2026, 11, 30, 12, 0, 0, TimeSpan.FromHours(5.5));

    private IExact Exact => fixture.Client.CreateExecutor(fixture.Service.EndpointId).CreateProxy<IExact>();

    private IExact Pure => fixture.PureClient.CreateExecutor(fixture.PureService.EndpointId).CreateProxy<IExact>();

    [Fact]
    public async Task A_DateTimeOffset_is_the_moment_and_its_offset()
    {
        const string Seen = "[datetime.datetime(2026, 11, 30, 6, 30, tzinfo=datetime.timezone.utc), 330]";
        Assert.Equal(Seen, await Exact.Show(new Any(s_moment)));
        Assert.Equal(Seen, await Pure.Show(new Any(s_moment)));
    }

    [Theory]
    [InlineData("datetime.datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=zoneinfo.ZoneInfo('Europe/Berlin'))", 0)]
    [InlineData("datetime.datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=zoneinfo.ZoneInfo('Europe/Berlin'))", 1)]
    [InlineData("[datetime.datetime(2026, 10, 25, 2, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=1))), 60]", 1)]
    public async Task Moments_of_Python_are_read_by_their_zone_and_fold(string expression, int hour)
    {
        var expected = new DateTimeOffset(2026, 10, 25, hour, 30, 0, TimeSpan.Zero);
        Assert.Equal(expected, (await Exact.MakeMoment(expression)).Value);
        Assert.Equal(expected, (await Pure.MakeMoment(expression)).Value);
    }

    [Fact]
    public async Task Each_type_with_a_form_of_its_own_comes_back()
    {
        var value = new Everything(
            79228162514264337593543950335m, Guid.NewGuid(), new(2026, 2, 28), new(23, 59, 59, 999), new(1, 2, 3, 4), s_moment, s_moment.AddTicks(1),
            BigInteger.Pow(-3, 201), new(1.5, -0.0), '\ud800', DayOfWeek.Friday, new[,] { { 1, 2, 3 }, { 4, 5, 6 } }, new() { [-7] = "a", [8] = null },
            [double.NaN, -0.0, double.NegativeInfinity, double.Epsilon], ulong.MaxValue, long.MinValue, ["x", null, "\U0001F600\uFFFD"],
            [s_moment, DateTimeOffset.MinValue], new("https://example.org/a?b"));
        var written = MessagePackSerializer.Serialize(value);

        Assert.Equal(written, MessagePackSerializer.Serialize(await Exact.Echo(value)));
        Assert.Equal(written, MessagePackSerializer.Serialize(await Pure.Echo(value)));
    }

    [Fact]
    public void Half_a_surrogate_pair_in_an_argument_is_refused()
    {
        object[] unpaired =
        [
            "a\ud800b", new[] { "fine", "\udc00" }, new List<string> { "\ud800" }, new Dictionary<string, int> { ["\ud800"] = 1 }, new object[] { 1, "\udfff" },
        ];
        foreach (var value in unpaired)
        {
            var error = Assert.Throws<ArgumentException>(() => { _ = Exact.Show(new Any(value)); });
            Assert.Contains("half a surrogate pair", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_member_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => { _ = fixture.Readings.Look(new Samples(3).Take(1)[0], new Named("\udc00", 1)); });
        Assert.Contains("'named'", error.Message, StringComparison.Ordinal);
        Assert.Contains("MessagePack: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("the text has half a surrogate pair at index 0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e300", "1E+300 arrived where float is declared")]
    [InlineData("-1e39", "-1E+39 arrived where float is declared")]
    [InlineData("16777217", "16777217 arrived where float is declared")]
    public async Task Numbers_that_a_float_does_not_hold_are_refused(string expression, string message) =>
        Assert.Contains(message, (await RefusedAsync(Exact.MakeSingle(expression))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0.1", 0.1f)]
    [InlineData("float('-inf')", float.NegativeInfinity)]
    [InlineData("float('nan')", float.NaN)]
    [InlineData("16777216", 16777216f)]
    [InlineData("numpy.float32(3.25)", 3.25f)]
    public async Task Floats_are_the_nearest(string expression, float expected) => Assert.Equal(expected, (await Exact.MakeSingle(expression)).Value);

    [Theory]
    [InlineData("2**53 + 1")]
    [InlineData("-2**63 + 1")]
    [InlineData("2**64 - 1")]
    [InlineData("numpy.int64(2**53 + 1)")]
    public async Task Integers_that_a_double_does_not_hold_are_refused(string expression)
    {
        const string Message = "arrived where double is declared, which cannot hold it";
        Assert.Contains(Message, (await RefusedAsync(Exact.MakeDouble(expression))).Message, StringComparison.Ordinal);
        Assert.Contains(Message, (await RefusedAsync(Pure.MakeDouble(expression))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2**53", 9007199254740992.0)]
    [InlineData("-2**63", -9223372036854775808.0)]
    [InlineData("1e308", 1e308)]
    public async Task Integers_that_a_double_holds_are_read(string expression, double expected) =>
        Assert.Equal(expected, (await Exact.MakeDouble(expression)).Value);

    [Fact]
    public async Task Numbers_inside_collections_and_contracts_are_checked()
    {
        Assert.Equal([1.0, null, 2.5], (await Exact.MakeDoubles("[1, None, 2.5, ]")).Value);
        await RefusedAsync(Exact.MakeDoubles("[1, None, 2**53 + 1]"));
        Assert.Equal(new Numbers(1, 2), (await Exact.MakeNumbers("{'a': [1, 'unused', 2]}")).Value["a"]);
        await RefusedAsync(Exact.MakeNumbers("{'a': [1, 2**53 + 1, 2**53 + 1]}"));
        await RefusedAsync(Exact.MakeNumbers("{'a': [1e300, None, 2]}"));
    }

    [Theory]
    [InlineData("'0.1234567890123456789012345678'", true)]
    [InlineData("'0.12345678901234567890123456789'", false)]
    [InlineData("'79228162514264337593543950335.4'", false)]
    [InlineData("'0.00000000000000000000000000000000'", true)]
    [InlineData("'1e-28'", true)]
    [InlineData("'-00012.50e1'", true)]
    [InlineData("'1' + '0' * 20 + 'e-20'", true)]
    [InlineData("'0e-99999999999999999999999'", true)]
    [InlineData("'1e-30'", false)]
    [InlineData("'12345678901234567890123456789e-30'", false)]
    [InlineData("'0.' + '0' * 40 + '1'", false)]
    [InlineData("'1e-99999999999999999999999'", false)]
    public async Task Digits_that_a_decimal_does_not_hold_are_refused(string expression, bool isExact)
    {
        if (isExact)
        {
            await Exact.MakeDecimal(expression);
        }
        else
        {
            Assert.Contains("more digits than a decimal holds", (await RefusedAsync(Exact.MakeDecimal(expression))).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1e10", "10000000000 arrived where Half is declared")]
    [InlineData("2049", "2049 arrived where Half is declared")]
    [InlineData("70000", "70000 arrived where Half is declared")]
    public async Task Numbers_that_a_Half_does_not_hold_are_refused(string expression, string message)
    {
        Assert.Contains(message, (await RefusedAsync(Exact.MakeHalf(expression))).Message, StringComparison.Ordinal);
        Assert.Equal((Half)2048, (await Exact.MakeHalf("2048")).Value);
        Assert.Equal((Half)0.1, (await Exact.MakeHalf("0.1")).Value);
    }

    [Fact]
    public async Task Parts_of_a_complex_number_are_checked()
    {
        Assert.Equal(new Complex(1.5, 2), (await Exact.MakeComplex("[1.5, 2]")).Value);
        await RefusedAsync(Exact.MakeComplex("[1.5, 2**53 + 1]"));
    }

    [Fact]
    public async Task Text_is_not_read_as_bytes()
    {
        Assert.Equal("a"u8.ToArray(), (await Exact.MakeBytes("b'a'")).Value);
        Assert.Contains(
            "MessagePack: a str arrived where bytes are declared", (await RefusedAsync(Exact.MakeBytes("'a'"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_a_union_does_not_have_is_refused()
    {
        Assert.Equal(new Circle(1.5), (await Exact.MakeShape("[0, [1.5]]")).Value);
        Assert.Null((await Exact.MakeShape("None")).Value);
        Assert.Contains("1 is not the number of a type of the union Shape", (await RefusedAsync(Exact.MakeShape("[1, [1.5]]"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrays_of_several_dimensions_have_the_elements_of_their_lengths()
    {
        Assert.Equal(new double[,] { { 1, 2 } }, (await Exact.MakeGrid("[1, 2, [1.0, 2]]")).Value);
        Assert.Contains("2 arrived", (await RefusedAsync(Exact.MakeGrid("[1, 3, [1.0, 2]]"))).Message, StringComparison.Ordinal);
        await RefusedAsync(Exact.MakeGrid("[1, 1, [2**53 + 1]]"));
        await RefusedAsync(Exact.MakeGrid("[[1.0], [2.0]]"));
    }

    [Theory]
    [InlineData("True")]
    [InlineData("1.0")]
    [InlineData("2**31")]
    [InlineData("numpy.float64(1)")]
    public async Task What_is_not_an_int_is_not_read_as_one(string expression)
    {
        await RefusedAsync(Exact.MakeInt(expression));
        await RefusedAsync(Pure.MakeInt(expression));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("'True'")]
    public async Task What_is_not_a_bool_is_not_read_as_one(string expression) => await RefusedAsync(Exact.MakeBool(expression));

    [Theory]
    [InlineData("'\\ud800'")]
    [InlineData("decimal.Decimal('1.0')")]
    [InlineData("uuid.uuid4()")]
    [InlineData("datetime.date(2026, 1, 1)")]
    [InlineData("datetime.timedelta(1)")]
    [InlineData("datetime.datetime(2026, 1, 1)")]
    [InlineData("numpy.longdouble(1) / 3")]
    [InlineData("numpy.complex64(1)")]
    [InlineData("2**64")]
    [InlineData("-2**63 - 1")]
    [InlineData("1 + 2j")]
    public async Task Values_without_a_form_are_refused_by_the_worker(string expression)
    {
        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => Exact.MakeDouble(expression));
        Assert.Contains("MessagePack: result: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("MessagePack: result: ", (await Assert.ThrowsAsync<TaskExecutionFailedException>(() => Pure.MakeDouble(expression))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2**64")]
    [InlineData("-2**63 - 1")]
    [InlineData("[1, 2**80]")]
    public async Task An_integer_of_more_than_64_bits_is_refused_with_what_to_do(string expression)
    {
        const string Message = "OverflowError: MessagePack has integers of 64 bits, and this one needs more; convert it to str or float";
        Assert.Contains(Message, (await Assert.ThrowsAsync<TaskExecutionFailedException>(() => Exact.MakeDouble(expression))).Message, StringComparison.Ordinal);
        Assert.Contains(Message, (await Assert.ThrowsAsync<TaskExecutionFailedException>(() => Pure.MakeDouble(expression))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("numpy.bool_(True)", "True")]
    [InlineData("numpy.float16(0.5)", "0.5")]
    [InlineData("numpy.uint64(2**64 - 1)", "18446744073709551615")]
    [InlineData("numpy.str_('a')", "a")]
    public async Task Scalars_of_numpy_are_read(string expression, string expected)
    {
        var value = Assert.Single(await fixture.Readings.MakeAny(expression)).Value;
        Assert.Equal(expected, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static Task<ResultDeserializationException> RefusedAsync(Task call) => Assert.ThrowsAsync<ResultDeserializationException>(() => call);
}
