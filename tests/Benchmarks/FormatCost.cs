using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.MessagePack;
using GlobusCompute.Remote.Serialization;
using MessagePack;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Records there and back through the local service and real Python: as JSON, and as MessagePack arrays with LZ4.</summary>
internal static class FormatCost
{
    private const int Runs = 7;

    public static async Task RunAsync(int count)
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Workers = 1 });
        var format = new MessagePackFormat(MessagePackSerializerOptions.Standard.WithCompression(MessagePackCompression.Lz4BlockArray));
        await using var client = new ComputeClient(new ComputeClientOptions(service.CreateClientOptions()) { Payloads = new() { Formats = [format] } });
        var records = client.CreateExecutor(service.EndpointId).CreateProxy<IRecords>();
        var random = new Random(1);
        var values = Enumerable.Range(0, count).Select(i => new BenchmarkRecord(i, random.NextDouble(), $"detector {i % 16}")).ToList();

        // Taken in turns, so that a busy machine is as busy for both.
        var (json, packed) = (new List<double>(), new List<double>());
        for (var run = 0; run <= Runs; run++)
        {
            var forJson = await TimeAsync(() => records.AsJson(values), count);
            var forPacked = await TimeAsync(() => records.AsMessagePack(values), count);
            if (run > 0)
            {
                json.Add(forJson);
                packed.Add(forPacked);
            }
        }

        var bytesOfJson = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(values, RecordContext.Default.ListBenchmarkRecord).Length;
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        format.Write(output, values);
        var bytesOfPacked = System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(1 + output.WrittenCount);
        Report($"bytes of {count:N0} records: JSON {bytesOfJson:N0}, MessagePack with LZ4 as base64 {bytesOfPacked:N0}, {(double)bytesOfPacked / bytesOfJson:P0} of it");
        Report($"there and back, median of {Runs}: JSON {Median(json):N0} ms, MessagePack {Median(packed):N0} ms, {Median(packed) / Median(json):N2} of it");
    }

    private static async Task<double> TimeAsync(Func<ComputeFuture<List<BenchmarkRecord>>> call, int count)
    {
        var watch = Stopwatch.StartNew();
        var result = await call();
        return result.Count == count ? watch.Elapsed.TotalMilliseconds : throw new InvalidOperationException($"{result.Count} records came back.");
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static void Report(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
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
