using GlobusCompute.Remote.TestFixtures;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>The brokers over which a figure is measured: the built-in one, and RabbitMQ where it is installed.</summary>
internal static class Brokers
{
    public static async Task<IReadOnlyList<Figure>> OverBothAsync(Func<EchoProcess, string, bool, Task<IReadOnlyList<Figure>>> measure)
    {
        var figures = new List<Figure>();
        await using (var echo = await EchoProcess.StartAsync())
        {
            figures.AddRange(await measure(echo, "built-in broker", true));
        }

        figures.AddRange(await OverRabbitMqAsync((echo, broker) => measure(echo, broker, false)));
        return figures;
    }

    public static async Task<IReadOnlyList<Figure>> OverRabbitMqAsync(Func<EchoProcess, string, Task<IReadOnlyList<Figure>>> measure)
    {
        try
        {
            await using var node = new RabbitMqNode();
            await node.StartAsync();
            await using var echo = await EchoProcess.StartAsync(node.Uri.ToString());
            return await measure(echo, "RabbitMQ");
        }
        catch (Exception e) when (e is RabbitMqException or PlatformNotSupportedException)
        {
            return [new Figure("RabbitMQ", null, "not measured", e.Message.Split('\n')[0])];
        }
    }
}
