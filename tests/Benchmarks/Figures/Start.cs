using System.Diagnostics;
using System.Globalization;
using GlobusCompute.Remote.TestFixtures;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>From the start of a process to its first result.</summary>
internal static class Start
{
    public static FigureSet Set { get; } = new(
        "start",
        "Start",
        "From the start of a process, compiled just in time as a console app is, to the result of its first call over the built-in broker; the comparator is a process "
        + "that posts one ready-made body and gets its message by RabbitMQ.Client. A process that does nothing is the floor of both. Of the local service, the comparator is "
        + "a Python process that imports what a worker imports.",
        static async options =>
        {
            await using var echo = await EchoProcess.StartAsync();
            var calls = await Comparison.RunAsync(options.Rounds, () => RunAsync("library", echo), () => RunAsync("raw", echo));
            var local = await Comparison.RunAsync(options.Rounds, () => RunAsync("local", echo), PythonAsync);
            var floor = new List<double>();
            for (var i = 0; i < options.Rounds; i++)
            {
                floor.Add((await RunAsync("nothing", echo))[0].Milliseconds);
            }

            return
            [
                Figure.Compared("first result", Comparison.Of(calls, static run => run[^1].Milliseconds), "{0:N0} ms", "HttpClient and RabbitMQ.Client"),
                Figure.Compared("compiling for it", Comparison.Of(calls, static run => run[^1].Compiling), "{0:N0} ms", "HttpClient and RabbitMQ.Client"),
                Figure.Compared("methods compiled for it", Comparison.Of(calls, static run => run[^1].Methods), "{0:N0}", "HttpClient and RabbitMQ.Client"),
                Figure.Compared("assemblies loaded for it", Comparison.Of(calls, static run => run[^1].Assemblies), "{0:N0}", "HttpClient and RabbitMQ.Client"),
                Figure.Alone("a process that does nothing", Comparison.Median(floor), "{0:N0} ms"),
                Figure.Compared("`LocalComputeService.StartAsync`, from the start of the process", Comparison.Of(local, static run => run[0].Milliseconds), "{0:N0} ms", "Python alone"),
                Figure.Compared("the first result of real Python after it", Comparison.Of(local, static run => run[^1].Milliseconds), "{0:N0} ms", "Python alone"),
            ];
        });

    private static async Task<IReadOnlyList<StartedRun>> RunAsync(string kind, EchoProcess echo)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(Start).Assembly.Location, "first", kind, echo.Url.ToString()]) { RedirectStandardOutput = true })!;
        var runs = new List<StartedRun>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var numbers = line.Split(' ').Select(static text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            runs.Add(new StartedRun(numbers[0], numbers[1], numbers[2], numbers[3]));
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0 && runs.Count > 0 ? runs : throw new InvalidOperationException($"The process \"{kind}\" has failed; its error output says why.");
    }

    private static async Task<IReadOnlyList<StartedRun>> PythonAsync()
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(PythonInstallation.ConfiguredPath, ["-c", "import dill"]))!;
        await process.WaitForExitAsync();
        return [new StartedRun(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 0, 0, 0)];
    }

    private sealed record StartedRun(double Milliseconds, double Compiling, double Methods, double Assemblies);
}
