using System.Numerics;
using System.Numerics.Tensors;
using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>What types come of what a real Python pickles.</summary>
public sealed class PickleConversionTests
{
    private static readonly PayloadRules s_context = PayloadRules.ForResolver(SampleContext.Default, ComputeNaming.SnakeCase);

    [Theory]
    [InlineData("float64", "")]
    [InlineData("float64", ".newbyteorder('>')")]
    public void A_float_array_is_copied_into_arrays_of_every_form(string type, string order)
    {
        var dtype = $"numpy.dtype('{type}'){order}";
        var cube = $"numpy.arange(24).reshape(2, 3, 4).astype({dtype})";
        foreach (var protocol in (int[])[2, 4, 5])
        {
            Assert.Equal([0, 1, 2.0], Read<double[]>($"numpy.arange(3).astype({dtype})", protocol));
            Assert.Equal([0, 1, 2.0], Read<List<double>>($"numpy.arange(3).astype({dtype})", protocol));
            Assert.Equal([0, 1, 2.0], Read<IReadOnlyList<double>>($"numpy.arange(3).astype({dtype})", protocol));
            Assert.Equal([0, 1, 2.0], Read<ReadOnlyMemory<double>>($"numpy.arange(3).astype({dtype})", protocol).ToArray());
            Assert.Equal(new double[,] { { 0, 1, 2 }, { 3, 4, 5 } }, Read<double[,]>($"numpy.arange(6).reshape(2, 3).astype({dtype})", protocol));
            Assert.Equal(new double[,] { { 0, 3 }, { 1, 4 }, { 2, 5 } }, Read<double[,]>($"numpy.arange(6).reshape(2, 3).astype({dtype}).T", protocol));
            Assert.Equal([[0, 3], [1, 4], [2, 5]], Read<double[][]>($"numpy.asfortranarray(numpy.arange(6).reshape(2, 3).T.astype({dtype}))", protocol));
            Assert.Equal(23, Read<double[,,]>(cube, protocol)[1, 2, 3]);
            Assert.Equal(Read<double[,,]>(cube, protocol), Read<double[,,]>($"numpy.asfortranarray({cube})", protocol));
            var tensor = Read<Tensor<double>>($"numpy.asfortranarray({cube})", protocol);
            Assert.Equal([2, 3, 4], tensor.Lengths.ToArray());
            Assert.Equal(6, tensor[0, 1, 2]);
            Assert.Equal(5.0, Read<double>($"numpy.array(5).astype({dtype})", protocol));
            Assert.Equal(5.0, Read<Tensor<double>>($"numpy.array(5).astype({dtype})", protocol)[0]);
            Assert.Empty(Read<double[]>($"numpy.zeros(0).astype({dtype})", protocol));
            Assert.Equal((3, 0), Lengths(Read<double[,]>($"numpy.zeros((3, 0)).astype({dtype})", protocol)));
            Assert.Equal([0, 2, 4.0], Read<double[]>($"numpy.arange(6).astype({dtype})[::2]", protocol));
        }
    }

    [Theory]
    [InlineData("2**1024")]
    [InlineData("-2**1024")]
    [InlineData("10**400")]
    [InlineData("2**6000")]
    public void An_int_that_no_float_holds_is_refused_as_one_and_never_an_infinity(string number)
    {
        Assert.Contains("use BigInteger", Assert.Throws<PayloadException>(() => Read<double>(number)).Message, StringComparison.Ordinal);
        Assert.Throws<PayloadException>(() => Read<double[]>($"[1.5, {number}]"));
        Assert.Contains("use BigInteger", Assert.Throws<PayloadException>(() => Read<float>(number)).Message, StringComparison.Ordinal);
        Assert.Throws<PayloadException>(() => Read<Half>(number));
        Assert.Throws<PayloadException>(() => Read<double?>(number));
        Assert.Throws<PayloadException>(() => Read<Complex>(number));
        Assert.Throws<PayloadException>(() => Read<Dictionary<string, double>>($"{{'a': {number}}}"));
        Assert.IsType<BigInteger>(Read<object>(number));
    }

    [Theory]
    [InlineData("2**1023", 8.98846567431158e307)]
    [InlineData("-10**300", -1e300)]
    [InlineData("2**53 + 1", 9007199254740992)]
    [InlineData("True + 0", 1)]
    public void An_int_that_a_float_holds_is_the_nearest_one(string number, double expected) => Assert.Equal(expected, Read<double>(number), 1e-15 * Math.Abs(expected));

    [Theory]
    [InlineData("1.50", "1.50")]
    [InlineData("-0.1000000000000000000000000001", "-0.1000000000000000000000000001")]
    [InlineData("1E+3", "1000")]
    [InlineData("1.000000000000000000000000000000000001", "\"1.000000000000000000000000000000000001\"")]
    [InlineData("123456789012345678901234567890.5", "\"123456789012345678901234567890.5\"")]
    [InlineData("1E-40", "\"1E-40\"")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("Infinity", "\"Infinity\"")]
    public void A_Decimal_is_a_number_in_a_document_where_a_decimal_holds_it_and_else_its_text(string number, string expected)
    {
        Assert.Equal(expected, Read<JsonElement>($"__import__('decimal').Decimal('{number}')").GetRawText());
        Assert.Equal(expected, Read<JsonNode>($"__import__('decimal').Decimal('{number}')")!.ToJsonString());
    }

    [Fact]
    public void Arrays_of_each_number_type_become_arrays_of_the_same()
    {
        Check<sbyte>("int8", -1, 2);
        Check<byte>("uint8", 255, 2);
        Check<short>("int16", -1, 2);
        Check<ushort>("uint16", ushort.MaxValue, 2);
        Check<int>("int32", -1, 2);
        Check<uint>("uint32", uint.MaxValue, 2);
        Check<long>("int64", long.MinValue, 2);
        Check<ulong>("uint64", ulong.MaxValue, 2);
        Check<Half>("float16", (Half)0.5, (Half)(-2));
        Check<float>("float32", 0.1f, -2);
        Check<double>("float64", 0.1, -2);
        Assert.Equal([true, false, true], Read<bool[]>("numpy.array([1, 0, 7]).astype(bool)"));
        Assert.Equal(new[,] { { true, false } }, Read<bool[,]>("numpy.array([[True, False]])"));
        Assert.Equal([new Complex(1, -2), Complex.Zero], Read<Complex[]>("numpy.array([1-2j, 0])"));
        Assert.Equal([new Complex(1, -2)], Read<Complex[]>("numpy.array([1-2j]).astype('>c8')"));
        Assert.Equal(["a", "café", "😀"], Read<string[]>("numpy.array(['a', 'café', '😀'])"));
        Assert.Equal([new DateTime(2024, 2, 29, 1, 2, 3)], Read<DateTime[]>("numpy.array(['2024-02-29T01:02:03'], dtype='datetime64[ms]')"));
        Assert.Equal([new DateOnly(2024, 2, 29)], Read<DateOnly[]>("numpy.array(['2024-02-29'], dtype='datetime64[D]')"));
        Assert.Equal([TimeSpan.FromHours(3)], Read<TimeSpan[]>("numpy.array([3], dtype='timedelta64[h]')"));
    }

    [Fact]
    public void Elements_are_widened_where_nothing_is_lost_and_refused_otherwise()
    {
        Assert.Equal([1, 2L], Read<long[]>("numpy.array([1, 2], dtype='int8')"));
        Assert.Equal([1, 2.0], Read<double[]>("numpy.array([1, 2], dtype='int64')"));
        Assert.Equal([1, 2], Read<int[]>("numpy.array([1, 2], dtype='int64')"));
        Assert.Equal([0.5, 2], Read<double[]>("numpy.array([0.5, 2], dtype='float16')"));
        Assert.Equal([double.NaN], Read<double[]>("numpy.array([numpy.nan], dtype='float32')"));
        Assert.Equal([(Complex)2], Read<Complex[]>("numpy.array([2.0])"));

        Assert.Contains("Element 1", Fails<int[]>("numpy.array([1, 2**40])").Message, StringComparison.Ordinal);
        Assert.Contains("hold exactly", Fails<double[]>("numpy.array([2**53 + 1])").Message, StringComparison.Ordinal);
        Assert.Contains("numpy array of the type <f8", Fails<int[]>("numpy.array([1.0])").Message, StringComparison.Ordinal);
        Assert.Contains("astype", Fails<float[]>("numpy.array([0.1])").Message, StringComparison.Ordinal);
        Assert.Contains("bool", Fails<bool[]>("numpy.array([1])").Message, StringComparison.Ordinal);
        Assert.Contains("Found", Fails<double[]>("numpy.array([1j])").Message, StringComparison.Ordinal);
        Assert.Contains("2 dimensions", Fails<double[,]>("numpy.zeros(3)").Message, StringComparison.Ordinal);
        Assert.Contains("'f16'", Fails<double[]>("numpy.zeros(1, dtype='longdouble')").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_that_JSON_has_no_form_for_come_as_what_they_are()
    {
        Assert.Equal([0, 255], Read<byte[]>("b'\\x00\\xff'"));
        Assert.Equal([0, 255], Read<byte[]>("bytearray(b'\\x00\\xff')"));
        Assert.Equal([1, 2], Read<ReadOnlyMemory<byte>>("b'\\x01\\x02'").ToArray());
        Assert.Equal([[1], []], Read<List<byte[]>>("[b'\\x01', b'']"));
        Assert.Equal(1.10m, Read<decimal>("decimal.Decimal('1.10')"));
        Assert.Equal("1.10", Read<decimal>("decimal.Decimal('1.10')").ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(0.1m, Read<decimal>("0.1"));
        Assert.Equal(TimeSpan.FromSeconds(-1.5), Read<TimeSpan>("datetime.timedelta(seconds=-1.5)"));
        Assert.Equal(new Complex(1, -2), Read<Complex>("1-2j"));
        Assert.Equal(Guid.Parse("12345678-1234-5678-1234-567812345678"), Read<Guid>("uuid.UUID('12345678-1234-5678-1234-567812345678')"));
        Assert.Equal(new DateTime(2024, 2, 29, 13, 14, 15, 161, 718), Read<DateTime>("datetime.datetime(2024, 2, 29, 13, 14, 15, 161718)"));
        Assert.Equal(new DateTime(2024, 7, 1, 10, 0, 0, DateTimeKind.Utc), Read<DateTime>("datetime.datetime(2024, 7, 1, 12, tzinfo=zoneinfo.ZoneInfo('Europe/Paris'))"));
        Assert.Equal(TimeSpan.FromHours(2), Read<DateTimeOffset>("datetime.datetime(2024, 7, 1, 12, tzinfo=zoneinfo.ZoneInfo('Europe/Paris'))").Offset);
        Assert.Equal(TimeSpan.FromHours(1), Read<DateTimeOffset>("datetime.datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=zoneinfo.ZoneInfo('Europe/Paris'))").Offset);
        Assert.Equal(TimeSpan.FromHours(2), Read<DateTimeOffset>("datetime.datetime(2024, 10, 27, 2, 30, tzinfo=zoneinfo.ZoneInfo('Europe/Paris'))").Offset);
        Assert.Equal(new DateOnly(2024, 2, 29), Read<DateOnly>("datetime.date(2024, 2, 29)"));
        Assert.Equal(new TimeOnly(1, 2, 3), Read<TimeOnly>("datetime.time(1, 2, 3)"));
        Assert.Equal("/data/x.txt", Read<string>("pathlib.PurePosixPath('/data/x.txt')"));
        Assert.Equal([1, 2, 3], Read<int[]>("range(1, 4)"));
        Assert.Equal([3, 1], Read<List<int>>("collections.deque([3, 1])"));
        Assert.True(Read<HashSet<int>>("{1, 2}").SetEquals([1, 2]));
        Assert.Equal(BigInteger.Pow(2, 200), Read<BigInteger>("2**200"));
        Assert.Null(Read<DateTime?>("numpy.datetime64('NaT')"));
        Assert.Contains("28 digits", Fails<decimal>("decimal.Decimal('NaN')").Message, StringComparison.Ordinal);
        Assert.Contains("28 digits", Fails<decimal>("decimal.Decimal('0.12345678901234567890123456789012345')").Message, StringComparison.Ordinal);
        Assert.Contains("no time zone", Fails<DateTimeOffset>("datetime.datetime(2024, 1, 1)").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_type_comes_of_JSON_and_of_a_pickle()
    {
        const string Sample = """
            {"id": 7, "fit": {"slope": 1.5, "standard_error": 0.25, "coefficients": [0.5, 1]}, "weights": {"a": 2.0}, "method": "least_squares", "fallback": None, "interval": [0, 1], "left": "out"}
            """;
        var json = Sample.Replace("None", "null", StringComparison.Ordinal);
        foreach (var rules in (PayloadRules[])[Payload.Reflection, s_context])
        {
            var fromJson = Payload.Read<Sample>(json, rules: rules);
            Assert.Equivalent(fromJson, Read<Sample>(Sample.Trim(), rules: rules), strict: true);

            // numpy, a tuple and a member of an enumeration mean the same.
            Assert.Equivalent(
                fromJson,
                Read<Sample>(Sample.Trim().Replace("[0.5, 1]", "numpy.array([0.5, 1])", StringComparison.Ordinal).Replace("\"least_squares\"", "lab.Method.LEAST_SQUARES", StringComparison.Ordinal).Replace("[0, 1]", "(0, 1)", StringComparison.Ordinal), rules: rules),
                strict: true);
        }

        Assert.Equal(Payload.Read<Dictionary<string, int>>("{\"1\": 2, \"true\": 3, \"null\": 4}"), Read<Dictionary<string, int>>("{'1': 2, True: 3, None: 4}"));
        Assert.Equal(Payload.Read<Dictionary<string, int>>("{\"2.5\": 2}"), Read<Dictionary<string, int>>("{2.5: 2}"));
        Assert.Equal(new Dictionary<int, double> { [1] = 2, [3] = 4 }, Read<Dictionary<int, double>>("{1: 2.0, '3': 4}"));
        Assert.Equal(Payload.Read<(double, int)>("[1.5, 2]"), Read<(double, int)>("(1.5, 2)"));
        Assert.Equal(Payload.Read<(double, int)>("[1.5, 2]"), Read<(double, int)>("lab.Pair(1.5, 2)"));
    }

    [Fact]
    public void An_object_of_an_unknown_class_fills_a_type_with_its_attributes()
    {
        Assert.Equal(new Point(1.5, 2), Read<Point>("lab.Point(1.5, 2)"));
        var track = Read<Track>("lab.Track('a', [lab.Point(1, 2), lab.Point(3, 4)], lab.Point(3, 4))");
        Assert.Equal(("a", new Point(3, 4)), (track.Name, track.Best));
        Assert.Equal([new Point(1, 2), new Point(3, 4)], track.Points);
        Assert.Equal(new Pair(1, "r"), Read<Pair>("lab.Pair(1, 'r')"));
    }

    [Fact]
    public void Object_and_PythonValue_hold_everything()
    {
        var value = Read<object>("{'a': (1, 2.5), 'b': b'x', 'c': numpy.arange(2.0), 'd': None, 'e': datetime.date(2024, 1, 2), 'f': lab.Point(1, 2), 'g': 2**70}");
        var members = Assert.IsType<Dictionary<string, object?>>(value);
        Assert.Equal([1L, 2.5], Assert.IsType<List<object?>>(members["a"]));
        Assert.Equal("x"u8.ToArray(), members["b"]);
        Assert.Equal((double[])[0, 1], members["c"]);
        Assert.Null(members["d"]);
        Assert.Equal(new DateOnly(2024, 1, 2), members["e"]);
        Assert.Equal("lab.Point", Assert.IsType<PythonObject>(members["f"]).TypeName);
        Assert.Equal(BigInteger.Pow(2, 70), members["g"]);

        var python = Read<PythonValue>("{'a': [1, lab.Point(1.5, 2)], 'b': numpy.arange(6).reshape(2, 3)}");
        Assert.Equal(PythonKind.Dictionary, python.Kind);
        Assert.Equal(1.5, python["a"][1]["x"].As<double>());
        Assert.Equal(5, python["b"][1][2].As<int>());
        Assert.Equal(new long[,] { { 0, 1, 2 }, { 3, 4, 5 } }, python["b"].As<long[,]>());
        Assert.Equal("{'a': [1, <lab.Point {'x': 1.5, 'y': 2}>], 'b': array([[0, 1, 2], [3, 4, 5]], dtype='<i8')}", python.ToString());
        Assert.Contains("At $[1]: Found the text 'x'", Assert.Throws<InvalidCastException>(() => Read<PythonValue>("[1, 'x']").As<int[]>()).Message, StringComparison.Ordinal);
        Assert.True(Read<PythonValue>("None").IsNone);
    }

    [Fact]
    public void PythonValue_comes_of_JSON_as_well()
    {
        var value = Payload.Read<PythonValue>("{\"a\": [1, 2.5, NaN, null, true, \"x\"], \"a2\": 1180591620717411303424}")!;

        Assert.Equal("{'a': [1, 2.5, nan, None, True, 'x'], 'a2': 1180591620717411303424}", value.ToString());
        Assert.Equal(2, value["a"][0].As<int>() + 1);
        Assert.True(Payload.Read<PythonValue>("null", allowNull: false).IsNone);
    }

    [Fact]
    public void A_value_that_contains_itself_is_kept_where_the_type_can_and_refused_elsewhere()
    {
        const string Loop = "(lambda l: (l.append(l), l)[1])([1])";
        Assert.Equal("[1, [...]]", Read<PythonValue>(Loop).ToString());
        var list = Assert.IsType<List<object?>>(Read<object>(Loop));
        Assert.Same(list, list[1]);
        Assert.Contains("contains itself", Fails<JsonElement>(Loop).Message, StringComparison.Ordinal);
        Assert.Contains("contains itself", Fails<Node>("(lambda d: (d.update(next=d), d)[1])({'value': 1})", Payload.Reflection).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_does_not_fit_is_refused_with_its_path()
    {
        Assert.Equal("$[1]", Fails<double[]>("[1.0, 'x']").Path);
        Assert.Equal("$.a[0]", Fails<Dictionary<string, int[]>>("{'a': [None]}").Path);
        Assert.Equal("$.fit.coefficients[1]", Fails<Sample>("{'id': 1, 'fit': {'slope': 1, 'standard_error': 1, 'coefficients': [1, 'x']}, 'weights': {}, 'method': 1, 'fallback': None, 'interval': (0, 1)}", Payload.Reflection).Path);
        Assert.Contains("Python returned None", Fails<int>("None").Message, StringComparison.Ordinal);
        Assert.Contains("an object of the class lab.Point", Fails<double[]>("lab.Point(1, 2)").Message, StringComparison.Ordinal);
        Assert.Contains("row", Fails<double[,]>("[[1, 2], [3]]").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exceptions_come_by_value()
    {
        var error = Read<PythonError>("ValueError('bad', 3)");
        Assert.Equal(("ValueError", "ValueError: ('bad', 3)", true), (error.TypeName, error.ToString(), error.Value.IsException));
        Assert.Equal("bad", Read<PythonError>("ValueError('bad')").Message);
        Assert.Equal("'k'", Read<PythonError>("KeyError('k')").Message);
        Assert.Equal("FileNotFoundError: [Errno 2] No such file", Read<PythonError>("FileNotFoundError(2, 'No such file')").ToString());
        Assert.Equal("lab.LabError: boom", Read<PythonError>("lab.LabError('boom')").ToString());
        var mixed = Read<List<PythonValue>>("[1, ValueError('bad')]");
        Assert.True(((PythonObject)mixed[1]).IsException);
    }

    [Fact]
    public void Documents_get_what_JSON_has_for_a_value()
    {
        var element = Read<JsonElement>("{'a': (1, 2), 'b': b'ab', 'c': datetime.datetime(2024, 1, 2), 'd': numpy.eye(2), 'e': decimal.Decimal('1.10'), 'f': lab.Point(1.5, 2)}");
        Assert.Equal("""{"a":[1,2],"b":"YWI=","c":"2024-01-02T00:00:00","d":[[1.0,0.0],[0.0,1.0]],"e":1.10,"f":{"x":1.5,"y":2}}""", JsonSerializer.Serialize(element));
        Assert.Equal(2, Read<JsonNode>("{'a': [1, 2]}")["a"]![1]!.GetValue<int>());
    }

    private static void Check<T>(string type, params T[] values)
        where T : struct, IFormattable
    {
        var list = string.Join(", ", values.Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(values, Read<T[]>($"numpy.array([{list}], dtype='{type}')"));
        Assert.Equal(values, Read<List<T>>($"numpy.array([{list}], dtype=numpy.dtype('{type}').newbyteorder('>'))"));
        Assert.Equal(values[0], Read<T>($"numpy.{type}({list.Split(',')[0]})"));
    }

    private static (int, int) Lengths(double[,] array) => (array.GetLength(0), array.GetLength(1));

    private static T Read<T>(string expression, int protocol = 4, PayloadRules? rules = null) =>
        ResultReader.Read<T>(PythonPickles.Of(expression, protocol), rules ?? Payload.Reflection, allowNull: default(T) is null && expression.Contains("NaT", StringComparison.Ordinal));

    private static PayloadException Fails<T>(string expression, PayloadRules? rules = null) =>
        Assert.Throws<PayloadException>(() => ResultReader.Read<T>(PythonPickles.Of(expression), rules ?? Payload.BuiltIn, allowNull: false));
}

public sealed record Point(double X, double Y);

public sealed record Track(string Name, IReadOnlyList<Point> Points, Point? Best);

public sealed record Pair(int Left, string Right);
