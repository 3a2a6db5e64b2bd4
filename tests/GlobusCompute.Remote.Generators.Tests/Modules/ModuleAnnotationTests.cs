using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Serialization;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Modules;

/// <summary>Which C# types annotations become, and what the worker is told so that values are of the type that the annotation names.</summary>
public sealed class ModuleAnnotationTests
{
    private const string Imports = """
        import array, collections, datetime, enum, typing
        import typing as t
        import numpy as np
        import numpy.typing as npt
        from collections import OrderedDict
        from dataclasses import dataclass
        from typing import *
        @dataclass
        class Point:
            x: float

        """;

    [Theory]
    [InlineData("np.bool_", "bool[]")]
    [InlineData("np.int8", "sbyte[]")]
    [InlineData("np.byte", "sbyte[]")]
    [InlineData("np.int16", "short[]")]
    [InlineData("np.short", "short[]")]
    [InlineData("np.int32", "int[]")]
    [InlineData("np.intc", "int[]")]
    [InlineData("np.int64", "long[]")]
    [InlineData("np.int_", "long[]")]
    [InlineData("np.integer", "long[]")]
    [InlineData("np.uint8", "byte[]")]
    [InlineData("np.ubyte", "byte[]")]
    [InlineData("np.uint16", "ushort[]")]
    [InlineData("np.uint32", "uint[]")]
    [InlineData("np.uint64", "ulong[]")]
    [InlineData("np.float16", "System.Half[]")]
    [InlineData("np.half", "System.Half[]")]
    [InlineData("np.float32", "float[]")]
    [InlineData("np.single", "float[]")]
    [InlineData("np.float64", "double[]")]
    [InlineData("np.double", "double[]")]
    [InlineData("np.floating[Any]", "double[]")]
    [InlineData("np.longdouble", "double[]")]
    [InlineData("np.complex64", "System.Numerics.Complex[]")]
    [InlineData("np.complex128", "System.Numerics.Complex[]")]
    [InlineData("np.datetime64", "System.DateTime[]")]
    [InlineData("np.timedelta64", "System.TimeSpan[]")]
    [InlineData("float", "double[]")]
    [InlineData("Any", "double[]")]
    public void An_array_has_elements_of_its_dtype(string element, string type)
    {
        Assert.Equal([$"ComputeFuture<{type}> F({type} x)"], Methods($"def f(x: npt.NDArray[{element}]) -> npt.NDArray[{element}]: ..."));
        Assert.Equal([$"ComputeFuture<{type}> F({type} x)"], Methods($"def f(x: np.ndarray[Any, np.dtype[{element}]]) -> 'np.ndarray[tuple[int], np.dtype[{element}]]': ..."));
    }

    [Theory]
    [InlineData("int | float", "double x", "long x")]
    [InlineData("float | int", "double x", "long x")]
    [InlineData("Union[int, float]", "double x", "long x")]
    [InlineData("int | float | None", "double? x", "long x")]
    [InlineData("Optional[Union[float, int]]", "double? x", "long x")]
    [InlineData("int | str | float", "double x", "string x", "long x")]
    [InlineData("bool | int | float", "bool x", "double x", "long x")]
    [InlineData("int | np.int64", "long x")]
    [InlineData("float | np.float32", "double x", "float x")]
    [InlineData("int | float | complex | None", "System.Numerics.Complex? x", "double x", "long x")]
    [InlineData("int | list[int]", "long x", "long[] x")]
    [InlineData("list[int | float]", "double[] x", "long[] x")]
    [InlineData("Sequence[Union[float, int]]", "double[] x", "long[] x")]
    [InlineData("Iterable[int | float]", "double[] x", "long[] x")]
    [InlineData("tuple[int | float, ...]", "double[] x", "long[] x")]
    [InlineData("list[int | float | None]", "double?[] x", "long?[] x")]
    [InlineData("list[int | float] | None", "double[]? x", "long[] x")]
    [InlineData("list[list[int | float]]", "double[][] x", "long[][] x")]
    [InlineData("set[int | float]", "System.Collections.Generic.HashSet<double> x", "System.Collections.Generic.HashSet<long> x")]
    [InlineData("dict[str, int | float]", "System.Collections.Generic.Dictionary<string, double> x", "System.Collections.Generic.Dictionary<string, long> x")]
    [InlineData("tuple[int | float, int]", "(double, long) x", "(long, long) x")]
    [InlineData("tuple[int | float, float | int]", "(double, double) x", "(double, long) x", "(long, double) x", "(long, long) x")]
    [InlineData("int | float | list[int | float]", "double x", "long x", "double[] x", "long[] x")]
    [InlineData("list[int | str]", "object?[] x")]
    [InlineData("list[int | np.int64]", "long[] x")]
    public void An_int_and_a_float_of_one_union_have_a_method_each(string annotation, params string[] parameters) =>
        Assert.Equal(parameters.Select(parameter => $"ComputeFuture<long> F({parameter})"), Methods($"def f(x: {annotation}) -> int: ..."));

    [Theory]
    [InlineData("*x: int | float", "double[] x", "long[] x", "")]
    [InlineData("*x: float | None", "double?[] x")]
    [InlineData("*x: int | str", "object?[] x")]
    [InlineData("*x: list[int | float]", "double[][] x", "long[][] x", "")]
    public void Variadic_numbers_have_a_method_for_each_type_and_one_without(string python, params string[] parameters) =>
        Assert.Equal(parameters.Select(parameter => $"ComputeFuture<long> F({(parameter.Length > 0 ? "params " : "")}{parameter})"), Methods($"def f({python}) -> int: ..."));

    [Fact]
    public void Lists_and_tuples_of_numbers_are_called_without_more()
    {
        var compiled = Compiled.From(
            """
            [ComputeModule("things.py")]
            public partial interface IThings;
            internal static class Calls
            {
                public static void Make(IThings things)
                {
                    _ = things.Mean([1, 2]);
                    _ = things.Mean([1, 2.5]);
                    _ = things.Mean([.. new double[3]]);
                    _ = things.Mean(new long[3]);
                    _ = things.Total();
                    _ = things.Total(1, 2);
                    _ = things.Total(1, 2.5);
                    _ = things.Area((1, 2));
                    _ = things.Area((1, 2.5));
                    _ = things.Scaled();
                    _ = things.Scaled([1]);
                }
            }
            """,
            new TestFile("things.py", Imports + """
            def mean(x: list[int | float]) -> float: ...
            def total(*x: int | float) -> float: ...
            def area(size: tuple[int | float, int | float]) -> float: ...
            def scaled(x: list[int | float] | None = None) -> float: ...
            """));
        Assert.Empty(compiled.CompilerProblems);
        Assert.Empty(compiled.Reported);
    }

    [Theory]
    [InlineData("Vec = list[float]", "Vec", "double[]")]
    [InlineData("Vec: TypeAlias = list[float]", "Vec", "double[]")]
    [InlineData("Vec: t.TypeAlias = 'list[float]'", "Vec", "double[]")]
    [InlineData("type Vec = list[float]", "Vec", "double[]")]
    [InlineData("type Vec[T] = list[T]", "Vec[int]", "long[]")]
    [InlineData("type Vec[T] = list[T]", "Vec", "object?[]")]
    [InlineData("type Vec[T: int] = list[T]", "Vec[int]", "long[]")]
    [InlineData("type Vec[T = int] = list[T]", "Vec['float']", "double[]")]
    [InlineData("type Pair[T] = tuple[T, T]", "Pair[int]", "(long, long)")]
    [InlineData("type Pair[T] = tuple[T, T]", "Pair[Pair[str]]", "((string, string), (string, string))")]
    [InlineData("type Both[A, B] = dict[B, list[A]]", "Both[int, str]", "System.Collections.Generic.Dictionary<string, long[]>")]
    [InlineData("type Both[A, B] = tuple[A, B]", "Both[int]", "(long, object?)")]
    [InlineData("type Vec[T] = list[T]\ntype Mat[U] = Vec[Vec[U]]", "Mat[int]", "long[][]")]
    [InlineData("type Maybe[T] = T | None", "Maybe[int]", "long?")]
    [InlineData("type Either[A, B] = A | B", "list[Either[int, None]]", "long?[]")]
    [InlineData("type Cell[T] = npt.NDArray[T]", "Cell[np.float32]", "float[]")]
    [InlineData("T = TypeVar('T')\nVec = list[T]", "Vec[int]", "long[]")]
    [InlineData("T = TypeVar('T')\nVec = list[T]", "Vec", "object?[]")]
    [InlineData("T = TypeVar('T', bound=float)\nVec: TypeAlias = 'list[T]'", "Vec", "object?[]")]
    [InlineData("A = t.TypeVar('A')\nB = t.TypeVar('B')\nBoth = dict[B, A]", "Both[str, int]", "System.Collections.Generic.Dictionary<string, long>")]
    [InlineData("T = TypeVar('T')\nPair = Tuple[T, T]\nPairs = list[Pair[T]]", "Pairs[str]", "(string, string)[]")]
    [InlineData("T = TypeVar('T')", "list[T]", "object?[]")]
    [InlineData("type A[T] = list[A[T]]", "A[int]", "object?")]
    [InlineData("type Vec[T] = list[T]", "Vec[3 + 4]", "object?[]")]
    [InlineData("type Vec = 'list[float]'", "Vec", "double[]")]
    [InlineData("Vec = list[float]\nMat = list[Vec]", "Mat", "double[][]")]
    [InlineData("Mat = list['Vec']\nVec = list[float]", "Mat", "double[][]")]
    [InlineData("Vec = List[float]", "Optional[Vec]", "double[]?")]
    [InlineData("Vec = list[float]", "'Vec'", "double[]")]
    [InlineData("Place = Point", "Place", "Point")]
    [InlineData("Number = np.float32", "npt.NDArray[Number]", "float[]")]
    [InlineData("Id = NewType('Id', int)", "Id", "long")]
    [InlineData("Maybe = Optional[int]", "Maybe", "long?")]
    [InlineData("Maybe = int | None", "list[Maybe]", "long?[]")]
    [InlineData("Mode = Literal['a', 'b']", "Mode", "string")]
    [InlineData("if TYPE_CHECKING:\n    Vec = list[float]", "'Vec'", "double[]")]
    [InlineData("A = list[A]", "A", "object?")]
    [InlineData("A = list['B']\nB = dict[str, 'A']", "A", "object?")]
    [InlineData("A = list['B']\nB = dict[str, 'A']", "B", "object?")]
    [InlineData("type A = int | list[A]", "A", "object?")]
    [InlineData("A = list['B']\nB = dict[str, 'A']\nC = list[A]", "C", "object?[]")]
    [InlineData("Vec = list[float]\nVec = list[int]", "Vec", "object?")]
    [InlineData("if x:\n    Vec = list[float]\nelse:\n    Vec = list[int]", "Vec", "object?")]
    [InlineData("from other import Vec", "Vec", "object?")]
    [InlineData("Vec = other.Vec", "Vec", "object?")]
    [InlineData("Vec: type = list[float]", "Vec", "object?")]
    [InlineData("Vec = 'list[float]'", "Vec", "object?")]
    [InlineData("Vec = make('x')", "Vec", "object?")]
    [InlineData("Vec = 3", "Vec", "object?")]
    [InlineData("for Vec in x: ...\nVec = list[int]", "Vec", "object?")]
    public void An_alias_is_the_type_that_it_stands_for(string alias, string annotation, string type) =>
        Assert.Contains($"ComputeFuture<long> F({type} x)", Methods($"{alias}\ndef f(x: {annotation}) -> int: ..."));

    [Theory]
    [InlineData("def f() -> Iterator[int]: ...", "long[]")]
    [InlineData("def f() -> Generator[int, None, None]: ...", "long[]")]
    [InlineData("def f() -> Generator[int]: ...", "long[]")]
    [InlineData("def f() -> Generator[int, str, bool]:\n    yield 1", "long[]")]
    [InlineData("def f() -> Iterator[Point]:\n    yield Point(1)", "Point[]")]
    [InlineData("def f() -> typing.Iterable[str]: ...", "string[]")]
    [InlineData("def f() -> Sequence[float]: ...", "double[]")]
    [InlineData("def f() -> Collection[float]: ...", "double[]")]
    [InlineData("def f() -> Reversible[str]: ...", "string[]")]
    [InlineData("def f() -> AsyncIterator[int]: ...", "long[]")]
    [InlineData("def f() -> AsyncIterable[int]: ...", "long[]")]
    [InlineData("async def f() -> AsyncIterator[int]:\n    yield 1", "long[]")]
    [InlineData("async def f() -> AsyncGenerator[Point, None]:\n    yield Point(1)", "Point[]")]
    [InlineData("async def f() -> Iterator[int]: ...", "long[]")]
    [InlineData("def f() -> Optional[Iterator[int]]: ...", "long[]?")]
    [InlineData("def f() -> list[Iterator[int]]: ...", "long[][]")]
    [InlineData("def f() -> Iterator: ...", "PythonValue[]")]
    [InlineData("def f():\n    yield 1", "PythonValue[]")]
    public void What_can_be_walked_through_gives_an_array_of_its_items(string python, string type) =>
        Assert.Equal([$"ComputeFuture<{type}> F()"], Methods(python));

    [Theory]
    [InlineData("x: npt.NDArray[np.float64]", null)]
    [InlineData("x: npt.NDArray[np.float32]", null)]
    [InlineData("x: npt.NDArray[np.uint64], y: int", null)]
    [InlineData("x: npt.NDArray[np.uint8]", "f(_numpy.frombuffer(x, dtype=_numpy.uint8).copy())")]
    [InlineData("x: npt.NDArray[np.complex64]", "f(_numpy.asarray(x, dtype=_numpy.complex64))")]
    [InlineData("x: npt.NDArray[np.float64], y: list[float]", "f(_numpy.asarray(x), y)")]
    [InlineData("x: npt.NDArray[np.float32], y: list[float]", "f(_numpy.asarray(x, dtype=_numpy.float32), y)")]
    [InlineData("x: np.ndarray, y: list[float]", "f(_numpy.asarray(x), y)")]
    [InlineData("x: list[np.int8]", "f([_numpy.int8(v1) for v1 in x])")]
    [InlineData("x: np.float32 | None", "f(None if x is None else _numpy.float32(x))")]
    [InlineData("x: frozenset[int]", "f(frozenset(x))")]
    [InlineData("x: frozenset[np.int8]", "f(frozenset(_numpy.int8(v1) for v1 in x))")]
    [InlineData("x: bytearray", "f(bytearray(x))")]
    [InlineData("x: memoryview", "f(memoryview(x))")]
    [InlineData("x: OrderedDict[str, int]", "f(_collections.OrderedDict(x))")]
    [InlineData("x: Iterator[int]", "f((v for v in x))")]
    [InlineData("x: Deque[int]", "f(_collections.deque(x))")]
    [InlineData("x: 'collections.deque[Point]'", "f(_collections.deque(_build_Point(v1) for v1 in x))")]
    [InlineData("x: Counter[str]", "f(_collections.Counter(x))")]
    [InlineData("x: ChainMap[str, int]", "f(_collections.ChainMap(x))")]
    [InlineData("x: DefaultDict[str, list[int]]", "f(_collections.defaultdict(None, x))")]
    [InlineData("x: 'array.array[int]'", "f(_array.array(\"q\", x))")]
    [InlineData("x: 'array.array[float]'", "f(_array.array(\"d\", x))")]
    [InlineData("x: array.array", "f(_array_of(x))")]
    [InlineData("x: npt.NDArray[np.object_]", "f(_objects(x))")]
    [InlineData("x: npt.NDArray[np.bytes_]", "f(_numpy.asarray(x, dtype=_numpy.bytes_))")]
    [InlineData("x: np.bytes_", "f(_numpy.bytes_(x))")]
    [InlineData("x: Point, Point_: int", "f(_build_Point(x), Point_)")]
    [InlineData("Point: Point", "f(_build_Point(Point_))")]
    [InlineData("list: tuple[int, ...], tuple: int", "f(tuple(list_), tuple_)")]
    [InlineData("f: Point", "f(_build_Point(f_))")]
    [InlineData("_numpy: np.float32", "f(_numpy_.float32(_numpy_))")]
    [InlineData("_named: Point = None", "_named_[\"_named\"] = None if _named_[\"_named\"] is None else _build_Point(_named_[\"_named\"])")]
    [InlineData("x: int = g(), /", "f(_named.pop(\"x\", _inspect.signature(f).parameters[\"x\"].default), **_named)")]
    [InlineData("x: int = g(), y: int = 1, /, z: int = 2", "f(_named.pop(\"x\", _inspect.signature(f).parameters[\"x\"].default), y, **_named)")]
    [InlineData("x: int = g(), *rest: int", "f(_named.pop(\"x\", _inspect.signature(f).parameters[\"x\"].default), *rest, **_named)")]
    [InlineData("x: Point = g(), /", "_named[\"x\"] = _build_Point(_named[\"x\"])")]
    [InlineData("x: Iterator[Point]", "f((_build_Point(v1) for v1 in x))")]
    [InlineData("x: set[int], y: bytes, z: dict[str, int]", null)]
    [InlineData("x: Point = None", "_named[\"x\"] = None if _named[\"x\"] is None else _build_Point(_named[\"x\"])")]
    public void The_worker_makes_of_a_value_what_the_annotation_names(string parameters, string? adapter)
    {
        var generated = string.Join("\n", Compile($"def f({parameters}) -> int: ...").GeneratedTexts);
        if (adapter is null)
        {
            Assert.DoesNotContain("_call_f", generated, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(adapter, generated, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("if TYPE_CHECKING:\n    def f(x: int) -> int: ...", "it is for type checkers only, so the worker does not have it")]
    [InlineData("if typing.TYPE_CHECKING:\n    def f(x: int) -> int: ...", "it is for type checkers only, so the worker does not have it")]
    [InlineData("if TYPE_CHECKING and x:\n    def f(x: int) -> int: ...", "it is for type checkers only, so the worker does not have it")]
    [InlineData("if not TYPE_CHECKING:\n    y = 1\nelse:\n    def f(x: int) -> int: ...", "it is for type checkers only, so the worker does not have it")]
    [InlineData("if not TYPE_CHECKING:\n    y = 1\nelif x:\n    def f(x: int) -> int: ...", "it is for type checkers only, so the worker does not have it")]
    [InlineData("if False:\n    def f(x: int) -> int: ...", "it is for type checkers only, so the worker does not have it")]
    [InlineData("if x:\n    def f(x: int) -> int: ...\nelse:\n    def f(x: str) -> int: ...", "its name is bound in different ways (lines 12, 14), so its signature is not certain")]
    [InlineData("def f(x: int) -> int: ...\nif x:\n    def f(x: str) -> int: ...", "its name is bound in different ways (lines 11, 13), so its signature is not certain")]
    [InlineData("def f(x: int) -> int: ...\nf = jit(f)", "its name is bound by something else as well, so its signature is not certain")]
    [InlineData("try:\n    from fast import f\nexcept ImportError:\n    def f(x: int) -> int: ...", "its name is bound by something else as well, so its signature is not certain")]
    [InlineData("def f(x: int) -> int: ...\nclass f: ...", "its name is bound by something else as well, so its signature is not certain")]
    public void A_function_that_a_call_may_not_reach_gets_no_method_and_a_reason(string python, string reason)
    {
        var compiled = CompileWithReports(python + "\ndef other() -> int: ...");
        var diagnostic = Assert.Single(compiled.Reported, diagnostic => diagnostic.Id == "GCR091");
        Assert.Contains($": {reason}; declare", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(["ComputeFuture<long> Other()"], Methods(compiled));
    }

    [Theory]
    [InlineData("if TYPE_CHECKING:\n    def f(x: str) -> int: ...\nelse:\n    def f(x: int) -> int: ...")]
    [InlineData("if TYPE_CHECKING:\n    def f(x: str) -> int: ...\ndef f(x: int) -> int: ...")]
    [InlineData("if not TYPE_CHECKING:\n    def f(x: int) -> int: ...")]
    [InlineData("if TYPE_CHECKING or x:\n    def f(x: int) -> int: ...")]
    [InlineData("def f(x: str) -> int: ...\ndef f(x: int) -> int: ...")]
    [InlineData("f = None\ndef f(x: int) -> int: ...")]
    [InlineData("if x:\n    def f(x: int) -> int: ...\nelse:\n    def f(x: int) -> int: ...")]
    [InlineData("@overload\ndef f(x: str) -> int: ...\ndef f(x: int) -> int: ...")]
    [InlineData("if x:\n    if TYPE_CHECKING:\n        y = 1\n    else:\n        y = 2\ndef f(x: int) -> int: ...")]
    public void A_function_whose_last_def_is_certain_gets_its_method(string python) =>
        Assert.Equal(["ComputeFuture<long> F(long x)"], Methods(python));

    [Fact]
    public void A_class_for_type_checkers_only_is_none_that_the_worker_can_make() =>
        Assert.Equal(["ComputeFuture<PythonValue> F(object? x)"], Methods("if TYPE_CHECKING:\n    @dataclass\n    class Spot:\n        x: int\ndef f(x: 'Spot') -> 'Spot': ..."));

    [Fact]
    public void Aliases_that_double_with_each_of_them_stay_small()
    {
        var aliases = string.Join("\n", Enumerable.Range(1, 60).Select(i => $"A{i} = tuple[A{i - 1}, A{i - 1}]"));
        Assert.Equal(["ComputeFuture<long> F(object? x)"], Methods($"A0 = tuple[int, int]\n{aliases}\ndef f(x: A60) -> int: ..."));
    }

    private static string[] Methods(string python) => Methods(Compile(python));

    private static string[] Methods(Compiled compiled) => ModuleInterfaceTests.Methods(compiled);

    private static Compiled Compile(string python)
    {
        var compiled = CompileWithReports(python);
        Assert.Empty(compiled.Reported);
        return compiled;
    }

    private static Compiled CompileWithReports(string python)
    {
        var compiled = Compiled.From(
            "namespace My.App;\n[ComputeModule(\"things.py\")]\npublic partial interface IThings;",
            new TestFile("things.py", Imports + python));
        Assert.Empty(compiled.CompilerProblems);
        return compiled;
    }
}
