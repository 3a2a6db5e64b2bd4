using System.Text.Json;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>An app with a local service whose workers are busy. It tells their process ids and waits to be killed.</summary>
internal static class VictimApp
{
    public const string Argument = "--victim";

    public static async Task<int> RunAsync(string[] sources)
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = sources.Length });
        using var api = new Api(service);
        var ids = new List<Guid>();
        foreach (var source in sources)
        {
            ids.AddRange(await api.SubmitAsync(await api.RegisterSourceAsync("f", source), [Api.NoArguments]));
        }

        await api.ReachAsync(ids, "running");
        Console.WriteLine(JsonSerializer.Serialize(new Report(service.WorkerProcessIds, service.TaskFolder)));
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public sealed record Report(IReadOnlyList<int> ProcessIds, string Folder);
}
