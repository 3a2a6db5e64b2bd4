namespace GlobusCompute.Remote.Benchmarks;

/// <summary>The echo service as a process of its own, so that its processor time and memory are not those of the client that is measured.</summary>
internal static class EchoCommand
{
    /// <param name="broker">The address of a RabbitMQ node, or "built-in".</param>
    public static async Task RunAsync(string broker)
    {
        await using var service = await EchoService.StartAsync(
            broker == EchoProcess.BuiltIn ? new BuiltInBroker() : await RabbitPublisher.ConnectAsync(broker));
        Console.WriteLine(service.Url);

        // Whoever started it holds its standard input, and closes it at the latest by ending.
        await Console.In.ReadToEndAsync();
    }
}
