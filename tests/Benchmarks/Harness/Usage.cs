using System.Diagnostics;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>What some work took of this process.</summary>
internal sealed record Usage(TimeSpan Time, TimeSpan Processor, long AllocatedBytes, long Contentions)
{
    public static async Task<Usage> OfAsync(Func<Task> work)
    {
        // Garbage of what ran before is not this work's.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var (processor, allocated, contentions) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true), Monitor.LockContentionCount);
        var start = Stopwatch.GetTimestamp();
        await work();
        var time = Stopwatch.GetElapsedTime(start);
        return new Usage(
            time,
            Environment.CpuUsage.TotalTime - processor,
            GC.GetTotalAllocatedBytes(precise: true) - allocated,
            Monitor.LockContentionCount - contentions);
    }
}
