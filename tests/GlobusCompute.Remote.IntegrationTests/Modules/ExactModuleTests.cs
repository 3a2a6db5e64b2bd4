using System.Numerics;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Modules;

/// <summary>Values arrive as the type that the annotation names: the functions look at types, dtypes and signs.</summary>
public sealed class ExactModuleTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private readonly IExact _exact = fixture.Executor.CreateProxy<IExact>();

    [Fact]
    public async Task Three_is_an_int_and_three_point_zero_a_float()
    {
        Assert.Equal("int 3", await _exact.Steps(3));
        Assert.Equal("float 3.0", await _exact.Steps(3.0));
        Assert.Equal("NoneType", await _exact.StepsOrNone());
        Assert.Equal("int", await _exact.StepsOrNone(1));
        Assert.Equal("float", await _exact.StepsOrNone(1.0));
        Assert.Equal("int", await _exact.StepsOrText(1));
        Assert.Equal("float", await _exact.StepsOrText(1.0));
        Assert.Equal("str", await _exact.StepsOrText("a"));
        Assert.Equal("bool", await _exact.FlagOrNumber(true));
        Assert.Equal("int", await _exact.FlagOrNumber(1));
        Assert.Equal("float", await _exact.FlagOrNumber(1.0));
        Assert.Equal("float", await _exact.EitherScalar(1.0));
        Assert.Equal("float32", await _exact.EitherScalar(1f));
    }

    [Fact]
    public async Task Zero_keeps_its_sign()
    {
        Assert.Equal(-1, await _exact.Sign(-0.0));
        Assert.Equal(1, await _exact.Sign(0.0));
        Assert.Equal((double[])[-1, 1], await _exact.Signs([-0.0, 0.0]));
        Assert.Equal((double[])[-1, 1], await _exact.ArraySigns([-0.0, 0.0]));
        Assert.True(double.IsNegative(await _exact.Zero()));
    }

    [Fact]
    public async Task Arrays_have_the_dtype_of_the_annotation_there_and_back()
    {
        Assert.Equal((bool[])[false, true], await _exact.Bools([true, false]));
        Assert.Equal((sbyte[])[127, -128], await _exact.Int8s([-128, 127]));
        Assert.Equal((short[])[2, -1], await _exact.Int16s([-1, 2]));
        Assert.Equal((int[])[2, -1], await _exact.Int32s([-1, 2]));
        Assert.Equal((long[])[long.MaxValue, -1], await _exact.Int64s([-1, long.MaxValue]));
        Assert.Equal((byte[])[255, 1], await _exact.Uint8s([0, 255]));
        Assert.Equal((ushort[])[65535, 1], await _exact.Uint16s([1, 65535]));
        Assert.Equal((uint[])[uint.MaxValue, 1], await _exact.Uint32s([1, uint.MaxValue]));
        Assert.Equal((ulong[])[ulong.MaxValue, 1], await _exact.Uint64s([1, ulong.MaxValue]));
        Assert.Equal((Half[])[(Half)0.5, (Half)1], await _exact.Float16s([(Half)1, (Half)0.5]));
        Assert.Equal((float[])[0.1f, 1], await _exact.Float32s([1, 0.1f]));
        Assert.Equal((float[])[0.1f, 1], await _exact.Singles([1, 0.1f]));
        Assert.Equal((Complex[])[new(2, 0), new(1, -1)], await _exact.Complex64s([new(1, -1), new(2, 0)]));
        Assert.Equal(1, await _exact.Longs([1.5]));
        Assert.Equal(1, await _exact.Instants([new DateTime(2026, 1, 2, 3, 4, 5)]));
    }

    [Fact]
    public async Task Empty_arrays_and_those_among_lists_have_their_dtype_too()
    {
        Assert.Empty(await _exact.Bools([]));
        Assert.Empty(await _exact.Float32s([]));
        Assert.Empty(await _exact.Complex64s([]));
        Assert.Equal(3, await _exact.Listed([1, 2], ["a"]));
        Assert.Equal(1, await _exact.Listed([], [], [1]));
        Assert.Equal(2, await _exact.NestedArrays([[1, 2], []]));
    }

    [Fact]
    public async Task Scalars_and_containers_are_of_the_class_that_is_named()
    {
        Assert.Equal(0.1f, await _exact.Scalar32(0.1f));
        Assert.Equal(ulong.MaxValue, await _exact.ScalarU64(ulong.MaxValue));
        Assert.Equal((sbyte[])[-128, 1], await _exact.Scalars([-128, 1], (true, 0.5)));
        Assert.Equal([1, 2], (await _exact.Frozen([1, 2])).Order());
        Assert.Equal((byte[])[7, 1], await _exact.Buffer([7]));
        Assert.Equal((byte[])[7], await _exact.View([7]));
        Assert.Equal(2, (await _exact.Ordered(new() { ["a"] = 1, ["b"] = 2 }))["b"]);
        Assert.Equal(1, await _exact.Defaulting(new() { ["a"] = 1 }));
    }

    [Fact]
    public async Task Aliases_are_the_types_that_they_stand_for()
    {
        Assert.Equal(5, await _exact.Norm([3, 4]));
        Assert.Equal((double[][])[[2], [1]], await _exact.Rows([[1], [2]]));
        Assert.Equal("hello x", await _exact.Greet("x"));
        Assert.Equal("[1, None]", await _exact.AsJson(new object?[] { 1, null }));
        Assert.Equal(2, (await _exact.Move(new Spot(1))).X);
    }

    [Fact]
    public async Task None_as_a_default_may_be_given_whatever_the_annotation_says()
    {
        Assert.Equal(0, await _exact.MaybeSpot());
        Assert.Equal(0, await _exact.MaybeSpot(null, y: null));
        Assert.Equal(4, await _exact.MaybeSpot(new Spot(1), y: [new Spot(2), new Spot(3)], z: new Spot(4)));
        Assert.Equal(3, (await _exact.Chain(new Spot(1, new Spot(3)))).Next!.Next!.X);
    }

    [Fact]
    public async Task Whatever_can_be_walked_through_comes_as_its_items()
    {
        Assert.Equal((long[])[0, 1], await _exact.Count(2));
        Assert.Equal((string[])["0", "1"], await _exact.Generated(2));
        Assert.Equal([0, 1], (await _exact.Walked(2)).Select(spot => spot.X));
        Assert.Equal((double[])[0, 1], await _exact.Sequence(2));
        Assert.Equal((long[])[0, 1], await _exact.Collection(2));
        Assert.Equal([(0, "0")], await _exact.Iterable(1));
        Assert.Equal((long[])[0, 1], await _exact.Streamed(2));
        Assert.Equal([0, 1], (await _exact.Opened(2)).Select(spot => spot.X));
        Assert.Null(await _exact.MaybeIterator(0));
        Assert.Equal((long[])[0], await _exact.MaybeIterator(1));
        Assert.Equal((long[][])[[], [0]], await _exact.Groups(2));
        Assert.Equal(6, await _exact.Pull([5, 6]));
    }

    [Fact]
    public async Task What_only_type_checkers_see_has_no_method()
    {
        Assert.Equal(1, await _exact.Shown(1));
        Assert.DoesNotContain(typeof(IExact).GetMethods(), method => method.Name == "Hidden");
    }
}
