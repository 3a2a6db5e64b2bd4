using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Work of a process that has just been started, told to the parent in one line.</summary>
internal static class FirstResult
{
    /// <param name="kind">"library", "raw", "local" or "nothing".</param>
    /// <param name="url">The address of the echo service.</param>
    public static async Task RunAsync(string kind, string url)
    {
        switch (kind)
        {
            case "library":
                await using (var client = new EchoProcess(new Uri(url)).CreateClient())
                {
                    await client.CreateExecutor(EchoFunction.Endpoint).CreateProxy<IEcho>().Nothing(1);
                    Report();
                }

                break;
            case "raw":
                await using (var raw = await RawClient.ConnectAsync(new EchoProcess(new Uri(url))))
                {
                    Report();
                }

                break;
            case "local":
                await using (var local = await LocalComputeService.StartAsync())
                {
                    Report();
                    await using var client = local.CreateClient();
                    await client.CreateExecutor(local.EndpointId).CreateProxy<IAdder>().AddRemotely(1, 2);
                    Report();
                }

                break;
            default:
                Report();
                break;
        }
    }

    private static void Report()
    {
        using var self = Process.GetCurrentProcess();
        var assemblies = AppDomain.CurrentDomain.GetAssemblies();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(DateTime.Now - self.StartTime).TotalMilliseconds} {JitInfo.GetCompilationTime().TotalMilliseconds} {JitInfo.GetCompiledMethodCount()} {assemblies.Length}"));
        if (Environment.GetEnvironmentVariable("BENCHMARK_ASSEMBLIES") is not null)
        {
            Console.Error.WriteLine(string.Join(' ', assemblies.Select(static assembly => assembly.GetName().Name).Order()));
        }
    }
}
