namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Large arguments.</summary>
internal static class TextPayloads
{
    private const int Count = 100;
    private const int Size = 1 << 20;

    public static FigureSet Set { get; } = new(
        "payloads",
        "Large arguments",
        "100 calls with a text of 1 MiB each, over the built-in broker. The comparator writes each body from the same texts with System.Text.Json and posts it.",
        static async options =>
        {
            await using var echo = await EchoProcess.StartAsync();
            await using var client = echo.CreateClient();
            await using var executor = client.CreateExecutor(EchoFunction.Endpoint);
            var proxy = executor.CreateProxy<IEcho>();
            await using var raw = await RawClient.ConnectAsync(echo);
            string[] texts = [.. Enumerable.Range(0, Count).Select(static i => i.ToString("D7", System.Globalization.CultureInfo.InvariantCulture) + new string('x', Size - 7))];
            var results = await Comparison.RunAsync(
                options.Rounds,
                () => Usage.OfAsync(() => Task.WhenAll(texts.Select(proxy.Text))),
                () => Usage.OfAsync(() => raw.RunAsync(texts)));
            return
            [
                Figure.Compared("time", Comparison.Of(results, static usage => usage.Time.TotalMilliseconds), "{0:N0} ms", "HttpClient and RabbitMQ.Client"),
                Figure.Compared("allocated", Comparison.Of(results, static usage => usage.AllocatedBytes / 1048576.0), "{0:N1} MiB", "HttpClient and RabbitMQ.Client"),
            ];
        });
}
