using System.Numerics;
using System.Numerics.Tensors;
using System.Text.Json;
using GlobusCompute.Remote.Fuzzing;
using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>Types that scientists return and Python's own rules make into others: masked and record arrays, array.array, frozen slots, collections, addresses, pandas' times.</summary>
public sealed class ListedTypeTests
{
    private static readonly string s_frozen = FrozenOf("Frozen", "lab");

    [Fact]
    public void Masked_elements_are_null_or_NaN()
    {
        foreach (var protocol in (int[])[2, 4, 5])
        {
            const string Floats = "numpy.ma.array([1.0, 2, 3], mask=[0, 1, 0])";
            Assert.Equal([1, null, 3], Read<double?[]>(Floats, protocol));
            Assert.Equal([1, double.NaN, 3], Read<double[]>(Floats, protocol));
            Assert.Equal([1, double.NaN, 3], Read<List<double>>(Floats, protocol));
            Assert.Equal(double.NaN, Read<Tensor<double>>(Floats, protocol)[1]);
            Assert.Equal([1.0, null, 3.0], Assert.IsType<double?[]>(Read<object>(Floats, protocol)));
            Assert.Equal([1.0, null, 3.0], Read<object?[]>(Floats, protocol));
            Assert.Equal("array([1.0, None, 3.0], dtype='<f8')", Read<PythonValue>(Floats, protocol).ToString());
            Assert.Equal("numpy.ma.MaskedArray", Read<PythonValue>(Floats, protocol).TypeName);
            Assert.Equal("[1.0,null,3.0]", JsonSerializer.Serialize(Read<JsonElement>(Floats, protocol)));
            Assert.Equal([1, null, 3], Read<int?[]>("numpy.ma.array([1, 2, 3], mask=[0, 1, 0])", protocol));
            Assert.Equal([1, null, 3], Read<long?[]>("numpy.ma.array([1, 2, 3], mask=[0, 1, 0], dtype='int8')", protocol));
            Assert.Equal([true, null], Read<bool?[]>("numpy.ma.array([True, False], mask=[0, 1])", protocol));
            Assert.Equal([true, null], Assert.IsType<bool?[]>(Read<object>("numpy.ma.array([True, False], mask=[0, 1])", protocol)));
            Assert.Equal(["a", null], Read<string?[]>("numpy.ma.array(['a', 'b'], mask=[0, 1])", protocol));
            Assert.Equal(new[,] { { 1, double.NaN }, { double.NaN, 4 } }, Read<double[,]>("numpy.ma.array([[1.0, 2], [3, 4]], mask=[[0, 1], [1, 0]])", protocol));
            Assert.Equal(new[,] { { 1, double.NaN }, { 3, 4 } }, Read<double[,]>("numpy.ma.array(numpy.asfortranarray([[1.0, 2], [3, 4]]), mask=[[0, 1], [0, 0]])", protocol));
            Assert.Equal([[1, double.NaN], [3, 4]], Read<double[][]>("numpy.ma.array([[1.0, 2], [3, 4]], mask=[[0, 1], [0, 0]])", protocol));
            Assert.Equal([1f, float.NaN], Read<float[]>("numpy.ma.array([1.0, 2], mask=[0, 1], dtype='float32')", protocol));

            // Nothing is masked: as any other array.
            Assert.Equal([1, 2.0], Read<double[]>("numpy.ma.array([1.0, 2])", protocol));
            Assert.Equal([1, 2], Read<int[]>("numpy.ma.array([1, 2], mask=[0, 0])", protocol));
            Assert.IsType<double[]>(Read<object>("numpy.ma.array([1.0, 2])", protocol));
            Assert.Contains("masked out: declare int?[]", Fails<int[]>("numpy.ma.array([1, 2], mask=[0, 1])", protocol), StringComparison.Ordinal);
            Assert.Contains("masked out", Fails<bool[]>("numpy.ma.array([True, False], mask=[0, 1])", protocol), StringComparison.Ordinal);
            Assert.Contains("masked out", Fails<Complex[]>("numpy.ma.array([1j, 2], mask=[0, 1])", protocol), StringComparison.Ordinal);
            Assert.Null(Read<double?>("numpy.ma.masked", protocol));
            Assert.Contains("masked out by themselves", Read<PythonValue>("[numpy.ma.array([(1, 2.0)], mask=[(0, 1)], dtype=[('a', 'i4'), ('b', 'f8')]), 1]", protocol).ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_record_array_is_an_array_of_dictionaries()
    {
        foreach (var protocol in (int[])[2, 4, 5])
        {
            const string Records = "numpy.rec.array([(1, 2.5), (3, 4.5)], dtype=[('a', 'i4'), ('b', 'f8')])";
            Assert.Equal("array([void({'a': 1, 'b': 2.5}), void({'a': 3, 'b': 4.5})], dtype='[('a', '<i4'), ('b', '<f8')]')", Read<PythonValue>(Records, protocol).ToString());
            Assert.Equal([new Row(1, 2.5), new Row(3, 4.5)], Read<List<Row>>(Records, protocol));
            Assert.Equal(4.5, Read<List<Dictionary<string, double>>>(Records, protocol)[1]["b"]);
            Assert.Equal(new Row(1, 2.5), Read<Row>(Records + "[0]", protocol));
            Assert.Equal([1, 3], Read<int[]>(Records + ".a", protocol));
            Assert.Equal("""[{"a":1,"b":2.5},{"a":3,"b":4.5}]""", JsonSerializer.Serialize(Read<JsonElement>(Records, protocol)));
            Assert.Equal([new Row(1, 2.5)], Read<Row[]>("numpy.array([(1, 2.5)], dtype=[('a', 'i4'), ('b', 'f8')]).view(numpy.recarray)", protocol));
        }
    }

    [Theory]
    [InlineData("b", "-1, 2", "<i1")]
    [InlineData("B", "1, 255", "|u1")]
    [InlineData("h", "-1, 2", "<i2")]
    [InlineData("H", "1, 65535", "<u2")]
    [InlineData("i", "-1, 2", "<i4")]
    [InlineData("I", "1, 2**32-1", "<u4")]
    [InlineData("l", "-1, 2**40", "<i8")]
    [InlineData("L", "1, 2**40", "<u8")]
    [InlineData("q", "-1, 2**40", "<i8")]
    [InlineData("Q", "1, 2**40", "<u8")]
    public void An_array_of_Python_s_module_array_is_an_array(string code, string items, string type)
    {
        _ = type;
        foreach (var protocol in (int[])[2, 4, 5])
        {
            var expression = $"__import__('array').array('{code}', [{items}])";
            Assert.Equal(Read<BigInteger[]>($"[{items}]"), Read<BigInteger[]>(expression, protocol));
            Assert.Equal(Read<double[]>($"[{items}]"), Read<double[]>(expression, protocol));
            Assert.Equal("array.array", Read<PythonValue>(expression, protocol).TypeName);
        }

        Assert.Equal([0.5, -2], Read<double[]>("__import__('array').array('d', [0.5, -2])"));
        Assert.Equal([0.5f, -2], Read<float[]>("__import__('array').array('f', [0.5, -2])"));
        Assert.Equal([0.5, -2], Assert.IsType<double[]>(Read<object>("__import__('array').array('d', [0.5, -2])")));
        Assert.Equal([0.5, -2], Read<List<double>>("__import__('array').array('d', [0.5, -2])", 2));
        Assert.Equal("héß😀", Read<string>("__import__('array').array('u', 'héß😀')"));
        Assert.Empty(Read<int[]>("__import__('array').array('i')"));
    }

    [Fact]
    public void A_frozen_dataclass_with_slots_is_filled_by_position()
    {
        foreach (var protocol in (int[])[2, 4, 5])
        {
            Assert.Equal(new Three(1.5, 2, "a"), Read<Three>(s_frozen, protocol));
            Assert.Equal([new Three(1.5, 2, "a")], Read<List<Three>>($"[{s_frozen}]", protocol));
            Assert.Equal((1.5, 2, "a"), Read<(double, int, string)>(s_frozen, protocol));
            Assert.Equal([1.5, 2L, "a"], Read<List<object?>>(s_frozen, protocol));
            Assert.Equal("lab.Frozen", Read<PythonObject>(s_frozen, protocol).TypeName);
            Assert.Equal(1.5, Read<PythonObject>(s_frozen, protocol).State![0].As<double>());
            Assert.Contains("without their names", Fails<Row>(s_frozen, protocol), StringComparison.Ordinal);
            Assert.Contains("$.y", Assert.Throws<PayloadException>(() => Read<Wrong>(s_frozen, protocol)).Path, StringComparison.Ordinal);
        }

        // A class that travels by value brings the names of its fields along.
        var local = FrozenOf("Local", "__main__");
        Assert.Equal(new Mixed("a", 2, 1.5), Read<Mixed>(local));
        Assert.Equal(1.5, Read<PythonObject>(local)["x"].As<double>());
    }

    [Fact]
    public void Collections_come_as_what_they_hold()
    {
        foreach (var protocol in (int[])[2, 4, 5])
        {
            Assert.Equal(new Dictionary<string, int> { ["a"] = 2, ["b"] = 1 }, Read<Dictionary<string, int>>("collections.Counter('aab')", protocol));
            Assert.Equal(2, Read<Dictionary<int, int>>("collections.Counter([1, 1, 3])", protocol)[1]);
            Assert.Equal(2L, Assert.IsType<Dictionary<string, object?>>(Read<object>("collections.Counter('aab')", protocol))["a"]);
            Assert.Equal([1, 2], Read<List<int>>("collections.deque([1, 2], maxlen=3)", protocol));
            Assert.Equal([1, 2], Read<int[]>("collections.deque([1, 2])", protocol));
            const string Chain = "collections.ChainMap({'a': 1}, {'a': 2, 'b': 3}, {'c': 4})";
            Assert.Equal(new Dictionary<string, int> { ["c"] = 4, ["a"] = 1, ["b"] = 3 }, Read<Dictionary<string, int>>(Chain, protocol));
            Assert.Equal("ChainMap({'c': 4, 'a': 1, 'b': 3})", Read<PythonValue>(Chain, protocol).ToString());
            Assert.Equal(1, Read<PythonValue>(Chain, protocol)["a"].As<int>());
            Assert.Equal(new Row(1, 3), Read<Row>(Chain, protocol));
            Assert.Empty(Read<Dictionary<string, int>>("collections.ChainMap()", protocol));
            Assert.Equal(5, Read<Dictionary<string, int>>("collections.ChainMap({'z': 5}, collections.ChainMap({'y': 6}))", protocol)["z"]);
            Assert.Equal(new Dictionary<string, int> { ["a"] = 1 }, Read<Dictionary<string, int>>("(lambda o: (setattr(o, 'x', 1), o)[1])(collections.OrderedDict(a=1))", protocol));
        }
    }

    [Theory]
    [InlineData("ip_address('192.0.2.1')", "192.0.2.1", "IPv4Address")]
    [InlineData("ip_address('0.0.0.0')", "0.0.0.0", "IPv4Address")]
    [InlineData("ip_address('255.255.255.255')", "255.255.255.255", "IPv4Address")]
    [InlineData("ip_address('::1')", "::1", "IPv6Address")]
    [InlineData("ip_address('2001:db8::ff00:42:8329')", "2001:db8::ff00:42:8329", "IPv6Address")]
    [InlineData("ip_network('10.0.0.0/8')", "10.0.0.0/8", "IPv4Network")]
    [InlineData("ip_network('2001:db8::/32')", "2001:db8::/32", "IPv6Network")]
    [InlineData("ip_interface('192.0.2.1/24')", "192.0.2.1/24", "IPv4Interface")]
    [InlineData("ip_interface('2001:db8::1/64')", "2001:db8::1/64", "IPv6Interface")]
    [InlineData("ip_network('0.0.0.0/0')", "0.0.0.0/0", "IPv4Network")]
    public void An_address_is_its_text(string expression, string text, string type)
    {
        foreach (var protocol in (int[])[2, 4, 5])
        {
            expression = expression.StartsWith("__", StringComparison.Ordinal) ? expression : $"__import__('ipaddress').{expression}";
            Assert.Equal(text, Read<string>(expression, protocol));
            Assert.Equal(text, Read<object>(expression, protocol));
            Assert.Equal(text, Read<JsonElement>(expression, protocol).GetString());
            Assert.Equal([text], Read<string[]>($"[{expression}]", protocol));
            Assert.Equal(3, Read<Dictionary<string, int>>($"{{{expression}: 3}}", protocol)[text]);
            var value = Read<PythonValue>(expression, protocol);
            Assert.Equal(($"{type}('{text}')", $"ipaddress.{type}", PythonKind.Address), (value.ToString(), value.TypeName, value.Kind));
        }
    }

    [Fact]
    public void A_zone_of_the_database_is_its_name()
    {
        Assert.Equal("Europe/Paris", Read<string>("zoneinfo.ZoneInfo('Europe/Paris')"));
        Assert.Equal(["Europe/Paris", "UTC"], Read<string[]>("[zoneinfo.ZoneInfo('Europe/Paris'), zoneinfo.ZoneInfo('UTC')]"));
        Assert.Equal(TimeSpan.FromHours(2), Read<DateTimeOffset>("datetime.datetime(2024, 7, 1, 12, tzinfo=zoneinfo.ZoneInfo('Europe/Paris'))").Offset);
        Assert.Equal("Europe/Paris", Read<JsonElement>("zoneinfo.ZoneInfo('Europe/Paris')").GetString());
    }

    [Theory]
    [InlineData("pandas.Timestamp('2024-01-02 03:04:05.000006')", "2024-01-02T03:04:05.000006", null)]
    [InlineData("pandas.Timestamp('2024-01-02')", "2024-01-02T00:00:00", null)]
    [InlineData("pandas.Timestamp('1677-09-22')", "1677-09-22T00:00:00", null)]
    [InlineData("pandas.Timestamp('2024-01-02 03:04:05.1234567')", "2024-01-02T03:04:05.123456700", null)]
    [InlineData("pandas.Timestamp('2024-07-02 03:04:05', tz='UTC')", "2024-07-02T03:04:05+00:00", 0.0)]
    [InlineData("pandas.Timestamp('2024-07-02 03:04:05', tz='Europe/Paris')", "2024-07-02T03:04:05+02:00", 2.0)]
    [InlineData("pandas.Timestamp('2024-01-02 03:04:05', tz='Europe/Paris')", "2024-01-02T03:04:05+01:00", 1.0)]
    [InlineData("pandas.Timestamp('2024-10-27 02:30').tz_localize('Europe/Paris', ambiguous=False)", "2024-10-27T02:30:00+01:00", 1.0)]
    [InlineData("pandas.Timestamp(1729989000, unit='s', tz='Europe/Paris')", "2024-10-27T02:30:00+02:00", 2.0)]
    [InlineData("pandas.Timestamp('2024-01-02', tz=zoneinfo.ZoneInfo('America/New_York'))", "2024-01-02T00:00:00-05:00", -5.0)]
    [InlineData("pandas.Timestamp('2024-01-02', tz=datetime.timezone(datetime.timedelta(hours=5.5)))", "2024-01-02T00:00:00+05:30", 5.5)]
    public void A_Timestamp_is_a_datetime(string expression, string iso, double? hours)
    {
        expression = "__import__('pandas')" + expression["pandas".Length..];
        foreach (var protocol in (int[])[2, 4, 5])
        {
            Assert.Equal(iso, Read<string>(expression, protocol));
            var value = Read<PythonValue>(expression, protocol);
            Assert.Equal(("pandas.Timestamp", PythonKind.DateTime), (value.TypeName, value.Kind));
            if (hours is { } offset)
            {
                Assert.Equal(DateTimeOffset.Parse(iso, System.Globalization.CultureInfo.InvariantCulture), Read<DateTimeOffset>(expression, protocol));
                Assert.Equal(TimeSpan.FromHours(offset), Read<DateTimeOffset>(expression, protocol).Offset);
                Assert.Equal(DateTimeKind.Utc, Read<DateTime>(expression, protocol).Kind);
                Assert.IsType<DateTimeOffset>(Read<object>(expression, protocol));
            }
            else
            {
                Assert.Equal(DateTime.Parse(iso, System.Globalization.CultureInfo.InvariantCulture), Read<DateTime>(expression, protocol));
                Assert.Equal(DateTimeKind.Unspecified, Read<DateTime>(expression, protocol).Kind);
                Assert.Contains("no time zone", Fails<DateTimeOffset>(expression, protocol), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_Timedelta_is_a_timedelta_and_NaT_is_null()
    {
        foreach (var protocol in (int[])[2, 4, 5])
        {
            Assert.Equal(TimeSpan.FromDays(1) + TimeSpan.FromMicroseconds(2), Read<TimeSpan>("__import__('pandas').Timedelta('1 days 2 us')", protocol));
            Assert.Equal(TimeSpan.FromSeconds(-1.5), Read<TimeSpan>("__import__('pandas').Timedelta(seconds=-1.5)", protocol));
            Assert.Equal(TimeSpan.FromTicks(3), Read<TimeSpan>("__import__('pandas').Timedelta(300, 'ns')", protocol));
            Assert.Null(Read<DateTime?>("__import__('pandas').NaT", protocol));
            Assert.Null(Read<DateTimeOffset?>("__import__('pandas').NaT", protocol));
            Assert.Null(Read<TimeSpan?>("__import__('pandas').NaT", protocol));
            Assert.Null(Read<object>("__import__('pandas').NaT", protocol));
            Assert.Equal("pandas.NaT", Read<PythonValue>("__import__('pandas').NaT", protocol).ToString());
            Assert.Equal([new DateTime(2024, 1, 2), null], Read<List<Times>>("[{'at': __import__('pandas').Timestamp('2024-01-02')}, {'at': __import__('pandas').NaT}]", protocol).Select(t => t.At));
            Assert.Equal(JsonValueKind.Null, Read<JsonElement>("__import__('pandas').NaT", protocol).ValueKind);
            Assert.Contains("NaT", Fails<DateTime>("__import__('pandas').NaT", protocol), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(7, 1_704_164_645L, "2024-01-02T03:04:05")]
    [InlineData(8, 1_704_164_645_006L, "2024-01-02T03:04:05.006000")]
    [InlineData(9, 1_704_164_645_000_006L, "2024-01-02T03:04:05.000006")]
    [InlineData(10, 1_704_164_645_000_006_000L, "2024-01-02T03:04:05.000006")]
    [InlineData(7, -62_135_596_800L, "0001-01-01T00:00:00")]
    [InlineData(7, 253_402_300_799L, "9999-12-31T23:59:59")]
    [InlineData(8, 0L, "1970-01-01T00:00:00")]
    [InlineData(9, -1L, "1969-12-31T23:59:59.999999")]
    [InlineData(7, 1_719_882_245L, "2024-07-02T01:04:05")]
    [InlineData(10, 0L, "1970-01-01T00:00:00")]
    public void A_Timestamp_of_pandas_2_and_3_counts_seconds_to_nanoseconds(int unit, long count, string iso)
    {
        var plain = Timestamp(count, unit, p => p.Op("N"));
        Assert.Equal(iso, ReadPayload<string>(plain));
        Assert.Equal(DateTimeKind.Unspecified, ReadPayload<DateTime>(plain).Kind);
        Assert.Equal(iso + "+00:00", ReadPayload<string>(Timestamp(count, unit, p => p.Global("datetime", "timezone.utc"))));
        Assert.Equal(TimeSpan.FromTicks(10 * (long)(count * Math.Pow(10, 3 * (9 - unit)) % 1e15)), ReadPayload<TimeSpan>(new FuzzPickle()
            .Global("pandas._libs.tslibs.timedeltas", "_timedelta_unpickle").Int((long)(count * Math.Pow(10, 3 * (9 - unit)) % 1e15)).Int(9).Raw(0x86).Op("R").Payload()));
    }

    [Fact]
    public void What_is_none_of_pandas_times_stays_an_object()
    {
        foreach (var (count, unit) in (ReadOnlySpan<(long, int)>)[(1, 3), (1, 14), (1, -1), (1, 99)])
        {
            Assert.Equal("pandas._libs.tslibs.timestamps._unpickle_timestamp", ReadPayload<PythonValue>(Timestamp(count, unit, p => p.Op("N"))).TypeName);
        }

        Assert.Equal(PythonKind.DateTime, ReadPayload<PythonValue>(Timestamp(long.MaxValue, 7, p => p.Op("N"))).Kind);
        Assert.Equal(PythonKind.Object, ReadPayload<PythonValue>(Timestamp(1, 7, p => p.Global("lab", "Zone").Op(")R"))).Kind);
        Assert.Equal(
            new DateTimeOffset(1970, 1, 1, 0, 0, 1, TimeSpan.Zero),
            ReadPayload<DateTimeOffset>(Timestamp(1, 7, p => p.Global("pytz", "_p").Text("Nowhere/Land").Raw(0x85).Op("R"))));
    }

    private static string FrozenOf(string name, string module) =>
        $"(exec('import dataclasses\\n@dataclasses.dataclass(frozen=True, slots=True)\\nclass {name}:\\n    x: float\\n    y: int\\n    name: str = \"a\"\\n"
        + $"{name}.__module__ = \"{module}\"\\n', lab.__dict__) if not hasattr(lab, '{name}') else None, lab.{name}(1.5, 2))[1]";

    private static byte[] Timestamp(long count, int unit, Action<FuzzPickle> zone) => new FuzzPickle()
        .Global("pandas._libs.tslibs.timestamps", "_unpickle_timestamp").Op("(").Int(count).Op("N").Then(zone).Int(unit).Op("tR").Payload();

    private static T Read<T>(string expression, int protocol = 4) => ReadPayload<T>(PythonPickles.Of(expression, protocol));

    private static T ReadPayload<T>(byte[] payload) => ResultReader.Read<T>(payload, Payload.Reflection, allowNull: default(T) is null);

    private static string Fails<T>(string expression, int protocol) => Assert.Throws<PayloadException>(() => Read<T>(expression, protocol)).Message;

    public sealed record Row(int A, double B);

    public sealed record Three(double X, int Y, string Name);

    public sealed record Mixed(string Name, int Y, double X);

    public sealed record Wrong(double X, string Y, string Name);

    public sealed record Times(DateTime? At);
}
