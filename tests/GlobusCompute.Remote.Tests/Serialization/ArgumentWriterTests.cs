using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

public sealed class ArgumentWriterTests
{
    public static TheoryData<string> BothRules => ["reflection", "context"];

    [Fact]
    public void Positional_and_keyword_arguments_become_two_packed_JSON_buffers()
    {
        var task = Payload.Task(w =>
        {
            w.Positional("é");
            w.Positional(2.0);
            w.Keyword("flag", true);
        });
        Assert.Equal("""
            18
            11
            ["\u00e9", 2.0]17
            11
            {"flag": true}
            """.ReplaceLineEndings("\n"), task);
    }

    [Fact]
    public void No_arguments_are_an_empty_list_and_an_empty_dict() => Assert.Equal("5\n11\n[]5\n11\n{}", Payload.Task(_ => { }));

    [Fact]
    public void The_packed_text_is_a_complete_JSON_string_literal()
    {
        var writer = ArgumentWriter.Rent(Payload.BuiltIn);
        writer.Positional("a\"b\\c\n");
        var packed = writer.Finish();
        Assert.Equal("""
            "16\n11\n[\"a\\\"b\\\\c\\n\"]5\n11\n{}"
            """, Encoding.UTF8.GetString(packed.Memory.Span));
        packed.Return();
    }

    [Fact]
    public void Scalars_have_the_spelling_that_Python_reads_as_the_same_type()
    {
        Assert.Equal("1.0", Payload.Write(1.0));
        Assert.Equal("-0.0", Payload.Write(-0.0));
        Assert.Equal("0.1", Payload.Write(0.1f));
        Assert.Equal("0.0999755859375", Payload.Write((Half)0.1));
        Assert.Equal("1E+22", Payload.Write(1e22));
        Assert.Equal("5E-324", Payload.Write(double.Epsilon));
        Assert.Equal("NaN", Payload.Write(double.NaN));
        Assert.Equal("Infinity", Payload.Write(float.PositiveInfinity));
        Assert.Equal("-Infinity", Payload.Write(Half.NegativeInfinity));
        Assert.Equal("-128", Payload.Write(sbyte.MinValue));
        Assert.Equal("18446744073709551615", Payload.Write(ulong.MaxValue));
        Assert.Equal("-170141183460469231731687303715884105728", Payload.Write(Int128.MinValue));
        Assert.Equal("340282366920938463463374607431768211455", Payload.Write(UInt128.MaxValue));
        Assert.Equal("1" + new string('0', 400), Payload.Write(BigInteger.Pow(10, 400)));
        Assert.Equal("true", Payload.Write(true));
        Assert.Equal("null", Payload.Write<string?>(null));
        Assert.Equal("null", Payload.Write<int?>(null));
        Assert.Equal("7", Payload.Write<int?>(7));
        Assert.Equal("\"\\u00df\"", Payload.Write('ß'));
        Assert.Equal("\"0f8fad5b-d9cb-469f-a165-70867728950e\"", Payload.Write(new Guid("0f8fad5b-d9cb-469f-a165-70867728950e")));
        Assert.Equal("\"1.2.3\"", Payload.Write(new Version(1, 2, 3)));
        Assert.Equal("\"https://example.org/a%20b\"", Payload.Write(new Uri("https://example.org/a%20b")));
    }

    [Fact]
    public void Numbers_do_not_follow_the_culture_of_the_thread()
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal("-1.5", Payload.Write(-1.5));
            Assert.Equal("-5", Payload.Write(-5));
            Assert.Equal("-5", Payload.Write(new BigInteger(-5)));
            Assert.Equal("-5", Payload.Write((Method)(-5)));
            Assert.Equal(-1.5, Payload.Read<double>("-1.5"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Dates_and_times_are_ISO_text_to_the_microsecond()
    {
        var moment = new DateTime(2024, 2, 29, 13, 5, 7).AddTicks(1234567);
        Assert.Equal("\"2024-02-29T13:05:07.123456\"", Payload.Write(moment));
        Assert.Equal("\"2024-02-29T13:05:07.123456+00:00\"", Payload.Write(DateTime.SpecifyKind(moment, DateTimeKind.Utc)));
        Assert.Equal("\"2024-02-29T13:05:07-05:30\"", Payload.Write(new DateTimeOffset(2024, 2, 29, 13, 5, 7, new TimeSpan(-5, -30, 0))));
        Assert.Equal("\"0001-01-01\"", Payload.Write(DateOnly.MinValue));
        Assert.Equal("\"23:59:59.999999\"", Payload.Write(TimeOnly.MaxValue));
        Assert.Equal("\"13:05:07\"", Payload.Write(new TimeOnly(13, 5, 7)));
    }

    [Fact]
    public void Strings_are_ASCII_and_keep_lone_surrogates()
    {
        Assert.Equal("""
            "\u00e9\ud83d\ude00a\ud800b\udfff\u0000\u007f\u2028</\"\\\b\f\n\r\t"
            """, Payload.Write("é😀a\ud800b\udfff\0\x7f\u2028</\"\\\b\f\n\r\t"));
    }

    [Fact]
    public void A_surrogate_pair_stays_a_pair_wherever_long_text_is_cut()
    {
        var text = string.Concat(Enumerable.Repeat("x😀é", 5000));
        Assert.Equal(text, JsonSerializer.Deserialize<string>(Payload.Write(text)));
    }

    [Fact]
    public void Collections_are_lists_and_dicts()
    {
        Assert.Equal("[1.0, NaN]", Payload.Write<IEnumerable<double>>([1, double.NaN]));
        Assert.Equal("[1.0, 2.0]", Payload.Write(new[] { 1.0, 2 }.Select(x => x)));
        Assert.Equal("[[1.0, 2.0], [3.0, 4.0]]", Payload.Write(new double[,] { { 1, 2 }, { 3, 4 } }));
        Assert.Equal("[[1], [], null]", Payload.Write(new int[]?[] { [1], [], null }));
        Assert.Equal("[]", Payload.Write(new double[0, 3]));
        Assert.Equal("[1, null]", Payload.Write<IReadOnlyList<int?>>([1, null]));
        Assert.Equal("[1.0,[\"x\"]]", Payload.Write((1.0, new List<string> { "x" })));
        Assert.Equal("[1,2,3,4,5,6,7,8,9]", Payload.Write((1, 2, 3, 4, 5, 6, 7, 8, 9)));
        Assert.Equal("""{"1": 2.0}""", Payload.Write(new Dictionary<int, double> { [1] = 2 }));
        Assert.Equal("""{"0f8fad5b-d9cb-469f-a165-70867728950e": "a"}""", Payload.Write(new Dictionary<Guid, string> { [new Guid("0f8fad5b-d9cb-469f-a165-70867728950e")] = "a" }));
        Assert.Equal("""{"2":1.5}""", Payload.Write(new Dictionary<Method, double> { [Method.MaximumLikelihood] = 1.5 }));
        Assert.Equal("""{"true":1}""", Payload.Write(new Dictionary<bool, int> { [true] = 1 }));
        Assert.Equal("""{"\ud800": 1}""", Payload.Write(new Dictionary<string, object> { ["\ud800"] = 1 }));
        Assert.Equal("""[1, 2.0, "x", null, [true], {"k": 3}]""", Payload.Write(new object?[] { 1, 2.0, "x", null, new[] { true }, new Dictionary<string, int> { ["k"] = 3 } }));
        Assert.Equal("[3]", Payload.Write(new HashSet<int> { 3 }));
    }

    [Fact]
    public void Enums_are_numbers_unless_they_have_a_converter_of_their_own()
    {
        Assert.Equal("2", Payload.Write(Method.MaximumLikelihood));
        Assert.Equal("18446744073709551615", Payload.Write(Wide.Largest));
        Assert.Equal("\"Second\"", Payload.Write(Spelled.Second));
        Assert.Equal("[1,2]", Payload.Write(new[] { Method.LeastSquares, Method.MaximumLikelihood }));
        Assert.Equal("null", Payload.Write<Method?>(null));
        Assert.Equal("1", Payload.Write<object>(Method.LeastSquares));
        Assert.Equal("1", Payload.Write(Method.LeastSquares, Payload.BuiltIn));
    }

    [Fact]
    public void JSON_documents_keep_their_floats_and_text()
    {
        const string Text = """{"a": [1.0, 1, 1E5, "\ud800", "\u00e9"], "b": null}""";
        using var document = JsonDocument.Parse(Text);
        Assert.Equal(Text, Payload.Write(document.RootElement));
        Assert.Equal(Text, Payload.Write(document));
        Assert.Equal(Text, Payload.Write<object>(document.RootElement));
        Assert.Equal("""{"x": 1.0, "y": [2, "z"]}""", Payload.Write(new JsonObject { ["x"] = 1.0, ["y"] = new JsonArray(2, "z") }));
        Assert.Equal("1.0", Payload.Write<JsonNode>(JsonValue.Create(1.0)));
    }

    [Theory]
    [MemberData(nameof(BothRules))]
    public void Records_are_objects_with_the_same_rules_inside(string rules)
    {
        var sample = new Sample(7, new FitResult(1, double.NaN, [0.5, double.PositiveInfinity], "ü"), new Dictionary<string, double> { ["a"] = 2 }, Method.LeastSquares, null, (0, 1), new object[] { 1.0, 2 });
        Assert.Equal(
            """{"id":7,"fit":{"slope":1.0,"standard_error":NaN,"coefficients":[0.5, Infinity],"note":"\u00fc"},"weights":{"a": 2.0},"method":1,"fallback":null,"interval":[0.0,1.0],"extra":[1.0, 2]}""",
            Payload.Write(sample, Rules(rules)));
    }

    [Fact]
    public void Names_follow_the_naming_of_the_interface()
    {
        var fit = new FitResult(1, 2, []);
        Assert.StartsWith("""{"Slope":1.0,"StandardError":2.0""", Payload.Write(fit, PayloadRules.ForReflection(ComputeNaming.AsDeclared)), StringComparison.Ordinal);
        Assert.StartsWith("""{"slope":1.0,"standardError":2.0""", Payload.Write(fit, PayloadRules.ForReflection(ComputeNaming.CamelCase)), StringComparison.Ordinal);
        Assert.StartsWith("""{"slope":1.0,"standard_error":2.0""", Payload.Write(new { Slope = 1.0, StandardError = 2.0 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_JSON_would_change_are_refused_with_what_to_pass_instead()
    {
        Assert.Contains("Convert.ToBase64String", Payload.WriteFails(new byte[] { 1 }).Message, StringComparison.Ordinal);
        Assert.Contains("Convert.ToBase64String", Payload.WriteFails(new Memory<byte>([1])).Message, StringComparison.Ordinal);
        Assert.Contains("decimal.Decimal", Payload.WriteFails(1.5m).Message, StringComparison.Ordinal);
        Assert.Contains("TotalSeconds", Payload.WriteFails(TimeSpan.FromSeconds(1)).Message, StringComparison.Ordinal);
        Assert.Contains("imaginary", Payload.WriteFails(Complex.One).Message, StringComparison.Ordinal);
        Assert.Contains("delegate", Payload.WriteFails(() => 1).Message, StringComparison.Ordinal);
        Assert.Contains("name as a string", Payload.WriteFails(typeof(int)).Message, StringComparison.Ordinal);
        Assert.Contains("stream", Payload.WriteFails(Stream.Null).Message, StringComparison.Ordinal);
        Assert.Contains("Await it first", Payload.WriteFails(Task.FromResult(1)).Message, StringComparison.Ordinal);
        Assert.Contains("Await it first", Payload.WriteFails<object>(new ValueTask<int>(1)).Message, StringComparison.Ordinal);
        Assert.Contains("never given a value", Payload.WriteFails(default(JsonElement)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BothRules))]
    public void A_refused_value_inside_another_is_named_by_its_path(string rules)
    {
        var json = Rules(rules);
        Assert.Equal("$[1]", Payload.WriteFails(new object[] { 1, 2m }, json).Path);
        Assert.Equal("$.Value", Payload.WriteFails(new Holder<decimal> { Value = 1 }, json).Path);
        Assert.Equal("$.Value", Payload.WriteFails(new Holder<Task<int>> { Value = Task.FromResult(1) }, json).Path);
        Assert.Equal("$.Value", Payload.WriteFails(new Holder<Func<int>> { Value = () => 1 }, json).Path);
        Assert.Equal("$.a[0].Anything.k[1]", Payload.WriteFails(new Dictionary<string, object> { ["a"] = new object[] { new Node { Anything = new Dictionary<string, object> { ["k"] = new object[] { 0, new byte[1] } } } } }, json).Path);
    }

    [Theory]
    [MemberData(nameof(BothRules))]
    public void Cycles_and_values_that_are_too_deep_are_refused(string rules)
    {
        var json = Rules(rules);
        var list = new List<object?>();
        list.Add(list);
        Assert.Contains("contains itself", Payload.WriteFails(list, json).Message, StringComparison.Ordinal);

        var node = new Node();
        node.Next = node;
        Assert.Contains("contains itself", Payload.WriteFails(node, json).Message, StringComparison.Ordinal);

        var mixed = new Node();
        mixed.Anything = new object[] { mixed };
        Assert.Contains("contains itself", Payload.WriteFails(mixed, json).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nine_hundred_levels_are_written_and_one_more_is_refused()
    {
        Assert.Equal(new string('[', 900) + new string(']', 900), Payload.Write<object>(Nested(900)));
        Assert.Contains("900 levels", Payload.WriteFails<object>(Nested(901)).Message, StringComparison.Ordinal);
        Assert.Contains("900 levels", Payload.WriteFails<object>(Nested(100_000)).Message, StringComparison.Ordinal);
        Assert.Contains("900 levels", PickleLoads.Fails<object>(Nested(901)).Message, StringComparison.Ordinal);
        Assert.Contains("900 levels", Payload.WriteFails(Chain(901)).Message, StringComparison.Ordinal);
        Assert.Contains("900 levels", PickleLoads.Fails(Chain(901)).Message, StringComparison.Ordinal);
        Assert.Contains("900 levels", Payload.WriteFails(new Node { Anything = Chain(900) }).Message, StringComparison.Ordinal);
        Assert.Equal(900, Payload.Write(Chain(900)).Count(static c => c == '{'));
    }

    private static Node Chain(int depth)
    {
        var node = new Node();
        for (var i = 1; i < depth; i++)
        {
            node = new Node { Next = node };
        }

        return node;
    }

    [Fact]
    public void A_lone_surrogate_in_a_key_beside_types_of_the_app_is_refused_instead_of_replaced() =>
        Assert.Contains("surrogate", Payload.WriteFails(new Dictionary<string, Node> { ["\ud800"] = new() }).Message, StringComparison.Ordinal);

    [Fact]
    public void A_type_without_metadata_is_refused_with_the_attribute_that_helps()
    {
        var error = Payload.WriteFails(new Node(), Payload.BuiltIn);
        Assert.Contains("[ComputeJson(typeof(MyContext))]", error.Message, StringComparison.Ordinal);
        Assert.Contains("Node", error.Message, StringComparison.Ordinal);
        Assert.Equal("$[0]", Payload.WriteFails(new object[] { new Node() }, Payload.BuiltIn).Path);
    }

    [Fact]
    public void An_exception_of_the_apps_own_code_passes_unchanged_and_takes_the_value_back()
    {
        var writer = ArgumentWriter.Rent(Payload.BuiltIn);
        IEnumerable<int> Failing()
        {
            yield return 1;
            throw new TimeZoneNotFoundException();
        }

        Assert.Throws<TimeZoneNotFoundException>(() => writer.Positional(Failing()));
        Assert.Equal(0, writer.Length);
        writer.Finish().Return();
    }

    [Fact]
    public void A_call_made_while_another_is_written_has_a_writer_of_its_own()
    {
        var inner = "";
        IEnumerable<int> Calling()
        {
            yield return 1;
            inner = Payload.Write("inside");
            yield return 2;
        }

        Assert.Equal("[1, 2]", Payload.Write(Calling()));
        Assert.Equal("\"inside\"", inner);
    }

    [Fact]
    public void A_writer_dropped_half_way_leaves_nothing_in_later_calls()
    {
        ArgumentWriter.Rent(Payload.BuiltIn).Positional("dropped");
        Assert.Equal("1", Payload.Write(1));
        Assert.Equal("2", Payload.Write(2));
    }

    [Fact]
    public void Five_megabytes_of_text_pass_both_ways()
    {
        var text = string.Concat(Enumerable.Repeat("0123456\"é", 600_000));
        var json = Payload.Write(text);
        Assert.Equal(text, Payload.Read<string>(json));
    }

    [Fact]
    public void Writing_an_array_allocates_nothing_for_each_element()
    {
        var json = Payload.BuiltIn;
        var small = Enumerable.Range(0, 10).Select(i => i * 0.1).ToArray();
        var large = Enumerable.Range(0, 10_000).Select(i => i * 0.1).ToArray();

        Assert.Equal(0, Allocated(json, large));
        Assert.Equal(0, Allocated(json, small));
        Assert.Equal(0, Allocated(json, 1));
        Assert.Equal(0, Allocated(json, "text"));
    }

    [Fact]
    public void A_tuple_as_a_key_is_refused_instead_of_asked_for_without_end() =>
        Assert.Contains("keys", Payload.WriteFails(new Dictionary<(int, int), Node> { [(1, 2)] = new() }).Message, StringComparison.Ordinal);

    // The pool fills in the first rounds, and a collection may empty it in any.
    private static long Allocated<T>(PayloadRules json, T value) => Enumerable.Range(0, 10).Min(_ => AllocatedOnce(json, value));

    private static long AllocatedOnce<T>(PayloadRules json, T value)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var writer = ArgumentWriter.Rent(json);
        writer.Positional(value);
        writer.Keyword("again", value);
        writer.Finish().Return();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static PayloadRules Rules(string name) => name == "context" ? PayloadRules.ForResolver(SampleContext.Default, ComputeNaming.SnakeCase) : Payload.Reflection;

    private static object[] Nested(int depth)
    {
        object[] value = [];
        for (var i = 1; i < depth; i++)
        {
            value = [value];
        }

        return value;
    }
}
