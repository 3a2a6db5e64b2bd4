using BenchmarkDotNet.Running;
using GlobusCompute.Remote.Benchmarks;

switch (args)
{
    case ["pending"]:
        await PendingMemory.RunAsync(100_000);
        break;
    case ["throughput"]:
        await LocalThroughput.RunAsync(10_000);
        break;
    case ["frames"]:
        await FrameTransport.RunAsync(9);
        break;
    case ["formats"]:
        await FormatCost.RunAsync(100_000);
        break;
    case ["generator"]:
        GeneratorCost.Run([100, 300, 1_000]);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
