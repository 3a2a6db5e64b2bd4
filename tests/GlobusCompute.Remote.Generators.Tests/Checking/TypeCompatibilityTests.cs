extern alias generator;
using generator::GlobusCompute.Remote.Shared.Types;
using GlobusCompute.Remote.Generators.Checking;

namespace GlobusCompute.Remote.Generators.Tests.Checking;

/// <summary>Which .NET types go with which annotations.</summary>
public sealed class TypeCompatibilityTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, WireShape>> s_shapes = new(() => Contract.Shapes(Contract.Types));

    [Theory]
    [InlineData("Any")]
    [InlineData("object")]
    [InlineData("SomethingElse")]
    [InlineData("np.random.Generator")]
    [InlineData("'np.ndarray | SomethingElse'")]
    [InlineData("Callable[[int], str]")]
    [InlineData("Optional[Any]")]
    [InlineData("Annotated[Any, 1]")]
    public void An_open_annotation_goes_with_every_type(string annotation)
    {
        var (types, results, type) = Contract.Read(annotation);
        Assert.All(s_shapes.Value.Values, shape => Assert.True(types.Accepts(type, shape) && results.Yields(type, shape)));
    }

    [Theory]
    [InlineData("object")]
    [InlineData("dynamic")]
    [InlineData("System.Text.Json.JsonElement")]
    [InlineData("System.Text.Json.Nodes.JsonNode")]
    [InlineData("Dictionary<string, object>[]")]
    [InlineData("Queue<int>")]
    [InlineData("IDisposable")]
    [InlineData("Meters")]
    [InlineData("Bag")]
    [InlineData("Converted")]
    public void An_open_type_goes_with_every_annotation_of_its_form(string name)
    {
        var shape = Contract.Shapes([name])[name];
        foreach (var annotation in Contract.Annotations)
        {
            var (types, results, type) = Contract.Read(name.EndsWith("[]", StringComparison.Ordinal) ? "list[dict[str, Any]]" : annotation);
            Assert.True(types.Accepts(type, shape) && results.Yields(type, shape), $"{annotation} {name}");
        }
    }

    [Theory]
    [InlineData("list[list[float]]", "double[][]", true)]
    [InlineData("list[list[float]]", "double[,]", true)]
    [InlineData("list[list[float]]", "double[]", false)]
    [InlineData("list[float]", "double[][]", false)]
    [InlineData("List[Dict[str, List[int]]]", "IReadOnlyList<IReadOnlyDictionary<string, long[]>>", true)]
    [InlineData("List[Dict[str, List[int]]]", "IReadOnlyList<IReadOnlyDictionary<string, string[]>>", false)]
    [InlineData("npt.NDArray[np.float64]", "double[,]", true)]
    [InlineData("npt.NDArray[np.int32]", "string[][]", false)]
    [InlineData("npt.NDArray[np.float64]", "string[][]", false)]
    [InlineData("dict[int, str]", "Dictionary<int, string>", true)]
    [InlineData("list[int | None]", "int?[]", true)]
    [InlineData("list[Optional[str]]", "List<string?>", true)]
    [InlineData("tuple[float, float]", "double[]", true)]
    [InlineData("tuple[float, float]", "(double X, double Y)", true)]
    [InlineData("tuple[float, float]", "Tuple<double, double>", true)]
    [InlineData("tuple[float, float]", "(double X, double Y, double Z)", false)]
    [InlineData("tuple[int, tuple[str, ...]]", "(int, string[])", true)]
    [InlineData("set[str]", "IReadOnlySet<string>", true)]
    [InlineData("set[str]", "HashSet<int>", false)]
    [InlineData("Literal['a', 1]", "int", true)]
    [InlineData("Literal[True]", "string", false)]
    [InlineData("int | list[int]", "int[]", true)]
    [InlineData("int | list[int]", "string[]", false)]
    [InlineData("list[Point]", "Point[]", true)]
    [InlineData("list[Point]", "int[]", false)]
    [InlineData("dict[str, Point]", "Dictionary<string, Point>", true)]
    public void Nested_types_are_compared_through_all_levels(string annotation, string name, bool fits)
    {
        var (types, results, type) = Contract.Read(annotation);
        var shape = Contract.Shapes([name])[name];
        Assert.Equal((fits, fits), (types.Accepts(type, shape), results.Yields(type, shape)));
    }

    [Theory]
    [InlineData("DayOfWeek")]
    [InlineData("TimeSpan")]
    [InlineData("System.Numerics.Complex")]
    public void A_single_value_of_another_form_goes_as_an_argument_with_every_annotation(string name)
    {
        var shape = Contract.Shapes([name])[name];
        Assert.All(Contract.Annotations, annotation =>
        {
            var (types, _, type) = Contract.Read(annotation);
            Assert.True(types.Accepts(type, shape), annotation);
        });
    }

    [Fact]
    public void A_type_that_holds_itself_is_read_to_an_end()
    {
        var shape = Contract.Shapes(["Tree<Tree<int>>", "List<List<List<List<List<List<List<List<List<List<List<List<List<List<List<int>>>>>>>>>>>>>>>"]).Values.Last();
        var depth = 0;
        for (; shape.Kind == WireKind.List; shape = shape.Element)
        {
            depth++;
        }

        Assert.Equal((WireKind.Unknown, 13), (shape.Kind, depth));
    }
}
