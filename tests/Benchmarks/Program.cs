using System.Globalization;
using BenchmarkDotNet.Running;
using GlobusCompute.Remote.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
FigureSet[] sets = [Throughput.Set, Latency.Set, PythonExecutor.Set, TextPayloads.Set, NumpyFloats.Set, Rows.Set, PendingMemory.Set, Polling.Set, PacedCalls.Set];
switch (args)
{
    case ["serve", var broker]:
        await EchoCommand.RunAsync(broker);
        break;
    case ["whole", .. var options]:
        Console.Write(await Report.WholeAsync(sets, BenchmarkOptions.Parse(options), Console.Error));
        break;
    case [var name, .. var options] when Array.Find(sets, set => set.Name == name) is { } set:
        Console.Write(Report.Table(await set.MeasureAsync(BenchmarkOptions.Parse(options))));
        break;
    case ["throughput"]:
        await LocalThroughput.RunAsync(10_000);
        break;
    case ["stream", var tasks]:
        await Streamed.RunAsync(int.Parse(tasks, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
        break;
    case ["clients", var clients, var calls]:
        await ManyClients.RunAsync(
            int.Parse(clients, NumberStyles.AllowThousands, CultureInfo.InvariantCulture), int.Parse(calls, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
        break;
    case ["generator"]:
        GeneratorCost.Run([100, 300, 1_000]);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
