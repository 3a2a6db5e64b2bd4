using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>Pickles that a real Python makes of expressions, as its worker would: with dill, as base64 in lines.</summary>
internal static class PythonPickles
{
    private const string Script = """
        import codecs, collections, datetime, decimal, enum, fractions, json, math, pathlib, sys, types, uuid, zoneinfo
        from dataclasses import dataclass
        import dill, numpy

        lab = types.ModuleType('lab')
        exec('''
        from dataclasses import dataclass
        import collections, enum

        @dataclass
        class Point:
            x: float
            y: float

        @dataclass
        class Track:
            name: str
            points: list
            best: object = None

        class Method(enum.Enum):
            LEAST_SQUARES = 1
            MAXIMUM_LIKELIHOOD = 2

        Pair = collections.namedtuple('Pair', 'left right')

        class Numbers(list):
            pass

        class LabError(Exception):
            pass
        '''.replace('\n        ', '\n'), lab.__dict__)
        for v in list(lab.__dict__.values()):
            if getattr(v, '__module__', None) == 'builtins' and isinstance(v, type) and v.__name__ in ('Point', 'Track', 'Method', 'Pair', 'Numbers', 'LabError'):
                v.__module__ = 'lab'
        lab.__dict__['Pair'].__module__ = 'lab'
        sys.modules['lab'] = lab

        for line in sys.stdin:
            protocol, expression = json.loads(line)
            try:
                value = eval(expression)
                print(json.dumps('00\n' + codecs.encode(dill.dumps(value, protocol=protocol), 'base64').decode()), flush=True)
            except Exception as error:
                print(json.dumps('error ' + repr(error)), flush=True)
        """;

    private static readonly object s_lock = new();
    private static readonly Dictionary<(string, int), byte[]> s_known = [];
    private static Process? s_python;

    /// <summary>The payload of an expression's value.</summary>
    public static byte[] Of(string expression, int protocol = 4)
    {
        lock (s_lock)
        {
            if (s_known.TryGetValue((expression, protocol), out var known))
            {
                return known;
            }

            s_python ??= Start();
            s_python.StandardInput.Write(JsonSerializer.Serialize(new object[] { protocol, expression }) + "\n");
            s_python.StandardInput.Flush();
            var line = s_python.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"Python could not pickle {expression}.");
            var payload = JsonSerializer.Deserialize<string>(line)!;
            return payload.StartsWith("00\n", StringComparison.Ordinal)
                ? s_known[(expression, protocol)] = Encoding.ASCII.GetBytes(payload)
                : throw new InvalidOperationException($"Python could not pickle {expression}: {payload}");
        }
    }

    // It reads until its input is closed, which the end of this process does.
    private static Process Start()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("GCOMPUTE_PYTHON") ?? (OperatingSystem.IsWindows() ? "python" : "/usr/bin/python3"), ["-I", "-c", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        return Process.Start(start)!;
    }
}
