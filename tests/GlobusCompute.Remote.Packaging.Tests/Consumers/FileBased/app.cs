#:package GlobusCompute.Remote.LocalService@$(PackedVersion)
using GlobusCompute.Remote;
using GlobusCompute.Remote.LocalService;

await using var local = await LocalComputeService.StartAsync();
await using var client = local.CreateClient();
await using var executor = client.CreateExecutor(local.EndpointId);
var fit = await executor.CreateProxy<IAnalysis>().Fit([new(1, 2), new(3, 4)]);
Console.WriteLine($"The slope is {fit.Slope}.");
Console.WriteLine($"The area is {await executor.CreateProxy<IGeometry>().Area(6, 7)}.");

internal sealed record Reading(double X, double Y);

internal sealed record LineFit(double Slope, string FittedBy);

internal interface IAnalysis
{
    [ComputeFunction(Source = "def fit(readings): return {'slope': len(readings), 'fitted_by': 'me'}")]
    ComputeFuture<LineFit> Fit(Reading[] readings);
}

[ComputeModule("geometry.py")]
internal partial interface IGeometry;
