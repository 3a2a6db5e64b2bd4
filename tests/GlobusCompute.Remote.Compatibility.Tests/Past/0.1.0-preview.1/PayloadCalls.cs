using System.Numerics;
using GlobusCompute.Remote.Serialization;

namespace Lab;

/// <summary>Runs every method of <see cref="IValues"/> and <see cref="IArrays"/>.</summary>
public static class PayloadCalls
{
    public static async Task Arguments_travel_in_the_format_of_their_types(LocalComputeService service, ComputeClient client)
    {
        var values = client.CreateExecutor(service.EndpointId).CreateProxy<IValues>();
        Assert.Equal("b'\\x00\\xff', Decimal('1.50'), (1, 'a'), day=datetime.date(2026, 11, 24)", await values.Pickled([0, 255], 1.50m, (1, "a"), new DateOnly(2026, 11, 24)));
        Assert.Equal("1, set={2}", await values.PickledByKeyword(1, [2]));
        Assert.Equal("'2026-11-24', pair=[1, 'a']", await values.AsJson(new DateOnly(2026, 11, 24), (1, "a")));
        Assert.Equal("{1, 2}", await values.Whatever(new HashSet<int> { 1, 2 }));
        Assert.Equal("[1, None]", await values.Whatever(new object?[] { 1, null }));
        Assert.Equal(new Complex(1, 2), await values.Give(new Complex(1, 2)));
    }

    public static async Task Results_come_in_the_format_that_was_asked_for(LocalComputeService service, ComputeClient client)
    {
        var values = client.CreateExecutor(service.EndpointId).CreateProxy<IValues>();
        Assert.Equal((double[])[0, 0.5, 1], await values.Ramp(3));
        Assert.Equal(PythonKind.List, (await values.PairAsJson(3)).Kind);
        Assert.Equal(PythonKind.Tuple, (await values.PairAsPickle(3)).Kind);
        Assert.Equal((3, "3"), await values.Pair(3));
    }

    public static async Task Arrays_become_those_of_numpy(LocalComputeService service, ComputeClient client)
    {
        var arrays = client.CreateExecutor(service.EndpointId).CreateProxy<IArrays>();
        Assert.Equal("ndarray:float32[3], ndarray:float64[1, 2]", await arrays.SortOf([1, 2, 3], new double[,] { { 1, 2 } }));
        Assert.Equal("list:[]", await arrays.SortOfList([1, 2, 3]));
    }
}
