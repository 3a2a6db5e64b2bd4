using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

/// <summary>[PythonName] names a property in calls, and nowhere else.</summary>
public sealed class PythonNameTests
{
    private static readonly Point s_point = new(1, 2);

    /// <summary>A value, its form in calls and its form in an app's own API.</summary>
    public static TheoryData<object, string, string> Named => new()
    {
        { new Fitted("now", [1, 2]), """{"fitted_at":"now","values":[1,2]}""", """{"fittedAt":"now","values":[1,2]}""" },
        { new Odd("a", 1), """{"fittedAt":"a","x__y":1}""", """{"at":"a","xy":1}""" },
        { new OnParameter("a"), """{"FITTED":"a"}""", """{"fittedAt":"a"}""" },
        { new Initialized { FittedAt = "a" }, """{"class":"a"}""", """{"fittedAt":"a"}""" },
        { new Mutable { FittedAt = "a", Other = 3 }, """{"fitted-at":"a","other":3}""", """{"fittedAt":"a","other":3}""" },
        { new Structure { FittedAt = 4 }, """{"größe":4}""", """{"fittedAt":4}""" },
        { new Nested(s_point, [s_point], new() { ["k"] = s_point }), """{"P":{"X":1,"Y":2},"L":[{"X":1,"Y":2}],"D":{"k":{"X":1,"Y":2}}}""",
            """{"one":{"x":1,"y":2},"list":[{"x":1,"y":2}],"map":{"k":{"x":1,"y":2}}}""" },
        { new Both("a"), """{"python":"a"}""", """{"json":"a"}""" },
        { new OnlyJson("a"), """{"json":"a"}""", """{"json":"a"}""" },
        { new Optional(null), """{"At":null}""", """{"value":null}""" },
        { new Derived { Base = 1, Own = 2 }, """{"O":2,"B":1}""", """{"own":2,"base":1}""" },
        { new Required { FittedAt = "a" }, """{"R":"a"}""", """{"fittedAt":"a"}""" },
    };

    [Theory]
    [MemberData(nameof(Named))]
    public void Calls_follow_it_and_the_apps_own_JSON_does_not(object value, string inCalls, string inApi)
    {
        foreach (var options in new[] { Rules.Options, PayloadRules.ForResolver(NameContext.Default, ComputeNaming.SnakeCase).Options })
        {
            var text = JsonSerializer.Serialize(value, value.GetType(), options);
            using var written = JsonDocument.Parse(text);
            using var expected = JsonDocument.Parse(inCalls);
            Assert.True(JsonElement.DeepEquals(expected.RootElement, written.RootElement), text);
            Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize(text, value.GetType(), options), value.GetType(), options));
        }

        Assert.Equal(inApi, JsonSerializer.Serialize(value, value.GetType(), JsonSerializerOptions.Web));
        Assert.Equal(inApi, JsonSerializer.Serialize(value, value.GetType(), new NameContext(new(JsonSerializerDefaults.Web))));
    }

    [Fact]
    public void A_name_of_its_own_stands_under_every_naming()
    {
        foreach (var naming in Enum.GetValues<ComputeNaming>())
        {
            Assert.Equal("""{"fittedAt":"a","x__y":1}""", JsonSerializer.Serialize(new Odd("a", 1), PayloadRules.ForReflection(naming).Options));
        }
    }

    private static PayloadRules Rules => PayloadRules.ForReflection(ComputeNaming.SnakeCase);
}

public sealed record Fitted([property: PythonName("fitted_at")] string FittedAt, [property: PythonName("values")] double[] Values);

public sealed record Odd([property: PythonName("fittedAt")] string At, [property: PythonName("x__y")] int Xy);

public sealed record OnParameter([PythonName("FITTED")] string FittedAt);

public sealed record Initialized
{
    [PythonName("class")]
    public string FittedAt { get; init; } = "";
}

public sealed class Mutable
{
    [PythonName("fitted-at")]
    public string? FittedAt { get; set; }

    public int Other { get; set; }
}

public struct Structure
{
    [PythonName("größe")]
    public int FittedAt { get; set; }
}

public sealed record Point([property: PythonName("X")] int X, [property: PythonName("Y")] int Y);

public sealed record Nested(
    [property: PythonName("P")] Point One, [property: PythonName("L")] List<Point> List, [property: PythonName("D")] Dictionary<string, Point> Map);

public sealed record Both([property: PythonName("python"), JsonPropertyName("json")] string Value);

public sealed record OnlyJson([property: JsonPropertyName("json")] string Value);

public sealed record Optional([property: PythonName("At")] double? Value = null);

public class Ancestor
{
    [PythonName("B")]
    public int Base { get; set; }
}

public sealed class Derived : Ancestor
{
    [PythonName("O")]
    public int Own { get; set; }
}

public sealed class Required
{
    [PythonName("R")]
    public required string FittedAt { get; init; }
}

[JsonSerializable(typeof(Fitted))]
[JsonSerializable(typeof(Odd))]
[JsonSerializable(typeof(OnParameter))]
[JsonSerializable(typeof(Initialized))]
[JsonSerializable(typeof(Mutable))]
[JsonSerializable(typeof(Structure))]
[JsonSerializable(typeof(Nested))]
[JsonSerializable(typeof(Both))]
[JsonSerializable(typeof(OnlyJson))]
[JsonSerializable(typeof(Optional))]
[JsonSerializable(typeof(Derived))]
[JsonSerializable(typeof(Required))]
internal sealed partial class NameContext : JsonSerializerContext;
