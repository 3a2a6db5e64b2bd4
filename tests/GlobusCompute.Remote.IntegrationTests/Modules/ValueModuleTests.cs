using System.Numerics;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Modules;

/// <summary>Values of every annotation, through an interface that was written from Python, to Python and back.</summary>
public sealed class ValueModuleTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private readonly IValues _values = fixture.Executor.CreateProxy<IValues>();

    [Fact]
    public async Task Scalars_arrive_as_what_they_are()
    {
        Assert.False(await _values.Negate(true));
        Assert.Equal(9007199254740994, await _values.Increment(9007199254740993));
        Assert.Equal(0.5, await _values.Half(1));
        Assert.True(await _values.IsNan(double.NaN));
        Assert.Equal(double.NegativeInfinity, await _values.Infinite(true));
        Assert.Equal(new Complex(1, -2), await _values.Conjugate(new Complex(1, 2)));
        Assert.Equal("😀é\n", await _values.Reverse("\né😀"));
        Assert.Equal((byte[])[255, 0, 127], await _values.Invert([0, 255, 128]));
    }

    [Fact]
    public async Task Lists_and_tuples_arrive_as_lists_and_tuples()
    {
        Assert.Equal(6.5, await _values.Total([1, 2.5, 3]));
        Assert.Equal((long[][])[[1, 3], [2, 4]], await _values.Transpose([[1, 2], [3, 4]]));
        Assert.Equal(("a", 1), await _values.Pair((1, "a")));
        Assert.Equal(((2.5, "a"), 1), await _values.Deep((1, ("a", 2.5))));
        Assert.Equal((long[])[3, 2, 1], await _values.Spread([1, 2, 3]));
        Assert.Equal(3, await _values.Pairs([[1, 2], [3]]));
        Assert.Equal((long[])[8], await _values.Single([4]));
        Assert.Equal("three", await _values.Longest(["a", "three"]));
        Assert.Equal((long[])[0, 1, 4], await _values.Squares(3));
    }

    [Fact]
    public async Task Sets_and_dictionaries_keep_the_types_of_their_keys()
    {
        Assert.Equal([2, 4], (await _values.Evens([1, 2, 3, 4])).Order());
        Assert.Equal((string[])["a", "b"], await _values.Names(["b", "a"]));
        Assert.Equal(2, await _values.Dates([new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 2)]));
        Assert.Equal(3.0, (await _values.ScaleAll(new() { ["a"] = 1.5 }, 2))["a"]);
        Assert.Equal("x", (await _values.ByNumber(new() { [1] = "x" }))[2]);
        Assert.Equal("{(2, 1): 0.5}", (await _values.ByPair(new() { [(1, 2)] = 0.5 })).ToString());
        Assert.Equal((1, 2), await _values.FirstKey(new() { [(1, 2)] = 0.5 }));
        Assert.Equal(7, (await _values.ByDay(new() { [new DateOnly(2026, 12, 31)] = 7 }))[new DateOnly(2027, 1, 1)]);
        Assert.Equal(2, (await _values.Nested(new() { ["a"] = [new() { ["b"] = 1 }] }))["a"][0]["b"]);
        Assert.Equal((string[])["a", "b"], await _values.Keys(new() { ["b"] = 1, ["a"] = 2 }));
    }

    [Fact]
    public async Task None_is_null_on_both_sides()
    {
        Assert.Null(await _values.Maybe(null));
        Assert.Equal(2, await _values.Maybe(1));
        Assert.Null(await _values.MaybeText());
        Assert.Equal("A", await _values.MaybeText("a"));
        Assert.Equal((double?[])[-1, null], await _values.MaybeList([1, null]));
        Assert.Null(await _values.MaybeList(null));
        await _values.Nothing();
        Assert.True((await _values.GivesNone()).IsNone);
    }

    [Fact]
    public async Task A_union_takes_each_of_its_types_and_gives_whatever_came()
    {
        Assert.Equal("int 1", await _values.Describe(1));
        Assert.Equal("str a", await _values.Describe("a"));
        Assert.Equal("NoneType float", await _values.DescribeOr());
        Assert.Equal("str list", await _values.DescribeOr("a", [1.5]));
        Assert.Equal("int float", await _values.DescribeOr(3, 1.5));
        Assert.Equal(3.0, await _values.Number(3));
        Assert.Equal("'a'", (await _values.Either(true)).ToString());
        Assert.Equal("1", (await _values.Either(false)).ToString());
        Assert.Equal("exact", await _values.Mode());
        Assert.Equal("fast", await _values.Mode("exact"));
        Assert.Equal(1, await _values.Level(2));
    }

    [Fact]
    public async Task Times_decimals_and_ids_keep_their_types()
    {
        Assert.Equal(new DateOnly(2028, 2, 29), await _values.Tomorrow(new DateOnly(2028, 2, 28)));
        Assert.Equal(new DateTime(2026, 1, 2, 0, 0, 1), await _values.Later(new DateTime(2026, 1, 1), TimeSpan.FromSeconds(86401)));
        Assert.Equal(new TimeOnly(12, 30), await _values.Noon(new TimeOnly(3, 30)));
        Assert.Equal(TimeSpan.FromHours(36), await _values.Between(new DateTime(2026, 1, 1), new DateTime(2026, 1, 2, 12, 0, 0)));
        Assert.Equal(0.30m, await _values.Exact(0.10m));
        var id = Guid.NewGuid();
        Assert.Equal(id, await _values.SameId(id));
    }

    [Fact]
    public async Task What_Python_does_not_say_may_be_anything()
    {
        Assert.Equal("[1, 'a', None]", (await _values.Anything(new object?[] { 1, "a", null })).ToString());
        Assert.Equal("dict", await _values.SomeObject(new Dictionary<string, int>()));
        Assert.Equal("[True, 2]", (await _values.Bare(true)).ToString());
        Assert.Equal("['x', 3]", (await _values.Bare("x", 3)).ToString());
    }
}
