namespace Lab;

/// <summary>Runs every method of <see cref="IFormats"/>.</summary>
public static class FormatCalls
{
    public static async Task Values_travel_in_their_format(LocalComputeService service, ComputeClient client)
    {
        var formats = client.CreateExecutor(service.EndpointId).CreateProxy<IFormats>();
        Assert.Equal(new Degrees(22.5), await formats.Half(new Degrees(45)));
    }
}
