using GlobusCompute.Remote;
using GlobusCompute.Remote.LocalService;

await using var local = await LocalComputeService.StartAsync();
await using var client = local.CreateClient();
await using var executor = client.CreateExecutor(local.EndpointId);
Console.WriteLine($"The area is {await executor.CreateProxy<IGeometry>().Area(6, 7)}.");

internal interface IGeometry
{
    [ComputeFunction(File = "lab/geometry.py")]
    ComputeFuture<double> Area(int width, int height);
}
