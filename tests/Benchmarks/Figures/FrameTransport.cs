using System.Diagnostics;
using GlobusCompute.Remote.DataFrames;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Serialization;
using Microsoft.Data.Analysis;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>
/// Data frames of four columns of numbers beside their four numpy arrays, through the local service and real pandas.
/// </summary>
internal static class FrameTransport
{
    private const int Part = 100_000;

    public static FigureSet Set { get; } = new(
        "frames",
        "Data frames",
        "Data frames of 4 columns of float64 through the local service and real pandas; the comparator is their 4 numpy arrays. A Map carries no numpy arrays, so beside it "
        + "their parts travel as calls.",
        static options => MeasureAsync(options.Rounds));

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds)
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Workers = 1 });
        await using var client = service.CreateClient();
        var proxy = client.CreateExecutor(service.EndpointId).CreateProxy<IFrameTransport>();
        var random = new Random(1);
        var columns = Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 1_000_000).Select(_ => random.NextDouble()).ToArray()).ToArray();
        var arrays = columns.Select(c => c[..200_000]).ToArray();
        var frame = Frame(arrays);
        var whole = Frame(columns);
        var parts = columns.Select(c => c.Chunk(Part).ToArray()).ToArray();
        async Task<Figure> CompareAsync(string name, Func<Task> frames, Func<Task> others) => Figure.Compared(
            name,
            Comparison.Of(await Comparison.RunAsync(rounds, () => TimeAsync(frames), () => TimeAsync(others)), static milliseconds => milliseconds),
            "{0:N0} ms",
            "numpy arrays");
        return
        [
            await CompareAsync(
                "200,000 rows in one call, their sum back", () => proxy.Frame(frame), () => proxy.Arrays(arrays[0], arrays[1], arrays[2], arrays[3])),
            await CompareAsync(
                "200,000 rows in one call, there and back", () => proxy.FrameBack(frame), () => proxy.ArraysBack(arrays[0], arrays[1], arrays[2], arrays[3])),
            await CompareAsync(
                "1,000,000 rows through a Map split by rows, sums back",
                () => proxy.FrameMap(whole.SplitRows(Part)).WhenAll(),
                () => Task.WhenAll(Enumerable.Range(0, parts[0].Length).Select(i => proxy.Arrays(parts[0][i], parts[1][i], parts[2][i], parts[3][i])))),
        ];
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static DataFrame Frame(double[][] columns) => new(columns.Select((c, i) => new DoubleDataFrameColumn("abcd"[i].ToString(), c)));
}

/// <summary>The functions that are measured.</summary>
[ComputePayload(Format = typeof(PandasFormat))]
public interface IFrameTransport
{
    [ComputeFunction(Source = "def total(frame):\n    return float(frame.to_numpy().sum())\n")]
    ComputeFuture<double> Frame(DataFrame frame);

    [ComputeFunction(Source = "def total(a, b, c, d):\n    return float(a.sum() + b.sum() + c.sum() + d.sum())\n"), ComputePayload(Arrays = ArrayForm.NumPy)]
    ComputeFuture<double> Arrays(double[] a, double[] b, double[] c, double[] d);

    [ComputeFunction(Source = "def back(frame):\n    return frame * 2\n")]
    ComputeFuture<DataFrame> FrameBack(DataFrame frame);

    [ComputeFunction(Source = "def back(a, b, c, d):\n    return [a * 2, b * 2, c * 2, d * 2]\n"), ComputePayload(Arrays = ArrayForm.NumPy)]
    ComputeFuture<double[][]> ArraysBack(double[] a, double[] b, double[] c, double[] d);

    [ComputeFunction(Source = "def total(frame):\n    return float(frame.to_numpy().sum())\n")]
    ComputeMap<double> FrameMap([ComputeEach] IEnumerable<DataFrame> frame);
}
