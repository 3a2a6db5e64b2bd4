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
