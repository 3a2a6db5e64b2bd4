using System.Globalization;
using BenchmarkDotNet.Running;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>What can be measured, by name. Apart from the entry point, so that the processes which it starts load nothing of this.</summary>
internal static class Commands
{
    // Memory first: what others leave behind would be collected while it is measured.
    private static readonly FigureSet[] s_sets =
    [
        PendingMemory.Set, Throughput.Set, Throughput.LongSet, Latency.Set, PythonExecutor.Set, TextPayloads.Set, NumpyFloats.Set, Rows.Set, Polling.Set, PacedCalls.Set,
        FormatCost.Set, FrameTransport.Set, Start.Set,
    ];

    public static async Task RunAsync(string[] arguments)
    {
        switch (arguments)
        {
            case ["whole", .. var options]:
                Console.Write(await Report.WholeAsync(s_sets, BenchmarkOptions.Parse(options), Console.Error));
                break;
            case [var name, .. var options] when Array.Find(s_sets, set => set.Name == name) is { } set:
                Console.Write(Report.Table(await set.MeasureAsync(BenchmarkOptions.Parse(options))));
                break;
            case ["stream", var tasks]:
                await Streamed.RunAsync(Number(tasks));
                break;
            case ["clients", var clients, var calls]:
                await ManyClients.RunAsync(Number(clients), Number(calls));
                break;
            case ["throughput"]:
                await LocalThroughput.RunAsync(10_000);
                break;
            case ["dashboard"]:
                await DashboardCost.RunAsync(10_000, 10);
                break;
            case ["generator"]:
                GeneratorCost.Run([100, 300, 1_000]);
                break;
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Commands).Assembly).Run(arguments);
                break;
        }
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
