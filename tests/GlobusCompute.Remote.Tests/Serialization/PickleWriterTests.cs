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

public sealed class PickleWriterTests
{
    private static readonly ArgumentFormats s_numPy = ArgumentFormats.Of(PayloadFormat.Auto, ArrayForm.NumPy);

    [Fact]
    public void No_arguments_are_an_empty_tuple_and_an_empty_dict()
    {
        var buffers = PickleLoads.Buffers(_ => { }, formats: ArgumentFormats.Of(PayloadFormat.Pickle));
        Assert.Equal(["()", "{}"], PickleLoads.Raw([.. buffers.Select(b => b[3..])]));
    }

    [Fact]
    public void Each_buffer_has_a_format_of_its_own()
    {
        var buffers = PickleLoads.Buffers(
            w =>
            {
                w.Positional(1);
                w.Keyword("data", new byte[] { 1 });
                w.Keyword("n", 2);
            },
            formats: new ArgumentFormats(PayloadFormat.Json, PayloadFormat.Pickle));
        Assert.Equal("11\n[1]", buffers[0]);
        Assert.Equal(["{'data': b'\\x01', 'n': 2}"], PickleLoads.Raw(buffers[1][3..]));
    }

    [Fact]
    public void Every_kind_of_value_is_the_closest_type_of_Python()
    {
        var moment = new DateTime(2024, 2, 29, 13, 5, 7).AddTicks(1234567);
        (string Expected, string Pickle)[] cases =
        [
            ("None", PickleLoads.Pickle<string?>(null)),
            ("True", PickleLoads.Pickle(true)),
            ("255", PickleLoads.Pickle((byte)255)),
            ("65536", PickleLoads.Pickle(65536)),
            ("-1", PickleLoads.Pickle((sbyte)-1)),
            ("-9223372036854775808", PickleLoads.Pickle(long.MinValue)),
            ("18446744073709551615", PickleLoads.Pickle(ulong.MaxValue)),
            ("-170141183460469231731687303715884105728", PickleLoads.Pickle(Int128.MinValue)),
            ("340282366920938463463374607431768211455", PickleLoads.Pickle(UInt128.MaxValue)),
            (BigInteger.Pow(7, 900).ToString(CultureInfo.InvariantCulture), PickleLoads.Pickle(BigInteger.Pow(7, 900))),
            ("1.0", PickleLoads.Pickle(1.0)),
            ("0.10000000149011612", PickleLoads.Pickle(0.1f)),
            ("'\\xe9\\U0001f600\\ud800'", PickleLoads.Pickle("é😀\ud800")),
            ("b'\\x00\\xff'", PickleLoads.Pickle(new byte[] { 0, 255 })),
            ("b'\\x07'", PickleLoads.Pickle(new ReadOnlyMemory<byte>([7]))),
            ("Decimal('1.50')", PickleLoads.Pickle(1.50m)),
            ("UUID('0f8fad5b-d9cb-469f-a165-70867728950e')", PickleLoads.Pickle(new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"))),
            ("datetime.datetime(2024, 2, 29, 13, 5, 7, 123456)", PickleLoads.Pickle(moment)),
            ("datetime.datetime(2024, 2, 29, 13, 5, 7, 123456, tzinfo=datetime.timezone.utc)", PickleLoads.Pickle(DateTime.SpecifyKind(moment, DateTimeKind.Utc))),
            ("datetime.datetime(2024, 2, 29, 13, 5, 7, 123456, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=66600)))", PickleLoads.Pickle(new DateTimeOffset(moment, new TimeSpan(-5, -30, 0)))),
            ("datetime.date(9999, 12, 31)", PickleLoads.Pickle(DateOnly.MaxValue)),
            ("datetime.time(23, 59, 59, 999999)", PickleLoads.Pickle(TimeOnly.MaxValue)),
            ("datetime.timedelta(days=-1, seconds=86399, microseconds=999999)", PickleLoads.Pickle(TimeSpan.FromTicks(-19))),
            ("datetime.timedelta(0)", PickleLoads.Pickle(TimeSpan.FromTicks(-9))),
            ("(1.5-2j)", PickleLoads.Pickle(new Complex(1.5, -2))),
            ("(1, 'a', (True, None))", PickleLoads.Pickle((1, "a", (true, (string?)null)))),
            ("{3}", PickleLoads.Pickle(new HashSet<int> { 3 })),
            ("{(1, 'a')}", PickleLoads.Pickle<ISet<(int, string)>>(new HashSet<(int, string)> { (1, "a") })),
            ("{1: 'a'}", PickleLoads.Pickle(new Dictionary<int, string> { [1] = "a" })),
            ("{(1, 2): [b'']}", PickleLoads.Pickle(new Dictionary<(int, int), List<byte[]>> { [(1, 2)] = [[]] })),
            ("[1.0, 2.0]", PickleLoads.Pickle(new[] { 1.0, 2 })),
            ("[[1, 2], [3, 4]]", PickleLoads.Pickle(new[,] { { 1, 2 }, { 3, 4 } })),
            ("[[[1], [2]]]", PickleLoads.Pickle(new[,,] { { { 1 }, { 2 } } })),
            ("[Decimal('1'), Decimal('2.0')]", PickleLoads.Pickle<IEnumerable<decimal>>([1m, 2.0m])),
            ("2", PickleLoads.Pickle(Method.MaximumLikelihood)),
            ("'Second'", PickleLoads.Pickle(Spelled.Second)),
            ("{'a': [1, 1.5, None, True, '\\xe9']}", PickleLoads.Pickle<JsonNode>(JsonNode.Parse("""{"a": [1, 1.5, null, true, "é"]}""")!)),
            ("{}", PickleLoads.Pickle<object>(new object())),
        ];
        Assert.Equal(cases.Select(c => c.Expected), PickleLoads.Repr([.. cases.Select(c => c.Pickle)]));
    }

    [Theory]
    [InlineData("reflection")]
    [InlineData("context")]
    public void Types_of_the_app_keep_what_JSON_cannot_carry_inside(string rules)
    {
        var json = rules == "context" ? PayloadRules.ForResolver(SampleContext.Default, ComputeNaming.SnakeCase) : Payload.Reflection;
        var sample = new Sample(7, new FitResult(1, double.NaN, [0.5, double.PositiveInfinity], "ü"), new Dictionary<string, double> { ["a"] = 2 }, Method.LeastSquares, null, (0, 1), new object[] { 1.0, new DateOnly(2024, 1, 2), (1, 2m) });
        Assert.Equal(
            ["{'id': 7, 'fit': {'slope': 1.0, 'standard_error': nan, 'coefficients': [0.5, inf], 'note': '\\xfc'}, 'weights': {'a': 2.0}, 'method': 1, 'fallback': None, 'interval': (0.0, 1.0), 'extra': [1.0, datetime.date(2024, 1, 2), (1, Decimal('2'))]}"],
            PickleLoads.Repr(PickleLoads.Pickle(sample, json)));
    }

    [Fact]
    public void A_converter_of_the_app_may_keep_the_text_of_a_value_and_write_it_later() =>
        Assert.Equal(["{'inner': {'value': Decimal('1.5')}}"], PickleLoads.Repr(PickleLoads.Pickle(new Detour { Inner = new Priced(1.5m) })));

    [Fact]
    public void Arrays_are_those_of_numpy_where_that_is_asked_for()
    {
        (string Expected, string Pickle)[] cases =
        [
            ("array([1., 2.])", PickleLoads.Pickle(new[] { 1.0, 2 }, formats: s_numPy)),
            ("array([[1, 2],       [3, 4]], dtype=int32)", PickleLoads.Pickle(new[,] { { 1, 2 }, { 3, 4 } }, formats: s_numPy)),
            ("array([1.+2.j])", PickleLoads.Pickle(new[] { new Complex(1, 2) }, formats: s_numPy)),
            ("array([], dtype=float32)", PickleLoads.Pickle(Array.Empty<float>(), formats: s_numPy)),
            ("[array([ True, False])]", PickleLoads.Pickle(new[] { new[] { true, false } }, formats: s_numPy)),
            ("b'\\x01'", PickleLoads.Pickle(new byte[] { 1 }, formats: s_numPy)),
            ("array([0.5], dtype=float16)", PickleLoads.Pickle<object>(new[] { (Half)0.5 }, formats: s_numPy)),
        ];
        Assert.Equal(cases.Select(c => c.Expected), PickleLoads.Repr([.. cases.Select(c => c.Pickle)]));
        Assert.Equal("11\n[[\"a\"]]", PickleLoads.Buffers(w => w.Positional(new[] { "a" }), formats: s_numPy)[0]);
    }

    [Fact]
    public void A_numpy_array_is_made_by_names_that_numpy_1_and_2_both_pickle()
    {
        var ours = Names(PickleLoads.Pickle(new[] { 1.0 }, formats: s_numPy));
        Assert.Equal(["numpy", "ndarray", "numpy", "dtype", "<f8"], ours);
        foreach (var file in (string[])["payloads.json", "payloads_py313.json"])
        {
            var recorded = Payload.Vectors(file).GetProperty("payloads").EnumerateArray()
                .Where(p => p.GetProperty("dill").ValueKind == JsonValueKind.String && p.GetProperty("type").GetString() == "numpy.ndarray")
                .Select(p => Names(p.GetProperty("dill").GetString()![3..]))
                .ToList();
            Assert.Contains(recorded, names => new[] { "numpy", "ndarray", "dtype" }.All(names.Contains));
        }
    }

    [Fact]
    public void A_value_that_JSON_would_change_turns_its_buffer_into_a_pickle()
    {
        var buffers = PickleLoads.Buffers(w =>
        {
            w.Positional<object>("é");
            w.Positional<object>(1.0);
            w.Positional<object>(new object?[] { 1, null, double.NaN });
            w.Positional<object>(new DateOnly(2024, 1, 2));
            w.Positional<object>(3);
            w.Keyword("k", "\"");
            w.Keyword<object>("set", new HashSet<int> { 1 });
            w.Keyword("after", true);
        });
        Assert.Equal(
            ["('\\xe9', 1.0, [1, None, nan], datetime.date(2024, 1, 2), 3)", "{'k': '\"', 'set': {1}, 'after': True}"],
            PickleLoads.Raw([.. buffers.Select(b => b[3..])]));
    }

    [Fact]
    public void What_JSON_carries_stays_JSON_where_the_values_decide()
    {
        object?[] values = [null, true, 1, 1.5, "a", new[] { 1.0 }, new List<object> { 1 }, new Dictionary<string, object> { ["a"] = 1 }, Method.LeastSquares, new Uri("https://example.org/"), new FitResult(1, 2, [])];
        Assert.All(values, value => Assert.StartsWith("11\n", PickleLoads.Buffers(w => w.Positional(value))[0], StringComparison.Ordinal));
        object[] others = [1m, TimeSpan.Zero, DateTime.Now, Guid.NewGuid(), (1, 2), new HashSet<int>(), new Dictionary<int, int>(), new byte[1], Complex.One, new Holder<decimal>(), new Dictionary<(int, int), int> { [(1, 2)] = 3 }, new List<(int, int)> { (1, 2) }];
        Assert.All(others, value => Assert.StartsWith("00\n", PickleLoads.Buffers(w => w.Positional(value))[0], StringComparison.Ordinal));
    }

    [Fact]
    public void JSON_that_is_asked_for_stays_JSON()
    {
        var json = ArgumentFormats.Of(PayloadFormat.Json);
        Assert.Equal("11\n[[1,2]]", PickleLoads.Buffers(w => w.Positional<object>((1, 2)), formats: json)[0]);
        Assert.Contains("base64", PickleLoads.Fails<object>(new byte[1], formats: json).Message, StringComparison.Ordinal);
        Assert.Contains("not a type for dictionary keys", PickleLoads.Fails(new Dictionary<(int, int), int> { [(1, 2)] = 3 }, formats: json).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_Python_cannot_hash_is_refused_in_sets_and_as_keys()
    {
        var set = PickleLoads.Fails(new HashSet<object> { 1, new object[] { 2 } });
        Assert.Contains("hash", set.Message, StringComparison.Ordinal);
        Assert.Equal("$[1]", set.Path);
        Assert.Contains("hash", PickleLoads.Fails(new Dictionary<object, int> { [(1, new List<int>())] = 2 }).Message, StringComparison.Ordinal);
        Assert.Contains("hash", PickleLoads.Fails(new HashSet<object> { new Holder<int>() }).Message, StringComparison.Ordinal);

        // Sets whose elements are never hashable are lists, as in JSON.
        Assert.Equal(["[{'value': 1}]"], PickleLoads.Repr(PickleLoads.Pickle(new HashSet<Holder<int>> { new() { Value = 1 } }, PayloadRules.ForReflection(ComputeNaming.SnakeCase)).Trim()));
    }

    [Fact]
    public void A_refused_value_inside_another_is_named_by_its_path()
    {
        Assert.Equal("$[1]", PickleLoads.Fails(new object[] { 1, () => 2 }).Path);
        Assert.Equal("$.Value[1]", PickleLoads.Fails(new Holder<(int, object)> { Value = (1, Task.CompletedTask) }).Path);
        Assert.Equal("$.a[0].Anything.k[1]", PickleLoads.Fails(new Dictionary<string, object> { ["a"] = new object[] { new Node { Anything = new Dictionary<string, object> { ["k"] = new object[] { 0, typeof(int) } } } } }).Path);
        Assert.Contains("[ComputeJson(typeof(MyContext))]", PickleLoads.Fails(new Node(), Payload.BuiltIn).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cycles_and_values_that_are_too_deep_are_refused()
    {
        var list = new List<object?>();
        list.Add(list);
        Assert.Contains("contains itself", PickleLoads.Fails(list).Message, StringComparison.Ordinal);
        var node = new Node();
        node.Next = node;
        Assert.Contains("contains itself", PickleLoads.Fails(node).Message, StringComparison.Ordinal);
        var mixed = new Node();
        mixed.Anything = (1, new object[] { mixed });
        Assert.Contains("contains itself", PickleLoads.Fails(mixed).Message, StringComparison.Ordinal);

        object deep = 1m;
        for (var i = 0; i < 899; i++)
        {
            deep = new[] { deep };
        }

        Assert.StartsWith("[[[[", PickleLoads.Repr(PickleLoads.Pickle(deep))[0], StringComparison.Ordinal);
        Assert.Contains("900 levels", PickleLoads.Fails<object>(new object[] { new[] { deep } }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_dropped_half_way_leaves_nothing_in_later_calls()
    {
        ArgumentWriter.Rent(Payload.BuiltIn, ArgumentFormats.Of(PayloadFormat.Pickle)).Positional("dropped");
        Assert.Equal("11\n[1]", PickleLoads.Buffers(w => w.Positional(1))[0]);
        Assert.Equal(["(1,)"], PickleLoads.Raw(PickleLoads.Buffers(w => w.Positional(1), formats: ArgumentFormats.Of(PayloadFormat.Pickle))[0][3..]));
    }

    [Fact]
    public void A_call_made_while_another_is_pickled_has_a_writer_of_its_own()
    {
        var inner = "";
        IEnumerable<decimal> Calling()
        {
            yield return 1;
            inner = PickleLoads.Buffers(w => w.Positional<object>(Guid.Empty))[0] + PickleLoads.Buffers(w => w.Positional((1, "x")), formats: ArgumentFormats.Of(PayloadFormat.Json))[0];
            yield return 2;
        }

        Assert.Equal(["[Decimal('1'), Decimal('2')]"], PickleLoads.Repr(PickleLoads.Pickle(Calling())));
        Assert.StartsWith("00\n", inner, StringComparison.Ordinal);
        Assert.EndsWith("11\n[[1,\"x\"]]", inner, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ArrayForm.List)]
    [InlineData(ArrayForm.NumPy)]
    public void Pickling_allocates_nothing_for_each_element(ArrayForm arrays)
    {
        var formats = ArgumentFormats.Of(PayloadFormat.Pickle, arrays);
        var numbers = Enumerable.Range(0, 10_000).Select(i => i * 0.1).ToArray();
        var moments = Enumerable.Range(0, 1000).Select(i => DateTime.UnixEpoch.AddHours(i)).ToArray();
        var prices = Enumerable.Range(0, 1000).Select(i => i / 8m).ToArray();
        var names = Enumerable.Range(0, 1000).ToDictionary(i => i, i => "n" + i);
        var pairs = Enumerable.Range(0, 1000).Select(i => Guid.NewGuid()).ToHashSet();
        Assert.Equal([0, 0, 0, 0, 0], [Allocated(numbers), Allocated(moments), Allocated(prices), Allocated(names), Allocated(pairs)]);

        // The pool fills in the first rounds, and a collection may empty it in any.
        long Allocated<T>(T value) => Enumerable.Range(0, 10).Min(_ => AllocatedOnce(value));

        long AllocatedOnce<T>(T value)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var writer = ArgumentWriter.Rent(Payload.BuiltIn, formats);
            writer.Positional(value);
            writer.Keyword("again", value);
            writer.Finish().Return();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    /// <summary>The short texts in a pickle, in order.</summary>
    private static List<string> Names(string base64)
    {
        var bytes = Convert.FromBase64String(base64);
        var names = new List<string>();
        for (var i = 0; i < bytes.Length - 1; i++)
        {
            if (bytes[i] == 0x8C && i + 2 + bytes[i + 1] <= bytes.Length)
            {
                names.Add(Encoding.ASCII.GetString(bytes, i + 2, bytes[i + 1]));
                i += 1 + bytes[i + 1];
            }
        }

        return names;
    }

    private sealed record Priced(decimal Value);

    private sealed class Detour
    {
        [JsonConverter(typeof(DetourConverter))]
        public Priced? Inner { get; init; }
    }

    private sealed class DetourConverter : JsonConverter<Priced>
    {
        public override void Write(Utf8JsonWriter writer, Priced value, JsonSerializerOptions options) =>
            JsonSerializer.SerializeToElement(value, options).WriteTo(writer);

        public override Priced Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
