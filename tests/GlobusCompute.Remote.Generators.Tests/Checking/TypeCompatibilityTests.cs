extern alias generator;

using GlobusCompute.Remote.Generators.Checking;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Testing;
using Microsoft.CodeAnalysis;
using generator::GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Generators.Tests.Checking;

/// <summary>Which .NET types go with which annotations. The table of docs/contract.md is the accepted state of all pairs.</summary>
public sealed class TypeCompatibilityTests
{
    private const string Python = """
        import datetime as dt, decimal, uuid
        import numpy as np
        import numpy.typing as npt
        from dataclasses import dataclass
        from enum import Enum
        from typing import *

        class Options(TypedDict):
            degree: int

        @dataclass
        class Point:
            x: float

        class Pair(NamedTuple):
            a: int
            b: str

        class Color(Enum):
            RED = 1

        """;

    private static readonly string[] s_types =
    [
        "bool", "int", "double", "decimal", "string", "byte[]", "Guid", "DateTime", "DateOnly", "TimeOnly", "int[]", "double[]", "string[]", "HashSet<int>", "(int, string)",
        "Dictionary<string, int>", "Point",
    ];

    private static readonly string[] s_annotations =
    [
        "bool", "int", "float", "complex", "str", "bytes", "list", "list[int]", "list[float]", "list[str]", "tuple", "tuple[int, str]", "tuple[int, ...]", "set[int]",
        "dict", "dict[str, int]", "dict[str, str]", "Sequence[int]", "Iterable[str]", "Mapping[str, float]", "Union[int, str]", "Literal['a', 'b']", "Literal[1, 2]",
        "np.ndarray", "npt.NDArray[np.float64]", "np.int64", "dt.datetime", "dt.date", "dt.time", "dt.timedelta", "decimal.Decimal", "uuid.UUID", "Options", "Point",
        "Pair", "Color",
    ];

    private static readonly Lazy<IReadOnlyDictionary<string, WireShape>> s_shapes = new(() => Shapes(s_types));

    [Fact]
    public void The_table_of_the_page_is_what_is_checked()
    {
        var path = Path.Combine(TestPaths.Root, "docs", "contract.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var start = page.IndexOf("| annotation |", StringComparison.Ordinal);
        var expected = page[..start]
            + "| annotation | as a parameter it takes | as a result it becomes |\n| --- | --- | --- |\n"
            + string.Concat(s_annotations.Select(Row));
        VerifiedText.AssertAccepted("The table of docs/contract.md", path, expected);
    }

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
        var (types, type) = Read(annotation);
        Assert.All(s_shapes.Value.Values, shape => Assert.True(types.Accepts(type, shape) && types.Yields(type, shape)));
    }

    [Theory]
    [InlineData("object")]
    [InlineData("dynamic")]
    [InlineData("DayOfWeek")]
    [InlineData("TimeSpan")]
    [InlineData("System.Text.Json.JsonElement")]
    [InlineData("System.Text.Json.Nodes.JsonNode")]
    [InlineData("System.Numerics.Complex")]
    [InlineData("Dictionary<string, object>[]")]
    [InlineData("Queue<int>")]
    [InlineData("IDisposable")]
    [InlineData("Meters")]
    [InlineData("Bag")]
    [InlineData("Converted")]
    public void An_open_type_goes_with_every_annotation_of_its_form(string name)
    {
        var shape = Shapes([name])[name];
        foreach (var annotation in s_annotations)
        {
            var (types, type) = Read(name.EndsWith("[]", StringComparison.Ordinal) ? "list[dict[str, Any]]" : annotation);
            Assert.True(types.Accepts(type, shape) && types.Yields(type, shape), $"{annotation} {name}");
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
        var (types, type) = Read(annotation);
        var shape = Shapes([name])[name];
        Assert.Equal((fits, fits), (types.Accepts(type, shape), types.Yields(type, shape)));
    }

    [Fact]
    public void A_type_that_holds_itself_is_read_to_an_end()
    {
        var shape = Shapes(["Tree<Tree<int>>", "List<List<List<List<List<List<List<List<List<List<List<List<List<List<List<int>>>>>>>>>>>>>>>"]).Values.Last();
        var depth = 0;
        for (; shape.Kind == WireKind.List; shape = shape.Element)
        {
            depth++;
        }

        Assert.Equal((WireKind.Unknown, 13), (shape.Kind, depth));
    }

    private static string Row(string annotation)
    {
        var (types, type) = Read(annotation);
        return $"| `{annotation.Replace("|", "\\|", StringComparison.Ordinal)}` | {List(shape => types.Accepts(type, shape))} | {List(shape => types.Yields(type, shape))} |\n";
    }

    private static string List(Func<WireShape, bool> fits)
    {
        string[] fitting = [.. s_types.Where(name => fits(s_shapes.Value[name])).Select(name => $"`{name}`")];
        return fitting.Length == 0 ? "none of these" : string.Join(", ", fitting);
    }

    private static (TypeCompatibility Types, PythonType Type) Read(string annotation)
    {
        var module = PythonModuleReader.Read($"{Python}\ndef f(a: {annotation}): pass\n");
        return (new TypeCompatibility(module), Assert.Single(Assert.Single(module.Functions).Parameters).Annotation!);
    }

    private static Dictionary<string, WireShape> Shapes(IReadOnlyList<string> types)
    {
        var fields = string.Concat(types.Select((type, index) => $"public {type} T{index};\n"));
        var compilation = Compiled.Project($$"""
            public sealed record Point(double X);
            public readonly record struct Meters(double Value);
            public sealed class Bag : List<int>;
            [System.Text.Json.Serialization.JsonConverter(typeof(object))] public sealed record Converted(int X);
            public sealed class Tree<T> { public T? Child; }
            public class Types
            {
                {{fields}}
            }
            """);
        var members = compilation.GetTypeByMetadataName("Types")!.GetMembers().OfType<IFieldSymbol>().ToArray();
        return types.Zip(members).ToDictionary(pair => pair.First, pair => WireShapeReader.Read(pair.Second.Type));
    }
}
