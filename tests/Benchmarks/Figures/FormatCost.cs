using System.Diagnostics;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.MessagePack;
using GlobusCompute.Remote.Serialization;
using MessagePack;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Records there and back through the local service and real Python: as JSON, and as MessagePack arrays with LZ4.</summary>
internal static class FormatCost
{
    private const int Count = 100_000;

    public static FigureSet Set { get; } = new(
        "formats",
        "MessagePack",
        "100,000 records there and back through the local service and real Python, as MessagePack arrays with LZ4; the comparator is the same as JSON.",
        static options => MeasureAsync(options.Rounds));

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds)
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Workers = 1 });
        var format = new MessagePackFormat(MessagePackSerializerOptions.Standard.WithCompression(MessagePackCompression.Lz4BlockArray));
        await using var client = new ComputeClient(new ComputeClientOptions(service.CreateClientOptions()) { Payloads = new() { Formats = [format] } });
        var records = client.CreateExecutor(service.EndpointId).CreateProxy<IRecords>();
        var random = new Random(1);
        var values = Enumerable.Range(0, Count).Select(i => new BenchmarkRecord(i, random.NextDouble(), $"detector {i % 16}")).ToList();
        var times = await Comparison.RunAsync(rounds, () => TimeAsync(() => records.AsMessagePack(values)), () => TimeAsync(() => records.AsJson(values)));

        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(values, RecordContext.Default.ListBenchmarkRecord).Length;
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        format.Write(output, values);
        var packed = System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(1 + output.WrittenCount);
        return
        [
            Figure.Compared("time", Comparison.Of(times, static milliseconds => milliseconds), "{0:N0} ms", "JSON"),
            new Figure("bytes of the argument", (double)packed / json, Figure.Text(packed, "{0:N0}"), Figure.Text(json, "{0:N0}, JSON")),
        ];
    }

    private static async Task<double> TimeAsync(Func<ComputeFuture<List<BenchmarkRecord>>> call)
    {
        var watch = Stopwatch.StartNew();
        var result = await call();
        return result.Count == Count ? watch.Elapsed.TotalMilliseconds : throw new InvalidOperationException($"{result.Count} records came back.");
    }
}

[ComputeJson(typeof(RecordContext))]
public interface IRecords
{
    [ComputeFunction(Source = "def echo(values):\n    return values\n")]
    ComputeFuture<List<BenchmarkRecord>> AsJson(List<BenchmarkRecord> values);

    [ComputeFunction(Source = "def echo(values):\n    return values\n"), ComputePayload(Format = typeof(MessagePackFormat))]
    ComputeFuture<List<BenchmarkRecord>> AsMessagePack(List<BenchmarkRecord> values);
}

[MessagePackObject]
public sealed record BenchmarkRecord([property: Key(0)] int Number, [property: Key(1)] double Value, [property: Key(2)] string Name);

[JsonSerializable(typeof(List<BenchmarkRecord>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class RecordContext : JsonSerializerContext;
