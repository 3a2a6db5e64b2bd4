using System.Diagnostics;
using System.Globalization;
using GlobusCompute.Remote.DataFrames;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Serialization;
using Microsoft.Data.Analysis;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>
/// Data frames of four columns of numbers beside their four numpy arrays, through the local service and real pandas. Runs alternate; medians count.
/// </summary>
internal static class FrameTransport
{
    public static async Task RunAsync(int runs)
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Workers = 1 });
        await using var client = service.CreateClient();
        var proxy = client.CreateExecutor(service.EndpointId).CreateProxy<IFrameTransport>();
        var random = new Random(1);
        var columns = Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 1_000_000).Select(_ => random.NextDouble()).ToArray()).ToArray();

        var arrays = columns.Select(c => c[..200_000]).ToArray();
        var frame = Frame(arrays);
        await CompareAsync(
            "200,000 rows in one call, sum back",
            runs,
            async () => await proxy.Frame(frame),
            async () => await proxy.Arrays(arrays[0], arrays[1], arrays[2], arrays[3]));
        await CompareAsync(
            "200,000 rows in one call, there and back",
            runs,
            async () => await proxy.FrameBack(frame),
            async () => await proxy.ArraysBack(arrays[0], arrays[1], arrays[2], arrays[3]));

        const int Part = 100_000;
        var whole = Frame(columns);
        var parts = columns.Select(c => c.Chunk(Part).ToArray()).ToArray();

        // A Map has no numpy arrays: their parts travel as calls.
        await CompareAsync(
            "1,000,000 rows through a Map split by rows, sums back",
            runs,
            async () => await proxy.FrameMap(whole.SplitRows(Part)).WhenAll(),
            async () => await Task.WhenAll(Enumerable.Range(0, parts[0].Length).Select(i => proxy.Arrays(parts[0][i], parts[1][i], parts[2][i], parts[3][i]))));
    }

    private static async Task CompareAsync(string what, int runs, Func<Task> frames, Func<Task> arrays)
    {
        var (ofFrames, ofArrays) = (new List<double>(), new List<double>());
        for (var run = -1; run < runs; run++)
        {
            var (one, other) = (await TimeAsync(frames), await TimeAsync(arrays));
            if (run >= 0)
            {
                ofFrames.Add(one);
                ofArrays.Add(other);
            }
        }

        var (frame, array) = (Median(ofFrames), Median(ofArrays));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: data frame {frame:N0} ms, four arrays {array:N0} ms, ratio {frame / array:N2}"));
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

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
