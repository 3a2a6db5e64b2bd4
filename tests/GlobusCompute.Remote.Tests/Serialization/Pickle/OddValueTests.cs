using System.Text.Json;
using GlobusCompute.Remote.Fuzzing;
using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>One odd value among good ones: it stays Python's, and hides nothing.</summary>
public sealed class OddValueTests
{
    public static TheoryData<string> Odd =>
    [
        "numpy.zeros(2, dtype='longdouble')",
        "numpy.longdouble(1.5)",
        "numpy.clongdouble(1.5)",
        "numpy.array([((1, 2.0), 3)], dtype=[('p', [('x', 'i4'), ('y', 'f8')]), ('z', 'i4')])",
        "numpy.array([((1, 2.0), 3)], dtype=[('p', [('x', 'i4'), ('y', 'f8')]), ('z', 'i4')])[0]",
        "numpy.zeros(2, dtype=[('a', 'f8', (2, 2))])",
        "numpy.zeros(2, dtype=[('a', 'f8', (2, 2))])[0]",
        "numpy.zeros(2, dtype={'names': ['a', 'b'], 'formats': ['i8', 'f8'], 'offsets': [0, 0]})",
        "numpy.dtype([('a', [('b', 'i4')])])",
        "numpy.array([(1, 'z')], dtype=[('a', 'i1'), ('b', 'O')])",
        "numpy.array([(1, 'z')], dtype=[('a', 'i1'), ('b', 'O')])[0]",
        "numpy.array([(1, ([2],))], dtype=[('a', 'i1'), ('b', [('c', 'O')])])",
        "numpy.array((1, 'z'), dtype=[('a', 'M8[D]'), ('b', 'O')])",
        "numpy.zeros((2, 2), dtype=[('a', 'O'), ('b', 'f8', (2,))])",
        "numpy.ma.array([(1, 'z')], dtype=[('a', 'i1'), ('b', 'O')])",
        "numpy.zeros(2, dtype=[])",
        "numpy.zeros(3, dtype='V0')",
        "numpy.zeros(3, dtype=[('a', 'V0')])",
        "numpy.ma.zeros(2, dtype=[])",
        "numpy.void(b'abc')",
        "numpy.zeros((2147483647, 0))",
        "numpy.timedelta64(3, 'M')",
        "numpy.datetime64('2024-01-02T03:04:05.123456789123')",
        "decimal.Decimal('NaN')",
        "decimal.Decimal('1E-30')",
        "decimal.Decimal('0.1234567890123456789012345678901234')",
        "fractions.Fraction(1, 3)",
        "{(1, 2): 3, frozenset([1]): 4}",
        "{1.5: {None: {(1,): 2}}}",
        "datetime.datetime(1, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=5)))",
        "datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(seconds=5)))",
        "datetime.timedelta(days=999999999)",
        "datetime.time(1, tzinfo=datetime.timezone.utc)",
        "lab.Point(1, 2)",
        "lab.Point",
        "lab.Method.LEAST_SQUARES",
        "lab.Numbers([1, 2])",
        "(lambda o: (setattr(o, 'x', 1), o)[1])(collections.OrderedDict(a=1))",
        "(lambda o: (setattr(o, 'x', 1), o)[1])(collections.Counter('ab'))",
        "collections.ChainMap(collections.UserDict(a=1))",
        "slice(1, 2)",
        "Ellipsis",
        "range(10**30)",
        "2**100000",
        "'\\ud800'",
        "(lambda l: (l.append(l), l)[1])([])",
        "__import__('functools').partial(print, 1)",
        "__import__('re').compile('a')",
        "__import__('types').SimpleNamespace(a=1)",
        "zoneinfo.ZoneInfo('Europe/Paris')",
        "datetime.timezone.utc",
        "ValueError('x')",
        "object()",
    ];

    [Theory]
    [MemberData(nameof(Odd))]
    public void An_odd_value_hides_no_good_one_beside_it(string odd)
    {
        var expression = $"{{'good': 1.5, 'odd': {odd}, 'list': [2, {odd}], 'last': 'x'}}";
        foreach (var protocol in (int[])[2, 4])
        {
            var payload = PythonPickles.Of(expression, protocol);
            var value = Read<PythonValue>(payload);
            Assert.Equal((1.5, "x"), (value["good"].As<double>(), value["last"].As<string>()));
            Assert.Contains("'good': 1.5", value.ToString(), StringComparison.Ordinal);
            Assert.NotEmpty(value["odd"].ToString());

            var members = Assert.IsType<Dictionary<string, object?>>(Read<object>(payload));
            Assert.Equal((1.5, "x"), (members["good"], members["last"]));
            Assert.Equal(2L, ((List<object?>)members["list"]!)[0]);

            var values = Read<Dictionary<string, PythonValue>>(payload);
            Assert.Equal(1.5, values["good"].As<double>());
            Assert.Equal("x", Read<Dictionary<string, object?>>(payload)["last"]);
            Assert.Equal(4, Read<IReadOnlyDictionary<string, PythonValue>>(payload).Count);

            var record = Read<Measured>(payload);
            Assert.Equal((1.5, "x"), (record.Good, record.Last));
            Assert.NotEmpty(record.Odd.ToString());

            Assert.Equal(2, Read<List<PythonValue>>(PythonPickles.Of($"[{odd}, 1]", protocol)).Count);
            Assert.Equal(1L, Read<List<object?>>(PythonPickles.Of($"[{odd}, 1]", protocol))[1]);
        }
    }

    [Theory]
    [InlineData("](", "e")]
    [InlineData("(", "t")]
    [InlineData("}(K\u0001", "u")]
    public void A_value_that_is_nested_too_deep_hides_no_good_one_beside_it(string open, string close)
    {
        var pickle = new FuzzPickle().Op("}(").Text("good").Float(1.5).Text("odd").Then(p => Enumerable.Range(0, 3000).ToList().ForEach(_ => p.Op(open))).Op("N")
            .Then(p => Enumerable.Range(0, 3000).ToList().ForEach(_ => p.Op(close))).Text("last").Text("x").Op("u").Payload();

        var members = Assert.IsType<Dictionary<string, object?>>(Read<object>(pickle));
        Assert.Equal((1.5, "x"), (members["good"], members["last"]));
        Assert.Equal("x", Read<Dictionary<string, object?>>(pickle)["last"]);
        Assert.Equal(1.5, Read<Measured>(pickle).Good);
        Assert.Contains("'good': 1.5", Read<PythonValue>(pickle).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_structure_within_a_structure_is_a_dict_within_a_dict()
    {
        var value = Read<PythonValue>(PythonPickles.Of("numpy.array([((1, 2.5), 3)], dtype=[('p', [('x', 'i4'), ('y', 'f8')]), ('z', 'i4')])"));

        Assert.Equal("array([void({'p': void({'x': 1, 'y': 2.5}), 'z': 3})], dtype='[('p', '|V12'), ('z', '<i4')]')", value.ToString());
        Assert.Equal(2.5, value[0]["p"]["y"].As<double>());
    }

    [Fact]
    public void The_text_of_a_value_is_there_whatever_the_value_is()
    {
        var corpus = FuzzCorpus.Read(TestPaths.Vectors);
        var mutator = new FuzzMutator(new Random(20_262), corpus);
        var shown = 0;
        for (var i = 0; i < 20_000; i++)
        {
            PythonValue value;
            try
            {
                value = Python.Read(i % 2 == 0 ? mutator.Pickle() : mutator.Program());
            }
            catch (PayloadException)
            {
                continue;
            }

            var next = new Stack<PythonValue>([value]);
            for (var left = 50; left > 0 && next.TryPop(out var current); left--)
            {
                Assert.InRange(current.ToString().Length, 1, 1001);
                shown++;
                foreach (var part in Parts(current).Take(20))
                {
                    next.Push(part);
                }
            }
        }

        Assert.InRange(shown, 2_000, int.MaxValue);
    }

    [Theory]
    [InlineData("Y", "2024-01-01")]
    [InlineData("M", "2024-03-01")]
    [InlineData("W", "2024-02-29")]
    [InlineData("D", "2024-03-05")]
    [InlineData("h", "2024-03-05T06")]
    [InlineData("m", "2024-03-05T06:07")]
    [InlineData("s", "2024-03-05T06:07:08")]
    [InlineData("ms", "2024-03-05T06:07:08.123")]
    [InlineData("us", "2024-03-05T06:07:08.123456")]
    [InlineData("ns", "2024-03-05T06:07:08.123456700")]
    [InlineData("ps", "1970-03-05T06:07:08.123456700000")]
    [InlineData("fs", "1970-01-01T00:00:08.123456700000000")]
    [InlineData("as", "1970-01-01T00:00:08.123456700000000000")]
    public void A_naive_time_is_of_unspecified_kind_in_every_unit(string unit, string time)
    {
        foreach (var expression in (string[])[$"numpy.datetime64('{time}', '{unit}')", $"numpy.array('{time}', dtype='datetime64[{unit}]')"])
        {
            var payload = PythonPickles.Of(expression);
            var read = Read<DateTime>(payload);
            Assert.Equal(DateTimeKind.Unspecified, read.Kind);
            Assert.Equal(DateTimeKind.Unspecified, Read<DateTime?>(payload)!.Value.Kind);
            var one = Read<DateTime[]>(PythonPickles.Of($"numpy.array(['{time}', '{time}'], dtype='datetime64[{unit}]')"));
            Assert.Equal([DateTimeKind.Unspecified, DateTimeKind.Unspecified], one.Select(t => t.Kind));
            Assert.Equal(read, one[1]);
            Assert.Equal(DateTimeKind.Unspecified, Read<List<DateTime>>(PythonPickles.Of($"[{expression}]"))[0].Kind);
            Assert.Equal(DateTimeKind.Unspecified, Read<When>(PythonPickles.Of($"{{'at': {expression}}}")).At.Kind);
            if (Read<object>(PythonPickles.Of($"numpy.datetime64('{time}', '{unit}')")) is DateTime kept)
            {
                Assert.Equal(DateTimeKind.Unspecified, kept.Kind);
            }
        }
    }

    private static IEnumerable<PythonValue> Parts(PythonValue value) => value switch
    {
        { Kind: PythonKind.Dictionary } => value.Entries.SelectMany(e => (PythonValue[])[e.Key, e.Value]),
        { Kind: PythonKind.List or PythonKind.Tuple or PythonKind.Set } or PythonArray { Shape.Count: > 0 } => value.Items,
        PythonObject found => found.Arguments.Concat(found.Attributes.Select(a => a.Value)),
        _ => [],
    };

    private static T Read<T>(byte[] payload) => ResultReader.Read<T>(payload, Payload.Reflection, allowNull: true);

    public sealed record Measured(double Good, PythonValue Odd, string Last);

    public sealed record When(DateTime At);
}
