using System.Diagnostics;
using GlobusCompute.Remote;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Models;

namespace FromPython.Examples;

/// <summary>A process submits and is killed; another one, this one, collects the results.</summary>
internal static class Reload
{
    public const string Victim = "--victim";
    private const int Tasks = 20;

    // gce = Executor(task_group_id=known); futures = gce.reload_tasks()
    public static async Task RunAsync(Example example)
    {
        var taskGroupId = await SubmitInProcessThatDiesAsync(example.Local);

        await using var executor = example.Client.CreateExecutor(example.Local.EndpointId);
        var futures = await executor.ReloadTasksAsync<int>(taskGroupId);
        Console.WriteLine($"{futures.Count} tasks, sum of their results {(await Task.WhenAll(futures)).Sum()}");
    }

    /// <summary>What the other process does.</summary>
    public static async Task<int> SubmitAndStayAsync(string[] arguments)
    {
        var options = new ComputeClientOptions
        {
            ServiceUrl = new Uri(arguments[0]),
            Credential = new ComputeAccessTokenCredential(arguments[1]),
            Delivery = ComputeDelivery.Poll,
        };
        await using var client = new ComputeClient(options);
        await using var executor = client.CreateExecutor(Guid.Parse(arguments[2]));
        var functions = executor.CreateProxy<IFunctions>();
        ComputeFuture<int>[] futures = [.. Enumerable.Range(1, Tasks).Select(x => functions.SquareSlowly(x, seconds: 0.05))];
        await Task.WhenAll(futures.Select(future => future.Submitted));
        Console.WriteLine(executor.TaskGroupId);
        await Task.Delay(Timeout.Infinite);
        return 1;
    }

    private static async Task<Guid> SubmitInProcessThatDiesAsync(LocalComputeService local)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [.. Host(), Victim, local.Url.AbsoluteUri, local.Token, local.EndpointId.ToString()])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The process that submits ended before it had submitted.");
            return Guid.Parse(line);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    // Under "dotnet FromPython.dll" the program is the host, and the assembly its first argument.
    private static string[] Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Reload).Assembly.Location] : [];
}
