using System.Numerics;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Modules;

/// <summary>Parameters of every kind, and names that mean something in C#.</summary>
public sealed class ParameterModuleTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private readonly IParameters _functions = fixture.Executor.CreateProxy<IParameters>();

    [Fact]
    public async Task Positional_keyword_and_default_values_reach_their_parameters()
    {
        Assert.Equal("1 b", await _functions.Required(1, "b"));
        Assert.Equal(12, await _functions.KeywordOnly(1));
        Assert.Equal(15, await _functions.KeywordOnly(1, 5));
        Assert.Equal((long[])[1, 2, 3, 4], await _functions.Mixed(1, 3));
        Assert.Equal((long[])[1, 7, 3, 8], await _functions.Mixed(a: 1, c: 3, b: 7, d: 8));
        Assert.Equal("(True, -3, 1e-05, 'é\\n\"q\"', None)", await _functions.Defaults());
        Assert.Equal("(False, 1, 2.5, 'x', 4)", await _functions.Defaults(false, 1, 2.5, "x", 4));
        Assert.Equal((long[])[1, 5, 6], await _functions.Positional(1));
        Assert.Equal((long[])[1, 2, 3], await _functions.Positional(1, 2, 3));
    }

    [Fact]
    public async Task Defaults_that_only_Python_can_write_are_left_to_Python()
    {
        Assert.Equal("3.142 [1, 2] () 2", await _functions.OddDefaults());
        Assert.Equal("3.142 [7] () 2", await _functions.OddDefaults(b: [7]));
        Assert.Equal("1.000 [1, 2] (4, 5) 9", await _functions.OddDefaults(1, c: [4, 5], d: new Odd(0, 9, 0, false, "")));
    }

    [Fact]
    public async Task Variadic_parameters_take_any_number()
    {
        Assert.Equal("a 0", await _functions.Rest("a"));
        Assert.Equal("a 6", await _functions.Rest("a", 2, 1, 2));
        Assert.Equal((long[])[2, 3], await _functions.RestOf(new Odd(1, 2, 0, true, ""), new Odd(1, 3, 0, true, "")));
        Assert.Equal(1, await _functions.Extra(1));
    }

    [Fact]
    public async Task Names_that_CSharp_has_for_itself_are_names_all_the_same()
    {
        Assert.Equal("1 s 1 2 3", await _functions.Lock(1, "s"));
        Assert.Equal("1 s 4 5 6", await _functions.Lock(1, "s", @params: 4, @base: 5, @in: 6));
        Assert.Equal("7 1 False", await _functions.Event(7));
        Assert.Equal("7 2 True", await _functions.Event(@class: 7, @is: 2, @checked: true));
        Assert.True(await _functions.Equals(1));
        Assert.Equal(42, await _functions.GetHashCode());
        Assert.Equal("text", await _functions.ToString());
        Assert.Equal("type", await _functions.GetType());
        Assert.Equal("done", await _functions.Finalize_());
        Assert.Equal("clone", await _functions.MemberwiseClone());
        Assert.Equal(3, await _functions.New(3));
        Assert.Equal("fit 1", await _functions.Fit(1));
        Assert.Equal("Fit 1", await _functions.Fit_(1));
        Assert.Equal(1, await _functions.Listed());
        Assert.DoesNotContain(typeof(IParameters).GetMethods(), method => method.Name == "LeftOut");
    }

    [Fact]
    public async Task Properties_get_out_of_the_way_of_what_every_record_has()
    {
        var odd = await _functions.Odd(new Odd(1, 2, 3, true, "t"));
        Assert.Equal(new Odd(2, 3, 2, false, "tc", 0.5, "c", 3), odd);
    }

    [Fact]
    public async Task Fields_that_only_the_constructor_or_only_objects_have_travel_one_way()
    {
        Assert.Equal((4.0, 8.0, null), await _functions.Scaled(new Scaled(2)) is var scaled ? (scaled.X, scaled.Total, scaled.Factor) : default);
        Assert.Equal(10.0, (await _functions.Scaled(new Scaled(2) { Factor = 5, Total = 1 })).X);
    }

    [Fact]
    public async Task Coroutines_and_generators_are_run_to_their_end()
    {
        Assert.Equal(5, (await _functions.Coroutine(5)).Value);
        Assert.Equal(["0", "1", "2"], (await _functions.Generate(3)).Select(value => value.ToString()));
        Assert.Equal(16, await _functions.Cached(4));
    }

    [Fact]
    public async Task Arrays_arrive_as_numpy_has_them()
    {
        Assert.Equal((double[])[2, 4], await _functions.DoubleArray([1, 2]));
        Assert.Equal(12.0, await _functions.Weigh([1, 2], [3, 4]));
        Assert.Equal(11.5, await _functions.Weigh([1, 2], [3, 4], 0.5));
        Assert.Equal(6.0, await _functions.MatrixSum([1, 2], [1, 2]));
        Assert.Equal(5.0, await _functions.Norm([new Complex(3, 0), new Complex(0, 4)]));
    }
}
