using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Checking;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Checking;

/// <summary>The annotations and types that tests of the contract pair, and values of the annotations.</summary>
internal static class Contract
{
    /// <summary>A file with classes of each kind.</summary>
    public const string Python = """
        import array, collections, datetime as dt, decimal, uuid
        import numpy as np
        import numpy.typing as npt
        from dataclasses import dataclass
        from enum import Enum, Flag, IntEnum, IntFlag
        from typing import *

        class Options(TypedDict):
            degree: int

        @dataclass
        class Point:
            x: float

        class Pair(NamedTuple):
            a: int
            b: str

        class One(NamedTuple):
            value: Any

        class Span(NamedTuple):
            low: float
            high: float

        class Color(Enum):
            RED = 1

        class Level(IntEnum):
            LOW = 1

        class Mode(str, Enum):
            FAST = 'red'

        class Access(Flag):
            READ = 1

        class Bits(IntFlag):
            READ = 1

        class Base(Enum):
            pass

        class Shade(Base):
            DARK = 1

        @dataclass
        class Painted:
            color: Color

        """;

    /// <summary>Expressions of values for each annotation: that none of them is read is what a mismatch means.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Values = new Dictionary<string, string[]>
    {
        ["bool"] = ["True"],
        ["int"] = ["1", "-1", "2**70"],
        ["float"] = ["1.5", "2.0", "float('nan')", "float('-inf')"],
        ["complex"] = ["1+2j"],
        ["str"] =
        [
            "'a'", "'red'", "''", "'ÅÄ 😀'", "'6f1d3c9e-8a55-4b0c-9d4e-1f2a3b4c5d6e'", "'2024-05-06T07:08:09'", "'2024-05-06T07:08:09+02:00'", "'2024-05-06'", "'07:08:09'",
            "'YWI='", "'1.2.3'",
        ],
        ["bytes"] = ["b'ab'", "b''"],
        ["bytearray"] = ["bytearray(b'ab')"],
        ["list"] =
        [
            "[]", "[1]", "[1, 'a']", "[1.5]", "['a']", "[[1.5]]", "[True]", "[{'x': 1}]", "[decimal.Decimal('1.5')]", "[1j]", "[uuid.UUID(int=1)]", "[dt.datetime(2024, 5, 6)]",
            "[dt.timedelta(1)]", "['red']", "[1, 'a', None]", "[{'a': 1}]", "[b'ab']", "[decimal.Decimal('sNaN'), {(1,): 2}]", "[1.5, 2.5]",
        ],
        ["list[int]"] = ["[1, 2]", "[]"],
        ["list[float]"] = ["[1.5]", "[1.5, 2.5]", "[float('nan')]", "[]"],
        ["list[str]"] = ["['a']", "['red']", "['6f1d3c9e-8a55-4b0c-9d4e-1f2a3b4c5d6e']", "['2024-05-06T07:08:09']", "['YWI=']", "[]"],
        ["list[bool]"] = ["[True]"],
        ["list[Optional[int]]"] = ["[2, None, 1]", "[1, 2]"],
        ["list[dict[str, int]]"] = ["[{'x': 1}]"],
        ["list[list[float]]"] = ["[[1.5, 2.5]]", "[[]]"],
        ["list[decimal.Decimal]"] = ["[decimal.Decimal('1.5')]"],
        ["list[dt.timedelta]"] = ["[dt.timedelta(hours=1)]"],
        ["list[Color]"] = ["[Color.RED]"],
        ["list[Pair]"] = ["[Pair(1, 'a')]"],
        ["tuple"] =
        [
            "One(1)", "One(np.int64(1))", "One(np.float32(1.5))", "One(1.5)", "One('a')", "One(uuid.UUID(int=1))", "(1.5, 2.5)", "('red',)", "(dt.timedelta(1),)", "(b'ab',)", "((1, 'a'),)", "()", "(1,)", "(1, 'a')", "(1.5,)", "('a',)", "([1.5],)", "(True,)", "(1j,)", "(decimal.Decimal(1),)", "(uuid.UUID(int=1),)", "(dt.datetime(2024, 5, 6),)", "({'x': 1},)",
        ],
        ["tuple[int, str]"] = ["(1, 'a')", "(1, 'red')", "Pair(1, 'a')"],
        ["tuple[int, ...]"] = ["(1, 2)", "One(1)", "()"],
        ["set[int]"] = ["{1, 2}", "set()"],
        ["frozenset[str]"] = ["frozenset({'a'})", "frozenset({'red'})", "frozenset({'6f1d3c9e-8a55-4b0c-9d4e-1f2a3b4c5d6e'})", "frozenset({'2024-05-06T07:08:09'})", "frozenset({'YWI='})"],
        ["collections.deque[int]"] = ["collections.deque([1, 2])", "collections.deque([1, 2], 2)", "collections.deque()"],
        ["Deque[str]"] = ["collections.deque(['a'])", "collections.deque(['red'])", "collections.deque(['6f1d3c9e-8a55-4b0c-9d4e-1f2a3b4c5d6e'])", "collections.deque(['2024-05-06T07:08:09'])", "collections.deque(['YWI='])"],
        ["array.array[float]"] = ["array.array('d', [1.5])", "array.array('d', [1.5, 2.5])"],
        ["dict"] = ["{(1, 2): 'a'}", "{'a': {(1, 2): 'b'}, 'c': 1}", "{None: 1, True: 2}", "{dt.date(2024, 5, 6): 1}", "{}", "{'x': 1}", "{'x': 'a'}", "{'x': 1.5}", "{1: 'a'}"],
        ["dict[str, int]"] = ["{'x': 1}", "{}"],
        ["dict[str, Any]"] = ["{'x': 1}", "{'x': 'a'}", "{'x': 1.5}", "{'x': None}", "{'x': dt.date(2024, 5, 6)}", "{'x': uuid.UUID(int=1)}", "{}"],
        ["dict[str, list[float]]"] = ["{'x': [1.5]}"],
        ["collections.OrderedDict[str, int]"] = ["collections.OrderedDict(x=1)"],
        ["collections.defaultdict[str, float]"] = ["collections.defaultdict(float, x=1.5)"],
        ["collections.Counter[str]"] = ["collections.Counter('x')", "collections.Counter()"],
        ["collections.ChainMap[str, int]"] = ["collections.ChainMap({'x': 1}, {'y': 2})"],
        ["dict[str, str]"] = ["{'x': 'a'}", "{}"],
        ["dict[str, uuid.UUID]"] = ["{'x': uuid.UUID(int=1)}", "{'1': uuid.UUID(int=1)}"],
        ["dict[int, str]"] = ["{1: 'a'}", "{1: '6f1d3c9e-8a55-4b0c-9d4e-1f2a3b4c5d6e'}"],
        ["dict[Color, int]"] = ["{Color.RED: 1}"],
        ["Sequence[int]"] = ["[1, 2]", "(1, 2)", "range(3)", "b'ab'", "One(1)"],
        ["Iterable[str]"] =
        [
            "['a']", "'a'", "{'x': 'a'}", "{'x': 1}", "{'x': 1.5}", "{1: 'a'}", "{'red'}", "['red']", "['YWI=']", "'1.2'", "['2024-05-06T07:08:09']",
            "['6f1d3c9e-8a55-4b0c-9d4e-1f2a3b4c5d6e']", "{'x': uuid.UUID(int=1)}", "{'x': '6f1d3c9e-8a55-4b0c-9d4e-1f2a3b4c5d6e'}",
        ],
        ["Mapping[str, float]"] = ["{'x': 1.5}"],
        ["Union[int, str]"] = ["1", "'a'", "'red'", "'6f1d3c9e-8a55-4b0c-9d4e-1f2a3b4c5d6e'", "'2024-05-06T07:08:09+02:00'", "'2024-05-06'", "'07:08'", "'YWI='", "'1.2'", "''"],
        ["Optional[float]"] = ["1.5", "None"],
        ["None"] = ["None"],
        ["Literal['a', 'red']"] = ["'a'", "'red'"],
        ["Literal[1, 2]"] = ["1", "2"],
        ["np.ndarray"] =
        [
            "np.array([1, 2])", "np.array([1.5])", "np.array(1)", "np.array(1.5)", "np.array(True)", "np.array(['a'])", "np.array([[1.5]])", "np.array([True])", "np.array([1j])", "np.array(1j)",
            "np.array([1, 'a'], dtype=object)", "np.array([1], dtype=np.uint8)", "np.array(['2024-05-06'], 'M8[s]')", "np.array([uuid.UUID(int=1)], dtype=object)",
            "np.array([decimal.Decimal(1)], dtype=object)", "np.array([{'x': 1}], dtype=object)", "np.array(['red'])", "np.array([1], 'm8[ns]')", "np.array([])",
        ],
        ["npt.NDArray[np.float64]"] = ["np.array([1.5])", "np.array([1.5, 2.5])", "np.array(1.5)", "np.array([[1.5]])", "np.array([])"],
        ["npt.NDArray[np.int32]"] = ["np.array([1, 2], np.int32)", "np.array([[1]], np.int32)", "np.array(1, np.int32)"],
        ["np.int64"] = ["np.int64(1)"],
        ["np.float32"] = ["np.float32(1.5)"],
        ["np.bool_"] = ["np.bool_(True)"],
        ["np.complex128"] = ["np.complex128(1+2j)"],
        ["dt.datetime"] =
        [
            "dt.datetime(2024, 5, 6, 7, 8, 9)", "dt.datetime(2024, 5, 6, 7, 8, 9, 10, dt.timezone.utc)", "dt.datetime(1, 1, 1)", "dt.datetime(2024, 5, 6, tzinfo=dt.timezone(dt.timedelta(seconds=30)))", "dt.datetime(2024, 5, 6, tzinfo=dt.timezone(dt.timedelta(hours=-2)))",
        ],
        ["dt.date"] = ["dt.date(2024, 5, 6)", "dt.date(1, 1, 1)"],
        ["dt.time"] = ["dt.time(7, 8, 9)", "dt.time(7, 8, 9, 10)"],
        ["dt.timedelta"] = ["dt.timedelta(hours=1)", "dt.timedelta(-1, 5, 6)"],
        ["decimal.Decimal"] = ["decimal.Decimal('1.50')", "decimal.Decimal('NaN')", "decimal.Decimal('1E+3')", "decimal.Decimal('-0')", "decimal.Decimal('Infinity')", "decimal.Decimal('1.' + '1' * 40)"],
        ["uuid.UUID"] = ["uuid.UUID('6f1d3c9e-8a55-4b0c-9d4e-1f2a3b4c5d6e')"],
        ["Options"] = ["{'degree': 1}"],
        ["Point"] = ["Point(1.5)"],
        ["Pair"] = ["Pair(1, 'a')", "Pair(1, 'red')"],
        ["Span"] = ["Span(1.5, 2.5)"],
        ["Color"] = ["Color.RED"],
        ["Shade"] = ["Shade.DARK"],
        ["Level"] = ["Level.LOW"],
        ["Mode"] = ["Mode.FAST"],
        ["Access"] = ["Access.READ"],
        ["Bits"] = ["Bits.READ"],
        ["Painted"] = ["Painted(Color.RED)"],
    };

    /// <summary>The annotations.</summary>
    public static IEnumerable<string> Annotations => Values.Keys;

    /// <summary>The types that the table of the page has, as C# writes them.</summary>
    public static readonly IReadOnlyList<string> Types =
    [
        "bool", "int", "double", "decimal", "string", "byte[]", "Guid", "DateTime", "DateOnly", "TimeOnly", "TimeSpan", "Complex", "Ink", "int[]", "double[]", "string[]",
        "HashSet<int>", "(int, string)", "Dictionary<string, int>", "Dot",
    ];

    /// <summary>What judges an annotation's arguments and results, and the annotation.</summary>
    public static (TypeCompatibility Arguments, ResultCompatibility Results, PythonType Type) Read(string annotation, ResultForm? form = null)
    {
        var module = PythonModuleReader.Read($"{Python}\ndef f(a: {annotation}): pass\n");
        var type = Assert.Single(Assert.Single(module.Functions).Parameters).Annotation!;
        return (new TypeCompatibility(module), new ResultCompatibility(module, form ?? new()), type);
    }

    /// <summary>How results of an annotation come where nothing else is said.</summary>
    public static ResultForm DefaultForm(string annotation)
    {
        var module = PythonModuleReader.Read($"{Python}\ndef f(a: {annotation}): pass\n");
        return new(ResultFormats.HasNames(module, module.Functions[0].Parameters[0].Annotation!) ? PayloadChooser.PickleThenJson : null);
    }

    /// <summary>What the checks know of types.</summary>
    public static Dictionary<string, WireShape> Shapes(IReadOnlyList<string> types)
    {
        var fields = string.Concat(types.Select((type, index) => $"public {type} T{index};\n"));
        var compilation = Compiled.Project($$"""
            using System.Numerics;
            public sealed record Dot(object? X = null);
            public sealed record Point(double X);
            public enum Ink { Red = 1 }
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
