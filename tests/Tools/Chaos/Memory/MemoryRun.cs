using System.Diagnostics;
using System.Globalization;
using GlobusCompute.Remote.Chaos.Conducting;

namespace GlobusCompute.Remote.Chaos.Memory;

/// <summary>Watches the memory of a client through many calls. It must end as flat as it was after the first fifth of them.</summary>
internal static class MemoryRun
{
    private const double MostManagedGrowth = 1.05;
    private const double MostWorkingSetGrowth = 1.15;
    private const long Noise = 2 * 1024 * 1024;

    public static async Task<int> RunAsync(ChaosOptions options)
    {
        await using var stage = await Stage.StartAsync(options);
        var forChild = stage.ForChild(options);
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [typeof(MemoryRun).Assembly.Location, .. forChild.ToArguments()]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var samples = new List<MemorySample>();
        try
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                var sample = MemorySample.Parse(line);
                Console.WriteLine(sample?.ToRow() ?? line);
                if (sample is { } found)
                {
                    samples.Add(found);
                }
            }

            await process.WaitForExitAsync();
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        return process.ExitCode == 0 && IsFlat(samples) ? 0 : 1;
    }

    private static bool IsFlat(List<MemorySample> samples)
    {
        // What is lowest is not what was just allocated.
        var fifth = samples.Count / 5;
        var (early, late) = (samples.GetRange(fifth, fifth), samples.GetRange(samples.Count - fifth, fifth));
        var (managed, managedLate) = (early.Min(static sample => sample.Managed), late.Min(static sample => sample.Managed));
        var (working, workingLate) = (early.Min(static sample => sample.WorkingSet), late.Min(static sample => sample.WorkingSet));
        var isFlat = managedLate <= (managed * MostManagedGrowth) + Noise && workingLate <= (working * MostWorkingSetGrowth) + Noise;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"lowest of the second and of the last fifth: managed {managed:N0} and {managedLate:N0} bytes, "
            + $"working set {working:N0} and {workingLate:N0} bytes: {(isFlat ? "FLAT" : "NOT FLAT")}"));
        return isFlat;
    }
}
