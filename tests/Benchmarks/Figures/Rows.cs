using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.TestFixtures;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Results with many rows, as Python pickles and writes them, into records and tuples.</summary>
internal static partial class Rows
{
    private const int Count = 100_000;

    private const string Script = """
        import codecs, dataclasses, pickle, sys, types
        Row = dataclasses.make_dataclass('Row', ['id', 'name', 'value'])
        Row.__module__ = 'rows'
        sys.modules['rows'] = types.ModuleType('rows')
        sys.modules['rows'].Row = Row
        rows = [(i, f'sample {i}', i / 7) for i in range(int(sys.argv[2]))]
        make = {'dicts': lambda row: dict(zip(('id', 'name', 'value'), row)), 'tuples': lambda row: row, 'dataclasses': lambda row: Row(*row)}[sys.argv[1]]
        sys.stdout.write('00\n' + codecs.encode(pickle.dumps([make(row) for row in rows], protocol=4), 'base64').decode())
        """;

    private static readonly PayloadRules s_rules = PayloadRules.ForReflection(ComputeNaming.SnakeCase);

    public static FigureSet Set { get; } = new(
        "rows",
        "Rows",
        "100,000 rows of an integer, a text and a float, from the text of a result to an array. The comparator is System.Text.Json, which reads the same rows from "
        + "JSON objects with generated metadata. Sizes are those of the array, its records and their texts.",
        MeasureAsync);

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(BenchmarkOptions options)
    {
        var texts = Enumerable.Range(0, Count).Sum(static i => SizeOf($"sample {i}"));
        var records = (Count * (8L + 40)) + texts;
        var tuples = (Count * 24L) + texts;
        var figures = new List<Figure>();
        figures.AddRange(await CompareAsync<Row[]>("pickled dicts → records", await PickleAsync("dicts"), records, options));
        figures.AddRange(await CompareAsync<Row[]>("pickled dataclasses → records", await PickleAsync("dataclasses"), records, options));
        figures.AddRange(await CompareAsync<(int, string, double)[]>("pickled tuples → tuples", await PickleAsync("tuples"), tuples, options));
        figures.AddRange(await CompareAsync<(int, string, double)[]>("JSON arrays → tuples", Payload(static i => $"[{i},\"sample {i}\",{Number(i)}]"), tuples, options));
        figures.AddRange(await CompareAsync<Row[]>("JSON objects → records", s_objects, records, options));
        return figures;
    }

    private static readonly byte[] s_objects = Payload(static i => $"{{\"id\":{i},\"name\":\"sample {i}\",\"value\":{Number(i)}}}");

    private static async Task<IReadOnlyList<Figure>> CompareAsync<T>(string name, byte[] payload, long size, BenchmarkOptions options)
    {
        // Reading is short: many more rounds than those of runs with a service.
        var results = await Comparison.RunAsync(
            3 * options.Rounds,
            () => Usage.OfAsync(() => Task.FromResult(ResultReader.Read<T>(payload, s_rules, allowNull: false))),
            static () => Usage.OfAsync(static () => Task.FromResult(JsonSerializer.Deserialize(s_objects.AsSpan(3), RowJson.Default.RowArray))));
        return
        [
            Figure.Compared(name, Comparison.Of(results, static usage => usage.Time.TotalMilliseconds), "{0:0.0} ms", "System.Text.Json"),
            Figure.Alone($"{name}: allocated over the size", Comparison.Of(results, usage => usage.AllocatedBytes / (double)size).Library, "{0:0.00}", $"{size / 1e6:0.0} MB is the size"),
        ];
    }

    private static async Task<byte[]> PickleAsync(string kind)
    {
        var start = new ProcessStartInfo(PythonInstallation.ConfiguredPath, ["-I", "-c", Script, kind, Count.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        using var python = Process.Start(start)!;
        var payload = new MemoryStream();
        await python.StandardOutput.BaseStream.CopyToAsync(payload);
        await python.WaitForExitAsync();
        return python.ExitCode == 0 ? payload.ToArray() : throw new InvalidOperationException($"Python did not write the {kind}.");
    }

    private static byte[] Payload(Func<int, string> row) => Encoding.ASCII.GetBytes($"11\n[{string.Join(',', Enumerable.Range(0, Count).Select(row))}]");

    // As Python writes it: a float has a point.
    private static string Number(int i) => (i / 7.0).ToString("R", CultureInfo.InvariantCulture) is var text && text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";

    // Header, method table, length, characters and a closing zero, in steps of 8 bytes.
    private static long SizeOf(string text) => (22L + (2 * text.Length) + 7) / 8 * 8;

    internal sealed record Row(int Id, string Name, double Value);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(Row[]))]
    private sealed partial class RowJson : JsonSerializerContext;
}
