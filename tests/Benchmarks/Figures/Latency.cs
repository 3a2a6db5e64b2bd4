using System.Diagnostics;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>One call after another.</summary>
internal static class Latency
{
    private const int Calls = 1000;

    public static FigureSet Set { get; } = new(
        "latency",
        "Latency",
        "One call after another, 1,000 a round: from the call to its result. The comparator posts a ready-made body and waits for the message.",
        options => Brokers.OverBothAsync((echo, broker, _) => MeasureAsync(echo, broker, options.Rounds)));

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(EchoProcess echo, string broker, int rounds)
    {
        await using var client = echo.CreateClient();
        await using var executor = client.CreateExecutor(EchoFunction.Endpoint);
        var proxy = executor.CreateProxy<IEcho>();
        await using var raw = await RawClient.ConnectAsync(echo);
        var results = await Comparison.RunAsync(rounds, () => TimesAsync(() => proxy.Nothing(1)), () => TimesAsync(raw.RunOneAsync));
        return
        [
            Figure.Compared($"median, {broker}", Comparison.Of(results, times => Percentile.Of(times, 0.5)), "{0:0.000} ms", "RabbitMQ.Client alone"),
            Figure.Compared($"99th percentile, {broker}", Comparison.Of(results, times => Percentile.Of(times, 0.99)), "{0:0.000} ms", "RabbitMQ.Client alone"),
        ];
    }

    private static async Task<double[]> TimesAsync(Func<Task> call)
    {
        var times = new double[Calls];
        for (var i = 0; i < Calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await call();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times;
    }
}
