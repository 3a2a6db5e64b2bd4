using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

public sealed class ResultReaderTests
{
    public static TheoryData<string> BothRules => ["reflection", "context"];

    [Fact]
    public void Scalars_read_into_their_types()
    {
        Assert.Equal(1.0, Payload.Read<double>("1"));
        Assert.Equal(0.1f, Payload.Read<float>("0.1"));
        Assert.Equal((Half)0.1, Payload.Read<Half>("0.1"));
        Assert.Equal(double.PositiveInfinity, Payload.Read<double>("1e999"));
        Assert.Equal(double.NegativeInfinity, Payload.Read<object>("-1e999"));
        Assert.Equal(long.MinValue, Payload.Read<long>("-9223372036854775808"));
        Assert.Equal(UInt128.MaxValue, Payload.Read<UInt128>("340282366920938463463374607431768211455"));
        Assert.Equal(BigInteger.Pow(10, 400), Payload.Read<BigInteger>("1" + new string('0', 400)));
        Assert.Equal(0.1000000000000000000000000001m, Payload.Read<decimal>("0.1000000000000000000000000001"));
        Assert.Equal('ß', Payload.Read<char>("\"\\u00df\""));
        Assert.Equal(new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"), Payload.Read<Guid>("\"0f8fad5bd9cb469fa16570867728950e\""));
        Assert.Equal(new Uri("https://example.org/"), Payload.Read<Uri>("\"https://example.org/\""));
        Assert.Equal(new Version(1, 2), Payload.Read<Version>("\"1.2\""));
        Assert.Equal([1, 2, 255], Payload.Read<byte[]>("\"AQL/\""));
        Assert.Equal([1, 2, 255], Payload.Read<byte[]>("[1, 2, 255]"));
        Assert.Null(Payload.Read<int?>("null"));
    }

    [Fact]
    public void An_int_that_no_float_holds_is_refused_as_one_and_never_an_infinity()
    {
        var number = "1" + new string('0', 400);

        Assert.Contains("use BigInteger", Payload.ReadFails<double>(number).Message, StringComparison.Ordinal);
        Assert.Contains("use BigInteger", Payload.ReadFails<float>("-" + number).Message, StringComparison.Ordinal);
        Assert.Contains("use double", Payload.ReadFails<float>("1" + new string('0', 50)).Message, StringComparison.Ordinal);
        Assert.Equal("$[1]", Payload.ReadFails<double[]>($"[1.5, {number}]").Path);
        Assert.NotNull(Payload.ReadFails<Complex>(number));
        Assert.Equal(1e300, Payload.Read<double>("1" + new string('0', 300)));
    }

    [Fact]
    public void Bare_NaN_and_infinities_are_floats_and_nothing_else()
    {
        Assert.Equal([1, double.NaN, double.PositiveInfinity, double.NegativeInfinity], Payload.Read<double[]>("[1, NaN, Infinity, -Infinity]"));
        Assert.True(Half.IsNaN(Payload.Read<Half>(" NaN ")));
        Assert.Equal([double.NaN, null], Payload.Read<double?[]>("[NaN,null]"));
        Assert.Equal(new object[] { "NaN", double.NaN, "Infinity\"NaN" }, Payload.Read<object[]>("""["NaN", NaN, "Infinity\"NaN"]"""));
        Assert.Equal("Found the float NaN where a whole number (int) was expected.", Payload.ReadFails<int>("NaN").Message);
        Assert.Contains("the float -Infinity", Payload.ReadFails<string>("-Infinity").Message, StringComparison.Ordinal);
        Assert.Contains("the text \"NaN\"", Payload.ReadFails<double>("\"NaN\"").Message, StringComparison.Ordinal);
        Assert.Equal("$.a[1]", Payload.ReadFails<JsonElement>("""{"a": [1, NaN]}""").Path);
        Assert.Contains("JsonElement cannot hold", Payload.ReadFails<JsonElement>("""{"a": [1, NaN]}""").Message, StringComparison.Ordinal);
        Assert.Equal(double.NaN, Payload.Read<JsonNode>("[NaN]")![0]!.GetValue<double>());
    }

    [Theory]
    [InlineData("nan")]
    [InlineData("NaNs")]
    [InlineData("Inf")]
    [InlineData("+Infinity")]
    [InlineData("-NaN")]
    [InlineData("1NaN")]
    [InlineData("{NaN: 1}")]
    [InlineData("{\"a\": NaN:1}")]
    [InlineData("[NaN Infinity]")]
    [InlineData("[1,]")]
    [InlineData("")]
    [InlineData("[] x")]
    [InlineData("{]")]
    [InlineData("01")]
    [InlineData("'a'")]
    [InlineData("\"a\nb\"")]
    [InlineData("\"\\x\"")]
    [InlineData("None")]
    public void What_Python_does_not_read_is_refused(string json) => Assert.EndsWith(".", Payload.ReadFails<object>(json).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_value_reads_as_object()
    {
        var value = Payload.Read<object>("""{"a": [1, 2.0, 36893488147419103232, "x", true, null], "a": {"b": [1e5, -0]}}""");
        Assert.Equal("{a: {b: [float 40f86a0000000000, int 0]}}", Described.Of(value));
    }

    [Fact]
    public void Collections_read_into_arrays_lists_and_dictionaries()
    {
        Assert.Equal([[1.0, 2], [], null], Payload.Read<double[]?[]>("[[1, 2.0], [], null]"));
        Assert.Equal(new double[,] { { 1, 2 }, { 3, 4 } }, Payload.Read<double[,]>("[[1, 2], [3, 4]]"));
        Assert.Equal([1, 2], Payload.Read<IReadOnlyList<int>>("[1, 2]"));
        Assert.Equal([1, 2], Payload.Read<IList<int>>("[1, 2]"));
        Assert.Equal([1, 2], Payload.Read<HashSet<int>>("[1, 2, 1]"));
        Assert.Equal(Enumerable.Range(0, 1000), Payload.Read<List<int>>($"[{string.Join(',', Enumerable.Range(0, 1000))}]"));
        Assert.Equal(2.0, Payload.Read<IReadOnlyDictionary<int, double>>("""{"-5": 2}""")[-5]);
        Assert.Equal("x", Payload.Read<Dictionary<Guid, string>>("""{"0f8fad5b-d9cb-469f-a165-70867728950e": "x"}""").Single().Value);
        Assert.Equal(1, Payload.Read<Dictionary<Method, int>>("""{"least_squares": 1}""")[Method.LeastSquares]);
        Assert.Equal(1, Payload.Read<Dictionary<Method, int>>("""{"2": 1}""")[Method.MaximumLikelihood]);
        Assert.Equal(1, Payload.Read<Dictionary<bool, int>>("""{"true": 1}""")[true]);
        Assert.Equal((1.5, "x"), Payload.Read<(double, string)>("""[1.5, "x"]"""));
        Assert.Null(Payload.Read<(double, string)?>("null"));
        Assert.Equal((1, 2, 3, 4, 5, 6, 7, 8, 9), Payload.Read<(int, int, int, int, int, int, int, int, int)>("[1,2,3,4,5,6,7,8,9]"));
        Assert.Equal(3, Payload.Read<JsonElement>("[3]")[0].GetInt32());
        Assert.Equal(JsonValueKind.Null, Payload.Read<JsonElement>("null", allowNull: false).ValueKind);
    }

    [Theory]
    [MemberData(nameof(BothRules))]
    public void Records_read_by_the_rules_of_the_interface(string rules)
    {
        var sample = Payload.Read<Sample>(
            """{"id": 7, "unknown": NaN, "id": 8, "fit": {"slope": 1, "standard_error": NaN, "coefficients": [0.5, -Infinity]}, "weights": {"a": 2}, "method": "LEAST_squares", "fallback": 2, "interval": [0, 1e999], "extra": [1, NaN]}""",
            rules: Rules(rules));
        Assert.Equal(8, sample.Id);
        Assert.Equal(double.NaN, sample.Fit.StandardError);
        Assert.Equal([0.5, double.NegativeInfinity], sample.Fit.Coefficients);
        Assert.Equal(2.0, sample.Weights["a"]);
        Assert.Equal(Method.LeastSquares, sample.Method);
        Assert.Equal(Method.MaximumLikelihood, sample.Fallback);
        Assert.Equal((0.0, double.PositiveInfinity), sample.Interval);
        Assert.Equal("[int 1, float nan]", Described.Of(sample.Extra));
    }

    [Theory]
    [MemberData(nameof(BothRules))]
    public void A_misfit_is_named_by_its_path_with_what_was_found_and_what_was_wanted(string rules)
    {
        var json = Rules(rules);
        AssertMisfit<Sample>("""{"id": 7, "fit": {"slope": 1, "standard_error": 1, "coefficients": [0.5, 1, "x"]}}""", "$.fit.coefficients[2]", "Found the text \"x\" where a number (double) was expected.");
        AssertMisfit<Sample>("""{"id": 7.0}""", "$.id", "Found the float 7.0 where a whole number (int) was expected.");
        AssertMisfit<List<Sample>>("""[{"method": "Bayes"}]""", "$[0].method", "Found the text \"Bayes\" where a Method (LeastSquares, MaximumLikelihood, or its number) was expected.");
        AssertMisfit<Sample>("""{"interval": [1, "x"]}""", "$.interval[1]", "Found the text \"x\" where a number (double) was expected.");
        AssertMisfit<Sample>("""{"interval": [1]}""", "$.interval", "Found an array of 1 elements where 2 were expected");
        AssertMisfit<Sample>("""{"interval": [1, 2, 3]}""", "$.interval", "Found an array of more than 2 elements");
        AssertMisfit<Sample>("""{"weights": {"a b": true}}""", "$.weights['a b']", "Found true where a number (double) was expected.");
        AssertMisfit<double[]>("[1, null]", "$[1]", "Found null (Python's None) where a number (double) was expected. Use double? to allow it.");
        AssertMisfit<int>("3000000000", null, "Found the whole number 3000000000 where a whole number (int) was expected. It must be from -2147483648 to 2147483647; BigInteger takes any.");
        AssertMisfit<float>("1e39", null, "use double");
        AssertMisfit<double[,]>("[[1, 2], [3]]", "$[1]", "all rows of double[,] have one length");
        AssertMisfit<Dictionary<int, int>>("""{"x": 1}""", null, "The key \"x\" is not a whole number (int).");
        AssertMisfit<BigInteger>(new string('9', 100_001), null, "100,001 digits");

        void AssertMisfit<T>(string text, string? path, string message)
        {
            var error = Payload.ReadFails<T>(text, json);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.Equal(path, error.Path);
        }
    }

    [Theory]
    [MemberData(nameof(BothRules))]
    public void A_member_that_Python_left_out_is_an_error_and_no_silent_zero(string rules)
    {
        var error = Payload.ReadFails<Sample>("""{"fit": {"slope": 1, "coefficients": []}}""", Rules(rules));
        Assert.Contains("standard_error", error.Message, StringComparison.Ordinal);
        Assert.Contains("null", Payload.ReadFails<Sample>("""{"fit": {"slope": 1, "standard_error": 1, "coefficients": null}}""", Rules(rules)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void None_is_a_value_only_where_the_method_says_so()
    {
        Assert.Null(Payload.Read<string?>("null", allowNull: true));
        Assert.Null(Payload.Read<object?>("null", allowNull: true));
        var error = Assert.Throws<PayloadException>(() => Payload.Read<string>("null", allowNull: false));
        Assert.Equal("Python returned None. Declare the result as string? to allow it (without an interface: set ComputeCallOptions.AllowNone), or have the function return a value.", error.Message);
        Assert.Contains("int?", Assert.Throws<PayloadException>(() => Payload.Read<int>("null", allowNull: true)).Message, StringComparison.Ordinal);
        Assert.Contains("Sample?", Assert.Throws<PayloadException>(() => Payload.Read<Sample>("null", allowNull: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lone_surrogates_stay_in_strings_and_keys()
    {
        Assert.Equal("a\ud800b\udfff", Payload.Read<string>("""
            "a\ud800b\udfff"
            """));
        Assert.Equal("\ud800", Payload.Read<Dictionary<string, int>>("""{"\ud800": 1}""").Single().Key);
        Assert.Equal("\udc00", Payload.Read<FitResult>("""{"slope": 1, "standard_error": 2, "coefficients": [], "note": "\udc00"}""").Note);

        // One escape further out it arrives as three bytes.
        Assert.Equal("x\ud800y", ResultReader.Read<string>([.. "11\n\"x"u8, 0xED, 0xA0, 0x80, .. "y\""u8], Payload.BuiltIn, allowNull: false));
        Assert.Contains("not UTF-8", Assert.Throws<PayloadException>(() => ResultReader.Read<string>([.. "11\n\"x"u8, 0xFF, .. "y\""u8], Payload.BuiltIn, allowNull: false)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"2024-02-29T13:05:07.123456\"", 1234560)]
    [InlineData("\"2024-02-29 13:05:07.1234567891\"", 1234567)]
    [InlineData("\"2024-02-29T13:05:07\"", 0)]
    public void Naive_times_read_as_Python_writes_them(string json, int ticks)
    {
        var moment = Payload.Read<DateTime>(json);
        Assert.Equal(new DateTime(2024, 2, 29, 13, 5, 7).AddTicks(ticks), moment);
        Assert.Equal(DateTimeKind.Unspecified, moment.Kind);
        Assert.Contains("with an offset", Payload.ReadFails<DateTimeOffset>(json).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"2024-02-29T13:05:07+00:00\"", 0)]
    [InlineData("\"2024-02-29T13:05:07Z\"", 0)]
    [InlineData("\"2024-02-29 18:35:07+05:30\"", 330)]
    [InlineData("\"2024-02-29T08:05:07-05:00:00\"", -300)]
    public void Times_with_an_offset_name_one_moment(string json, int minutes)
    {
        var utc = new DateTime(2024, 2, 29, 13, 5, 7, DateTimeKind.Utc);
        Assert.Equal(utc, Payload.Read<DateTime>(json));
        Assert.Equal(DateTimeKind.Utc, Payload.Read<DateTime>(json).Kind);
        Assert.Equal(new DateTimeOffset(utc), Payload.Read<DateTimeOffset>(json));
        Assert.Equal(TimeSpan.FromMinutes(minutes), Payload.Read<DateTimeOffset>(json).Offset);
    }

    [Theory]
    [InlineData("\"2023-02-29T00:00:00\"")]
    [InlineData("\"2024-02-29T24:00:00\"")]
    [InlineData("\"2024-02-29T00:00:60\"")]
    [InlineData("\"2024-02-29T00:00:00.\"")]
    [InlineData("\"2024-02-29T00:00:00+5\"")]
    [InlineData("\"0001-01-01T00:00:00+05:00\"")]
    [InlineData("\"9999-12-31T23:59:59-05:00\"")]
    [InlineData("\"29.02.2024\"")]
    [InlineData("\"\"")]
    [InlineData("0")]
    public void What_is_no_time_is_refused(string json)
    {
        Payload.ReadFails<DateTime>(json);
        Payload.ReadFails<DateTimeOffset>(json);
    }

    [Fact]
    public void Dates_and_times_of_day_read_alone()
    {
        Assert.Equal(new DateOnly(2024, 2, 29), Payload.Read<DateOnly>("\"2024-02-29\""));
        Assert.Equal(new DateTime(2024, 2, 29), Payload.Read<DateTime>("\"2024-02-29\""));
        Assert.Equal(new TimeOnly(13, 5), Payload.Read<TimeOnly>("\"13:05\""));
        Assert.Equal(new TimeOnly(13, 5, 7, 123, 456), Payload.Read<TimeOnly>("\"13:05:07.123456\""));
        Payload.ReadFails<DateOnly>("\"2024-02-29T00:00:00\"");
        Payload.ReadFails<TimeOnly>("\"25:00\"");
    }

    [Fact]
    public void A_thousand_levels_are_read_and_one_more_is_refused()
    {
        Assert.IsType<List<object?>>(Payload.Read<object>(Brackets(1000)));
        Assert.Equal(JsonValueKind.Array, Payload.Read<JsonElement>(Brackets(1000)).ValueKind);
        foreach (var depth in new[] { 1001, 100_000 })
        {
            Assert.Contains("deeper than 1000 levels", Payload.ReadFails<object>(Brackets(depth)).Message, StringComparison.Ordinal);
            Assert.Contains("deeper than 1000 levels", Payload.ReadFails<JsonElement>(Brackets(depth)).Message, StringComparison.Ordinal);
            Assert.Contains("deeper than 1000 levels", Payload.ReadFails<JsonNode>(Brackets(depth)).Message, StringComparison.Ordinal);
            Assert.Contains("deeper than 1000 levels", Payload.ReadFails<Holder<object>>($$"""{"value": {{Brackets(depth)}}}""").Message, StringComparison.Ordinal);
            Assert.Contains("deeper than 1000 levels", Payload.ReadFails<Holder<int>>($$"""{"skipped": {{Brackets(depth)}}}""").Message, StringComparison.Ordinal);
        }

        Payload.ReadFails<object>(new string('[', 100_000));
    }

    [Fact]
    public void Deep_records_are_read_and_written_on_a_small_stack()
    {
        Node? node = null;
        for (var i = 0; i < 890; i++)
        {
            node = new Node { Value = i, Next = node };
        }

        Exception? error = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    Assert.Equal(889, Payload.Read<Node>(Payload.Write(node)).Value);
                    Assert.NotNull(Payload.Read<Node>(string.Concat(Enumerable.Repeat("""{"next":""", 989)) + "{}" + new string('}', 989)).Next);
                    Payload.ReadFails<object>(Brackets(999).Replace("[]", "[1x]", StringComparison.Ordinal));
                }
                catch (Exception e)
                {
                    error = e;
                }
            },
            maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(error);
    }

    [Fact]
    public void An_exception_of_the_apps_own_constructor_becomes_a_reason()
    {
        var error = Payload.ReadFails<Picky>("""{"count": -1}""");
        Assert.Contains("count must be positive", error.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentOutOfRangeException>(error.InnerException);
    }

    [Fact]
    public void A_combined_payload_gives_its_first_readable_part()
    {
        Assert.Equal(3, Combined<int>("00\ngARLAy4=\n", "11\n3"));
        Assert.Equal(3, Combined<int>("11\n3", "00\ngARLAy4=\n"));
        var error = Assert.Throws<PayloadException>(() => Combined<int>("11\n{]", "00\ngARLAw==\n"));
        Assert.Equal(3, Combined<int>("11\n{]", "00\ngARLAy4=\n"));
        Assert.Contains("None of the 2 formats", error.Message, StringComparison.Ordinal);
        Assert.Contains("(2) The result is a pickle that cannot be read", error.Message, StringComparison.Ordinal);
        Assert.Contains("no formats at all", Assert.Throws<PayloadException>(() => Combined<int>()).Message, StringComparison.Ordinal);
        Assert.Contains("within a combination", Assert.Throws<PayloadException>(() => Combined<int>("13\n5\n11\n[]")).Message, StringComparison.Ordinal);

        static T Combined<T>(params string[] buffers) => ResultReader.Read<T>(Encoding.UTF8.GetBytes("13\n" + PackedBuffers.Pack(buffers)), Payload.BuiltIn, allowNull: false);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("11", "does not begin with two letters")]
    [InlineData("11[]", "begins with two letters and a line feed that name its format, but with '11['")]
    [InlineData("99\n[]", "unknown format '99'")]
    [InlineData("00\ngARLAw==\n", "ends in the middle")]
    [InlineData("00\n!!!!", "not base64")]
    [InlineData("01\nabc", "Python code cannot run here")]
    [InlineData("st\nf:def f(): pass", "Python code cannot run here")]
    public void A_payload_that_cannot_be_read_is_refused_with_the_reason(string payload, string reason) => Assert.Contains(
        reason.Replace("begins", "begin", StringComparison.Ordinal),
        Assert.Throws<PayloadException>(() => ResultReader.Read<object>(Encoding.UTF8.GetBytes(payload), Payload.BuiltIn, allowNull: true)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_type_without_metadata_is_refused_with_the_attribute_that_helps() =>
        Assert.Contains("[ComputeJson(typeof(MyContext))]", Payload.ReadFails<Node>("{}", Payload.BuiltIn).Message, StringComparison.Ordinal);

    [Fact]
    public void Enums_read_by_name_in_any_spelling_or_by_number()
    {
        foreach (var text in new[] { "2", "\"MaximumLikelihood\"", "\"maximum_likelihood\"", "\"MAXIMUM_LIKELIHOOD\"", "\"maximumlikelihood\"" })
        {
            Assert.Equal(Method.MaximumLikelihood, Payload.Read<Method>(text));
            Assert.Equal(Method.MaximumLikelihood, Payload.Read<Method>(text, rules: Payload.BuiltIn));
        }

        Assert.Equal(Wide.Largest, Payload.Read<Wide>("18446744073709551615"));
        Assert.Equal(Spelled.Second, Payload.Read<Spelled>("\"Second\""));
        Payload.ReadFails<Wide>("-1");
        Payload.ReadFails<Method>("2.0");
        Payload.ReadFails<Method>("null");
    }

    private static PayloadRules Rules(string name) => name == "context" ? PayloadRules.ForResolver(SampleContext.Default, ComputeNaming.SnakeCase) : Payload.Reflection;

    private static string Brackets(int depth) => new string('[', depth) + new string(']', depth);

    public sealed class Picky
    {
        public Picky(int count) => Count = count > 0 ? count : throw new ArgumentOutOfRangeException(nameof(count), "count must be positive");

        public int Count { get; }
    }
}
