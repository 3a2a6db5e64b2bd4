using GlobusCompute.Remote;
using GlobusCompute.Remote.Settings;
using Microsoft.Extensions.Configuration;
using NativeAot;

if (args is not [var url, var endpoint] || !Uri.TryCreate(url, UriKind.Absolute, out var service) || !Guid.TryParse(endpoint, out var endpointId))
{
    Console.Error.WriteLine($"usage: NativeAot SERVICE-URL ENDPOINT-ID, with an access token in {ComputeAccessTokenCredential.EnvironmentVariable}");
    return 2;
}

using var file = typeof(IPeaks).Assembly.GetManifestResourceStream("appsettings.json")!;
var configuration = new ConfigurationBuilder().AddJsonStream(file).Build().GetSection("GlobusCompute");
await using var client = new ComputeClient(new ComputeClientOptions(configuration.Get<ComputeClientSettings>()!) { ServiceUrl = service });
await using var executor = client.CreateExecutor(endpointId, new ComputeExecutorOptions(configuration.GetSection("Executor").Get<ComputeExecutorSettings>()!));
var spectra = executor.CreateProxy<ISpectra>();

var sodium = new Spectrum("Na", [new(588.995, 80000), new(589.592, 40000), new(819.482, 600)]);
var strongest = spectra.StrongestLine(sodium);
var none = spectra.StrongestLine(sodium, threshold: 1e6);
var shifted = spectra.Calibrate(sodium, shift: 1e-3);
var bounds = await spectra.Bounds([.. sodium.Lines.Select(line => line.Wavelength)]);

Console.WriteLine($"strongest: {(await strongest)!.Wavelength} nm");
Console.WriteLine($"above a million counts: {(await none is null ? "none" : "some")}");
Console.WriteLine($"shifted: {(await shifted).Lines[0].Wavelength:F3} nm");
Console.WriteLine($"from {bounds.Low} to {bounds.High} nm");
Console.WriteLine($"total: {await spectra.TotalIntensity([.. sodium.Lines])} counts");
try
{
    await spectra.Calibrate(sodium, shift: -2);
}
catch (TaskExecutionFailedException e)
{
    Console.WriteLine($"{e.RemoteType}: {e.RemoteMessage}");
}

var peaks = executor.CreateProxy<IPeaks>();
var curve = await peaks.FindPeaks(new Curve([(0, 1), (1, 5), (2, 2), (3, 9), (4, 0)]) { Comment = "a test" }, threshold: 4, shape: Shape.Lorentzian);
Console.WriteLine($"{curve.Peaks.Length} peaks in {curve.Comment}, the highest at {(await peaks.Highest(curve.Peaks))!.Position}; without any: {await peaks.Highest([]) is null}");
Console.WriteLine($"cropped to {(await peaks.Crop(curve, new Window(0, 2))).Peaks.Length} and {(await peaks.Crop(curve, curve.Peaks[1])).Points.Length} points");
foreach (var (shape, heights) in await peaks.ByShape([.. curve.Peaks, new Peak(7, 3)]))
{
    Console.WriteLine($"{shape}: {string.Join(", ", heights)}");
}

return 0;
