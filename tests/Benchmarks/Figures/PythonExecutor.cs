using System.Diagnostics;
using System.Globalization;
using GlobusCompute.Remote.TestFixtures;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Python's Executor on the same service, where the Python of the tests can import its package.</summary>
internal static class PythonExecutor
{
    private const int Calls = 10;

    public static FigureSet Set { get; } = new(
        "python",
        "Python's Executor",
        "The same calls by the Executor of globus_compute_sdk, with batches of 1,000 and its shortest pauses between requests; measured where the interpreter in "
        + "`GCOMPUTE_PYTHON`, or else `/usr/bin/python3`, can import the package.",
        MeasureAsync);

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(BenchmarkOptions options)
    {
        if (!await CanImportAsync())
        {
            return [new Figure("tasks/s", null, "not measured", "globus_compute_sdk cannot be imported here")];
        }

        return await Brokers.OverRabbitMqAsync(async (echo, broker) =>
        {
            using var python = Start(
                [Path.Combine(AppContext.BaseDirectory, "Figures", "python_executor.py"), echo.Url.ToString(), EchoFunction.Endpoint.ToString(), EchoFunction.Id]);
            _ = await ReadAsync(python);
            await using var client = echo.CreateClient();
            await using var executor = client.CreateExecutor(EchoFunction.Endpoint);
            var proxy = executor.CreateProxy<IEcho>();
            var runs = await Comparison.RunAsync(options.Rounds, () => CallAsync(proxy, options.Tasks), () => AskAsync(python, "tasks", options.Tasks));
            var calls = await Comparison.RunAsync(options.Rounds, () => MedianAsync(proxy), () => AskAsync(python, "calls", Calls));
            python.StandardInput.Close();
            await python.WaitForExitAsync();
            return
            [
                Figure.Compared(
                    string.Create(CultureInfo.InvariantCulture, $"tasks/s of {options.Tasks:N0}, {broker}"),
                    Comparison.Of(runs, seconds => options.Tasks / seconds),
                    "{0:N0}",
                    "Python's Executor"),
                Figure.Compared($"one call, {broker}", Comparison.Of(calls, static seconds => 1000 * seconds), "{0:0.00} ms", "Python's Executor"),
            ];
        });
    }

    private static async Task<bool> CanImportAsync()
    {
        using var python = Start(["-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('globus_compute_sdk') is None)"]);
        await python.WaitForExitAsync();
        return python.ExitCode == 0;
    }

    private static Process Start(string[] arguments) => Process.Start(
        new ProcessStartInfo(PythonInstallation.ConfiguredPath, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private static async Task<double> CallAsync(IEcho proxy, int tasks)
    {
        var usage = await Usage.OfAsync(() => Task.WhenAll(Enumerable.Range(0, tasks).Select(proxy.Nothing)));
        return usage.Time.TotalSeconds;
    }

    private static async Task<double> MedianAsync(IEcho proxy)
    {
        var seconds = new List<double>();
        for (var i = 0; i < Calls; i++)
        {
            seconds.Add(await CallAsync(proxy, 1));
        }

        return Comparison.Median(seconds);
    }

    private static async Task<double> AskAsync(Process python, string kind, int count)
    {
        await python.StandardInput.WriteLineAsync($"{kind} {count}");
        return double.Parse(await ReadAsync(python), CultureInfo.InvariantCulture);
    }

    private static async Task<string> ReadAsync(Process python) =>
        await python.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("Python's Executor has ended; its error output says why.");
}
