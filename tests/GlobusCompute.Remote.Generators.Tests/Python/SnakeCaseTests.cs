using System.Text.Json;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Tests.Python;

public sealed class SnakeCaseTests
{
    [Theory]
    [InlineData("x", "x")]
    [InlineData("X", "x")]
    [InlineData("degree", "degree")]
    [InlineData("maxIter", "max_iter")]
    [InlineData("maxIter2", "max_iter2")]
    [InlineData("max2Iter", "max2_iter")]
    [InlineData("XValues", "x_values")]
    [InlineData("xValues", "x_values")]
    [InlineData("HTTPPort", "http_port")]
    [InlineData("httpPort", "http_port")]
    [InlineData("userID", "user_id")]
    [InlineData("ID", "id")]
    [InlineData("IDs", "i_ds")]
    [InlineData("Int32Value", "int32_value")]
    [InlineData("X1", "x1")]
    [InlineData("aB", "a_b")]
    [InlineData("ABC", "abc")]
    [InlineData("ABCd", "ab_cd")]
    [InlineData("already_snake", "already_snake")]
    [InlineData("Mixed_Case", "mixed_case")]
    [InlineData("_leading", "_leading")]
    [InlineData("_Leading", "_leading")]
    [InlineData("trailing_", "trailing_")]
    [InlineData("__dunder__", "__dunder__")]
    [InlineData("größeÄrger", "größe_ärger")]
    [InlineData("", "")]
    public void Names_become_snake_case(string name, string expected) => Assert.Equal(expected, SnakeCase.FromName(name));

    [Theory]
    [InlineData("Fit", "fit")]
    [InlineData("FitAsync", "fit")]
    [InlineData("FitCurveAsync", "fit_curve")]
    [InlineData("Async", "async")]
    [InlineData("FitAsynchronously", "fit_asynchronously")]
    [InlineData("AsyncFit", "async_fit")]
    public void A_method_name_loses_its_Async(string name, string expected) => Assert.Equal(expected, SnakeCase.FromMethodName(name));

    [Theory]
    [InlineData("maxIter2")]
    [InlineData("XValues")]
    [InlineData("HTTPPort")]
    [InlineData("Int32Value")]
    [InlineData("userID")]
    [InlineData("IDs")]
    [InlineData("ABCd")]
    public void The_rule_is_that_of_JSON_property_names(string name) =>
        Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), SnakeCase.FromName(name));
}
