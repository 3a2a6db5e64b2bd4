using System.Text.Json;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>A console app with a local service in it that has no handlers of signals: Ctrl-C and SIGTERM end it, as they end any console app.</summary>
internal static class PlainApp
{
    public const string Argument = "--plain";

    public static async Task<int> RunAsync()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1 });
        Console.WriteLine(JsonSerializer.Serialize(service.WorkerProcessIds));
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
