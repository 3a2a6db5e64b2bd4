using System.Diagnostics;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

/// <summary>What is written here is read by a real Python, and the other way round.</summary>
public sealed class PythonAgreementTests
{
    // Python tells each value in the spelling of Described, and writes it again with json.dumps.
    private const string Script = """
        import json, struct, sys

        def units(s):
            b = s.encode('utf-16-be', 'surrogatepass')
            chars = [b[i] << 8 | b[i + 1] for i in range(0, len(b), 2)]
            return ''.join(chr(c) if 0x20 < c < 0x7f else '\\%04x' % c for c in chars)

        def told(v):
            if v is None or v is True or v is False:
                return str(v)
            if isinstance(v, int):
                return 'int %d' % v
            if isinstance(v, float):
                return 'float nan' if v != v else 'float ' + struct.pack('>d', v).hex()
            if isinstance(v, str):
                return 'str ' + units(v)
            if isinstance(v, list):
                return '[' + ', '.join(map(told, v)) + ']'
            return '{' + ', '.join(units(k) + ': ' + told(x) for k, x in v.items()) + '}'

        for line in sys.stdin:
            v = json.loads(line)
            print(json.dumps([told(v), json.dumps(v)]))
        """;

    [Fact]
    public void Random_values_mean_the_same_to_Python_both_ways()
    {
        var random = new RandomValues(20_261);
        var values = Enumerable.Range(0, 3000).Select(_ => random.Next()).ToList();
        var written = values.Select(v => Payload.Write(v, Payload.BuiltIn)).ToList();

        var answers = Python(written).Select(line => JsonSerializer.Deserialize<string[]>(line)!).ToList();

        Assert.Equal(values.Count, answers.Count);
        for (var i = 0; i < values.Count; i++)
        {
            var expected = Described.Of(values[i]);
            Assert.Equal(expected, answers[i][0]);
            Assert.Equal(expected, Described.Of(Payload.Read<object?>(answers[i][1], allowNull: true, Payload.BuiltIn)));
        }
    }

    [Fact]
    public void Floats_of_every_size_and_dates_mean_the_same_to_Python()
    {
        var random = new RandomValues(7);
        var floats = Enumerable.Range(0, 2000).Select(_ => random.Float()).ToArray();
        var singles = floats.Select(f => (float)f).ToArray();
        var moments = Enumerable.Range(1, 50).Select(i => new DateTime(2000 + i, 1 + (i % 12), 28, 23, 59, 59, DateTimeKind.Utc).AddMicroseconds(i * 19_999)).ToArray();

        var answers = Python([Payload.Write(floats), Payload.Write(singles), Payload.Write(moments)]).Select(line => JsonSerializer.Deserialize<string[]>(line)![1]).ToList();

        Assert.Equal(floats, Payload.Read<double[]>(answers[0]));
        Assert.Equal(singles, Payload.Read<float[]>(answers[1]));
        Assert.Equal(moments, Payload.Read<DateTime[]>(answers[2]));
        var isoformat = Python([answers[2]], "import json, sys, datetime as d; print(json.dumps([d.datetime.fromisoformat(t).isoformat() for t in json.load(sys.stdin)]))");
        Assert.Equal(moments, Payload.Read<DateTime[]>(isoformat.Single()));
    }

    [Fact]
    public void Python_values_with_nan_and_infinities_mean_the_same_to_Python()
    {
        var inner = PythonValue.Dictionary([new(PythonValue.From("a"), PythonValue.From(double.NegativeInfinity))]);
        PythonValue[] values =
        [
            PythonValue.From(double.NaN),
            PythonValue.List([PythonValue.From(double.PositiveInfinity), PythonValue.From(1.5), inner]),
            Payload.Read<PythonValue>("[NaN, {\"b\": -Infinity}]"),
        ];

        var answers = Python(values.Select(static value => Payload.Write(value))).Select(line => JsonSerializer.Deserialize<string[]>(line)![1]);

        Assert.Equal(["NaN", "[Infinity, 1.5, {\"a\": -Infinity}]", "[NaN, {\"b\": -Infinity}]"], answers);
    }

    [Fact]
    public void Python_values_with_nan_and_infinities_are_pickled_as_floats()
    {
        var buffers = PickleLoads.Buffers(
            static w => w.Positional(PythonValue.List([PythonValue.From(double.NaN), PythonValue.From(double.NegativeInfinity)])),
            formats: ArgumentFormats.Of(PayloadFormat.Pickle));
        Assert.Equal(["([nan, -inf],)"], PickleLoads.Raw(buffers[0][3..]));
    }

    [Fact]
    public void Python_values_that_JSON_would_change_arrive_as_the_types_that_they_have()
    {
        var (one, text) = (PythonValue.From(1), PythonValue.From("a"));
        (PythonValue Value, string Repr)[] values =
        [
            (PythonValue.Tuple([one, text]), "(1, 'a')"),
            (PythonValue.Tuple([]), "()"),
            (PythonValue.Set([one, one]), "{1}"),
            (PythonValue.FrozenSet([text]), "frozenset({'a'})"),
            (PythonValue.Dictionary([new(one, PythonValue.From(2.0)), new(PythonValue.Tuple([one]), PythonValue.None)]), "{1: 2.0, (1,): None}"),
            (PythonValue.List([PythonValue.From(true), PythonValue.List([PythonValue.Tuple([one])])]), "[True, [(1,)]]"),
            (PythonValue.Dictionary([new(text, PythonValue.Set([PythonValue.FrozenSet([one])]))]), "{'a': {frozenset({1})}}"),
            (PythonValue.From(new byte[] { 1, 2 }), "b'\\x01\\x02'"),
            (PythonValue.From(new System.Numerics.Complex(1, -2)), "(1-2j)"),
            (PythonValue.From(1.10m), "Decimal('1.10')"),
            (PythonValue.From(Guid.Parse("0d4473ef-0b7a-45dc-bfd3-4220c622d991")), "UUID('0d4473ef-0b7a-45dc-bfd3-4220c622d991')"),
            (PythonValue.From(new DateOnly(2026, 11, 29)), "datetime.date(2026, 11, 29)"),
            (PythonValue.From(new TimeOnly(1, 2, 3)), "datetime.time(1, 2, 3)"),
            (PythonValue.From(new DateTime(2026, 11, 29, 1, 2, 3)), "datetime.datetime(2026, 11, 29, 1, 2, 3)"),
            (PythonValue.From(new DateTime(2026, 11, 29, 1, 2, 3, DateTimeKind.Utc)), "datetime.datetime(2026, 11, 29, 1, 2, 3, tzinfo=datetime.timezone.utc)"),
            (PythonValue.From(new DateTimeOffset(2026, 11, 29, 1, 2, 3, TimeSpan.FromHours(2))),
                "datetime.datetime(2026, 11, 29, 1, 2, 3, tzinfo=datetime.timezone(datetime.timedelta(seconds=7200)))"),
            (PythonValue.From(TimeSpan.FromSeconds(-1.5)), "datetime.timedelta(days=-1, seconds=86398, microseconds=500000)"),
        ];

        var pickles = values.Select(static one =>
        {
            var buffer = PickleLoads.Buffers(writer => writer.Positional(one.Value))[0];
            Assert.StartsWith("00\n", buffer);
            return buffer[3..];
        });
        Assert.Equal(values.Select(static one => one.Repr), PickleLoads.Repr([.. pickles]));
    }

    [Fact]
    public void Python_values_that_JSON_keeps_are_sent_as_JSON()
    {
        var value = PythonValue.List([PythonValue.From(1), PythonValue.Dictionary([new(PythonValue.From("a"), PythonValue.None)])]);
        Assert.Equal("11\n[[1, {\"a\": null}]]", PickleLoads.Buffers(writer => writer.Positional(value))[0]);
        Assert.Equal("11\n[[1, 2]]", PickleLoads.Buffers(
            writer => writer.Positional(PythonValue.Tuple([PythonValue.From(1), PythonValue.From(2)])), formats: ArgumentFormats.Of(PayloadFormat.Json))[0]);
    }

    [Fact]
    public void A_list_in_a_set_is_refused_and_named()
    {
        var error = PickleLoads.Fails(PythonValue.Set([PythonValue.List([])]));
        Assert.Contains("An element of the set is or holds a list, dict, set or array, which Python cannot hash.", error.Message);
    }

    [Fact]
    public void A_value_that_is_in_itself_in_very_many_places_is_refused_in_bounded_time()
    {
        var value = PythonValue.Tuple([PythonValue.From(1)]);
        for (var i = 0; i < 60; i++)
        {
            value = PythonValue.Tuple([value, value]);
        }

        Assert.NotNull(PickleLoads.Fails(value));
    }

    private static List<string> Python(IEnumerable<string> lines, string script = Script)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("GCOMPUTE_PYTHON") ?? (OperatingSystem.IsWindows() ? "python" : "/usr/bin/python3"), ["-I", "-S", "-X", "int_max_str_digits=0", "-c", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        using var python = Process.Start(start)!;
        var output = python.StandardOutput.ReadToEndAsync();
        foreach (var line in lines)
        {
            python.StandardInput.Write(line + "\n");
        }

        python.StandardInput.Close();
        var answers = output.GetAwaiter().GetResult();
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
        return [.. answers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r'))];
    }
}
