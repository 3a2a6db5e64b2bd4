using System.Globalization;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Tasks a second, with what each costs.</summary>
internal static class Throughput
{
    /// <summary>As many calls as a client takes before they are sent, by default.</summary>
    private const int MostAtOnce = 1_000_000;

    public static FigureSet Set { get; } = new(
        "calls",
        "Throughput",
        "Calls of a function that returns None, all made at once and awaited. The comparator posts ready-made bodies with 1,000 tasks, four at a time, and counts the "
        + "messages with a consumer of RabbitMQ.Client, which acknowledges 500 together. `--tasks N` sets the number of tasks.",
        options => Brokers.OverBothAsync((echo, broker, isBuiltIn) => MeasureAsync(echo, broker, options.Rounds, isBuiltIn ? Math.Min(4 * options.Tasks, MostAtOnce) : options.Tasks)));

    /// <summary>Gets the same with ten times the tasks, where the comparator is RabbitMQ's speed alone.</summary>
    public static FigureSet LongSet { get; } = new(
        "long",
        "Throughput of a long run",
        "The same with ten times the tasks, over RabbitMQ.",
        options => Brokers.OverRabbitMqAsync((echo, broker) => MeasureAsync(echo, broker, options.Rounds, Math.Min(10 * options.Tasks, MostAtOnce))));

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(EchoProcess echo, string broker, int rounds, int tasks)
    {
        await using var client = echo.CreateClient();
        await using var executor = client.CreateExecutor(EchoFunction.Endpoint);
        var proxy = executor.CreateProxy<IEcho>();
        await using var raw = await RawClient.ConnectAsync(echo);
        var results = await Comparison.RunAsync(rounds, () => Usage.OfAsync(() => CallAsync(proxy, tasks)), () => Usage.OfAsync(() => raw.RunAsync(tasks)));
        Figure Each(string name, Func<Usage, double> figure, string format) =>
            Figure.Compared($"{name}, {broker}", Comparison.Of(results, figure), format, "RabbitMQ.Client alone");
        return
        [
            Each(string.Create(CultureInfo.InvariantCulture, $"tasks/s of {tasks:N0}"), usage => tasks / usage.Time.TotalSeconds, "{0:N0}"),
            Each("processor time a task", usage => usage.Processor.TotalMicroseconds / tasks, "{0:0.0} µs"),
            Each("allocated a task", usage => usage.AllocatedBytes / (double)tasks, "{0:N0} B"),
            Figure.Alone(
                $"contended locks for 100,000 tasks, {broker}",
                Comparison.Median([.. results.Select(round => round.Library.Contentions * 100_000.0 / tasks)]),
                "{0:N0}",
                $"{Comparison.Median([.. results.Select(round => round.Other.Contentions * 100_000.0 / tasks)]):N0}"),
        ];
    }

    private static Task CallAsync(IEcho proxy, int tasks)
    {
        var futures = new Task[tasks];
        for (var i = 0; i < tasks; i++)
        {
            futures[i] = proxy.Nothing(i);
        }

        return Task.WhenAll(futures);
    }
}
