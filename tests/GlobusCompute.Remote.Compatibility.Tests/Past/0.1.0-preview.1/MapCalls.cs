using GlobusCompute.Remote.Mapping;

namespace Lab;

/// <summary>Runs every method of <see cref="IMaps"/>.</summary>
public static class MapCalls
{
    public static async Task Maps_over_sequences(LocalComputeService service, ComputeClient client)
    {
        var maps = Maps(service, client);
        Assert.Equal((string[])["2.0 m", "8.0 m"], await maps.Areas([1, 2], 2.0).WhenAll());
        Assert.Equal((string[])["1.0 m", "4.0 m", "9.0 m"], await maps.Areas([1, 2, 3], 1.0, new ComputeMapOptions { ChunkSize = 2, MaxInFlight = 1 }).WhenAll());
        Assert.Equal((string?[])["4.0 km"], await maps.AreasOf([2], null, "km", CancellationToken.None).WhenAll());
        Assert.Equal((string?[])["12.0 km"], await maps.AreasOf([2], 3, "km", CancellationToken.None).WhenAll());
        Assert.Equal((string[])["a1=7!?", "aNone=8!?"], await maps.Labels("a", ["1", null], [7, 8, 9], null, CancellationToken.None, "!", "?").WhenAll());
    }

    public static async Task Maps_over_streams(LocalComputeService service, ComputeClient client)
    {
        var items = new List<ComputeMapItem<string>>();
        await foreach (var item in Maps(service, client).AreasOfStream(Radii(), new ComputeMapOptions { Order = ComputeMapOrder.Completion }))
        {
            items.Add(item);
        }

        Assert.Equal((string[])["1.0 m", "4.0 m"], items.OrderBy(item => item.Index).Select(item => item.Value));
    }

    public static async Task Maps_over_types_of_the_app(LocalComputeService service, ComputeClient client)
    {
        var maps = Maps(service, client);
        Assert.Equal((double[])[5.0, 13.0], await maps.Norms(new Queue<Point>([new(3, 4), new(5, 12)])).WhenAll());
        Assert.Equal((double[])[5.0], await maps.Lengths([(3, 4)]).WhenAll());
    }

    private static async IAsyncEnumerable<double> Radii()
    {
        yield return 1;
        await Task.Yield();
        yield return 2;
    }

    private static IMaps Maps(LocalComputeService service, ComputeClient client) => client.CreateExecutor(service.EndpointId).CreateProxy<IMaps>();
}
