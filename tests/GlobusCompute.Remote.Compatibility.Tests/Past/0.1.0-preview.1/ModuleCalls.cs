namespace Lab;

/// <summary>Runs every method of the interfaces that are written from a Python file.</summary>
public static class ModuleCalls
{
    public static async Task Interfaces_written_from_Python(LocalComputeService service, ComputeClient client)
    {
        await using var executor = client.CreateExecutor(service.EndpointId);
        var module = executor.CreateProxy<IModule>();
        var leaf = new Leaf("a") { Place = (1, 2), Below = [new Leaf("b", 2, Color.DarkGreen)] };
        var grown = (await module.Grow(leaf, by: 4)).Leaves["a"];
        Assert.Equal((5, Color.DarkGreen, (2.0, 1.0), Color.Red), (grown.Count, grown.Color, grown.Place, grown.Last));
        Assert.Equal(Color.DarkGreen, Assert.Single(grown.Colors));
        Assert.Equal(("b", Color.DarkGreen), (Assert.Single(grown.Below).Name, grown.Below[0].Color));
        Assert.Null(grown.Note);
        Assert.Equal((3.0, 2.0), await module.Later((2, 2)));
        Assert.Equal((double[])[2.0, 4.0], await module.Plain([1, 2]));
        var keys = await module.Unlock(new Keys { Access = Access.Read });
        Assert.Equal(Access.Read | Access.Write, keys.Access);
        Assert.Equal((1, Color.Red), Assert.Single(keys.Many!));
        Assert.Null(await module.MeasureLeaf(leaf));
    }

    public static async Task Interfaces_that_share_or_inherit_what_is_written(LocalComputeService service, ComputeClient client)
    {
        await using var executor = client.CreateExecutor(service.EndpointId);
        var part = executor.CreateProxy<IPartOfModule>();
        Assert.Null(await part.Measure(new Leaf("a")));
        Assert.Equal(1, await part.Measure(new Branch(new() { ["a"] = new Leaf("a") })));
        Assert.Equal(Access.Read | Access.Write, (await part.Unlock(new Keys())).Access);
        var more = executor.CreateProxy<IMoreOfModule>();
        Assert.Equal(1, await more.MeasureBranch(new Branch(new() { ["a"] = new Leaf("a") })));
        Assert.Equal((3.0, 2.0), await more.Later((2, 2)));
    }
}
