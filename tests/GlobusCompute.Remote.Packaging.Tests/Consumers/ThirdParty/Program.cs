using GlobusCompute.Remote;
using GlobusCompute.Remote.LocalService;
using ThirdParty;

await using var local = await LocalComputeService.StartAsync();
await using var client = local.CreateClient();
await using var executor = client.CreateExecutor(local.EndpointId);
var mirrored = await executor.CreateProxy<IPictures>().Mirror(new Bitmap(4, [0b1000_1100]));
Console.WriteLine($"{mirrored.Width} {mirrored.Bits[0]:b8}");

internal interface IPictures
{
    [ComputeFunction(Source = "def mirror(picture: list[str]) -> list[str]:\n    return [row[::-1] for row in picture]\n")]
    ComputeFuture<Bitmap> Mirror(Bitmap picture);
}
