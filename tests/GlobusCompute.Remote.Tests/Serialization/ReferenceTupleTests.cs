using System.Text.Json;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization;

/// <summary>Tuples that are classes, as F# has them: what value tuples of the same elements are.</summary>
public sealed class ReferenceTupleTests
{
    private static readonly JsonSerializerOptions s_options = PayloadRules.ForReflection(ComputeNaming.SnakeCase).Options;

    public static TheoryData<object, object, string> Tuples => new()
    {
        { Tuple.Create(1), ValueTuple.Create(1), "[1]" },
        { Tuple.Create(1, "a"), (1, "a"), """[1,"a"]""" },
        { Tuple.Create(1, 2.5, true), (1, 2.5, true), "[1,2.5,true]" },
        { Tuple.Create(1, 2, 3, 4), (1, 2, 3, 4), "[1,2,3,4]" },
        { Tuple.Create(1, 2, 3, 4, 5), (1, 2, 3, 4, 5), "[1,2,3,4,5]" },
        { Tuple.Create(1, 2, 3, 4, 5, 6), (1, 2, 3, 4, 5, 6), "[1,2,3,4,5,6]" },
        { Tuple.Create(1, 2, 3, 4, 5, 6, 7), (1, 2, 3, 4, 5, 6, 7), "[1,2,3,4,5,6,7]" },
        { Tuple.Create(1, Tuple.Create("a", "b")), (1, ("a", "b")), """[1,["a","b"]]""" },
        { new[] { Tuple.Create(1, 2) }, new[] { (1, 2) }, "[[1,2]]" },
        { new Dictionary<string, Tuple<int, int>> { ["k"] = Tuple.Create(1, 2) }, new Dictionary<string, (int, int)> { ["k"] = (1, 2) }, """{"k":[1,2]}""" },
    };

    [Theory]
    [MemberData(nameof(Tuples))]
    public void They_travel_as_value_tuples_do(object tuple, object value, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(value, value.GetType(), s_options));
        Assert.Equal(json, JsonSerializer.Serialize(tuple, tuple.GetType(), s_options));
        Assert.Equal(tuple, JsonSerializer.Deserialize(json, tuple.GetType(), s_options));
    }

    [Fact]
    public void One_of_more_than_seven_elements_is_refused_with_a_way_out()
    {
        var error = Assert.ThrowsAny<JsonException>(() => JsonSerializer.Serialize(new Tuple<int, int, int, int, int, int, int, Tuple<int>>(1, 2, 3, 4, 5, 6, 7, new(8)), s_options));
        Assert.Equal("A tuple of more than 7 elements cannot be sent or read; make it a record or a list.", error.Message);
    }
}
