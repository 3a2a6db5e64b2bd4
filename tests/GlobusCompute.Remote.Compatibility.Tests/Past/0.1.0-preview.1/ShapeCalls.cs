namespace Lab;

/// <summary>Runs every method of the interfaces that are declared in unusual ways.</summary>
public static class ShapeCalls
{
    public static async Task Results_that_may_be_null(LocalComputeService service, ComputeClient client)
    {
        var nulls = client.CreateExecutor(service.EndpointId).CreateProxy<INulls>();
        Assert.Null(await nulls.Text(null));
        Assert.Equal("a", await nulls.Text("a"));
        Assert.Null(await nulls.Number(null));
        Assert.Null(await nulls.Deep(null));
        Assert.Null((await nulls.Deep(new() { ["a"] = null }))!["a"]);
        Assert.Null(await nulls.Oblivious(null));
        await Assert.ThrowsAsync<ResultDeserializationException>(() => nulls.Strict(null));
    }

    public static async Task Overloads_tuples_dynamic_and_defaults(LocalComputeService service, ComputeClient client)
    {
        await using var executor = client.CreateExecutor(service.EndpointId);
        var shapes = executor.CreateProxy<IShapes>();
        Assert.Equal(((int, string)[])[(1, "a"), (2, "b")], await shapes.Give([(1, "a"), (2, "b")]));
        Assert.Equal((int[])[1, 2], (await shapes.Give(new Dictionary<string, List<int[]>> { ["a"] = [[1, 2]] }))["a"].Single());
        Assert.Equal(new double[,] { { 1, 2 } }, await shapes.Give(new double[,] { { 1, 2 } }));
        var result = await shapes.Dynamic((object)1, [(object)"a"]);
        Assert.Equal("1, ['a']", ((object)result).ToString());
        Assert.Equal("3, {'first': 1, 'second': 'a'}", await shapes.Constructed(3, new(1, "a")));
        Assert.Equal("True, -1, 6, nan, \"'\", 'a\"\\n', None, 5, 7, None", await executor.CreateProxy<IDefaults>().Arrived());
    }

    public static async Task Interfaces_with_bases(LocalComputeService service, ComputeClient client)
    {
        await using var executor = client.CreateExecutor(service.EndpointId);
        var more = executor.CreateProxy<IMore>();
        Assert.Equal(4, await more.F(1));
        Assert.Equal(2, await ((IFirst)more).F(1));
        Assert.Equal(3, await ((ISecond)more).F(1));
        Assert.Null(await ((IGiving<string?>)more).Get(null));
        Assert.Equal(5, await ((IGiving<int>)more).Get(5));
        Assert.Equal(1, more.Ready);
        Assert.Equal(2, await ((IFirst)executor.CreateProxy<IBoth>()).F(1));
        Assert.Equal(2, await executor.CreateProxy<IFirst>().F(1));
    }

    public static async Task Internal_nested_obsolete_and_oddly_named_interfaces(LocalComputeService service, ComputeClient client)
    {
        await using var executor = client.CreateExecutor(service.EndpointId);
        Assert.Equal("outer", await executor.CreateProxy<IWork>().Run());
        Assert.Equal("nested", await executor.CreateProxy<Outside.IWork>().Run());
        var odd = executor.CreateProxy<@class.@event.@interface>();
        Assert.Equal("1, 'a'", await odd.@class(1, "a"));
        Assert.Equal("1, 2, 3, 4, 5", await odd.Go(1, 2, 3, 4, 5));
        Assert.Equal(6, await odd.Größe(6));
#pragma warning disable CS0612, CS0618
        var old = executor.CreateProxy<IOld>();
        Assert.Equal(new Old(7), await old.Give(new Old(7)));
        Assert.Equal(8, await old.GiveOn(8));
#pragma warning restore CS0612, CS0618
    }
}
