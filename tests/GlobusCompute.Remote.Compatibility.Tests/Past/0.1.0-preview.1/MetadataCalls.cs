namespace Lab;

/// <summary>Runs every method of the interfaces that say where JSON metadata comes from.</summary>
public static class MetadataCalls
{
    private static readonly Sample s_sample = new("ore", [1, 2]);

    public static async Task Metadata_by_context_and_by_reflection_under_every_naming(LocalComputeService service, ComputeClient client)
    {
        await using var executor = client.CreateExecutor(service.EndpointId);
        Assert.Equal("{'sample_name': 'ore', 'counts': [1, 2]}", await executor.CreateProxy<IByContext>().Arrived(s_sample));
        Assert.Equal("{'SampleName': 'ore', 'Counts': [1, 2]}", await executor.CreateProxy<IByContextAndNaming>().Arrived(s_sample));
        Assert.Equal("{'sample_name': 'ore', 'counts': [1, 2]}", await executor.CreateProxy<IByReflection>().Arrived(s_sample));
        Assert.Equal("{'sampleName': 'ore', 'counts': [1, 2]}", await executor.CreateProxy<IByReflectionAndNaming>().Arrived(s_sample));
        Assert.Equal("[1, 2]", await executor.CreateProxy<IByNaming>().Arrived([1, 2]));
    }

    public static async Task Results_of_the_apps_own_types(LocalComputeService service, ComputeClient client)
    {
        var given = await client.CreateExecutor(service.EndpointId).CreateProxy<IByContext>().Give(s_sample);
        Assert.Equal((s_sample.SampleName, s_sample.Counts.Sum()), (given.SampleName, given.Counts.Sum()));
    }
}
