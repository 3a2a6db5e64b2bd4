using GlobusCompute.Remote.Functions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Functions;

public sealed class MapWrapperTests
{
    [Fact]
    public void The_wrapper_is_part_of_the_source_and_so_of_its_hash()
    {
        var function = TestCalls.Source("area");

        var chunked = function.Chunked!;

        Assert.Equal("gcompute_map", chunked.Name);
        Assert.Equal(function.DisplayName, chunked.DisplayName);
        Assert.StartsWith(function.Source!.TrimEnd(), chunked.Source);
        Assert.Contains("\ndef gcompute_map(items, places, arguments, keywords, *, function=area):\n", chunked.Source);
        Assert.NotEqual(function.RegistrationHash, chunked.RegistrationHash);
        Assert.Same(chunked, function.Chunked);
        Assert.Equal(chunked.RegistrationHash, TestCalls.Source("area").Chunked!.RegistrationHash);
        Assert.DoesNotContain('\r', chunked.Source!);
    }

    [Theory]
    [InlineData("def f(): pass", "gcompute_map")]
    [InlineData("def f(): return gcompute_map", "gcompute_map2")]
    [InlineData("gcompute_map2 = 1\ndef f(): pass", "gcompute_map3")]
    [InlineData("gcompute_map2 = gcompute_map3 = 1\ndef f(): pass", "gcompute_map4")]
    public void Its_name_is_none_of_the_source(string source, string name) => Assert.Equal(name, MapWrapper.Append(source, "f").Name);

    [Fact]
    public void A_pinned_function_has_none() => Assert.Null(TestCalls.Pinned().Chunked);

    [Fact]
    public void Policy_and_registration_stay()
    {
        var policy = new CallPolicy(TimeSpan.FromSeconds(3), IsIdempotent: true);
        var registration = new RegistrationOptions("d", IsPublic: true);

        var chunked = FunctionDefinition.FromSource("ITest.F", "f", "def f(): pass", registration, policy).Chunked!;

        Assert.Equal(policy, chunked.Policy);
        Assert.Equal(registration, chunked.Registration);
    }
}
