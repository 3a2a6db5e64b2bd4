using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Results without a stream.</summary>
internal static class Polling
{
    public static FigureSet Set { get; } = new(
        "polling",
        "Polling",
        "The same calls by a client that polls instead of streaming, as where AMQP is blocked; without a request budget. Beside it the same client with a stream from the built-in broker.",
        static async options =>
        {
            await using var echo = await EchoProcess.StartAsync();
            await using var streaming = echo.CreateClient();
            await using var polling = echo.CreateClient(static settings =>
            {
                settings.Delivery = ComputeDelivery.Poll;
                settings.PollInterval = TimeSpan.FromMilliseconds(5);
            });
            await using var streamed = streaming.CreateExecutor(EchoFunction.Endpoint);
            await using var polled = polling.CreateExecutor(EchoFunction.Endpoint);
            var results = await Comparison.RunAsync(options.Rounds, () => CallAsync(polled, 2 * options.Tasks), () => CallAsync(streamed, 2 * options.Tasks));
            return
            [
                Figure.Compared("tasks/s", Comparison.Of(results, usage => 2 * options.Tasks / usage.Time.TotalSeconds), "{0:N0}", "by stream"),
                Figure.Compared("processor time a task", Comparison.Of(results, usage => usage.Processor.TotalMicroseconds / (2 * options.Tasks)), "{0:0.0} µs", "by stream"),
            ];
        });

    private static Task<Usage> CallAsync(ComputeExecutor executor, int tasks)
    {
        var proxy = executor.CreateProxy<IEcho>();
        return Usage.OfAsync(() => Task.WhenAll(Enumerable.Range(0, tasks).Select(proxy.Nothing)));
    }
}
