using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Serialization;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Modules;

/// <summary>Interfaces that are written from Python files, seen as the compiler sees them.</summary>
public sealed class ModuleInterfaceTests
{
    [Theory]
    [InlineData("def f(a: int, b: float = 1.5, *, c: str) -> bool: ...", "ComputeFuture<bool> F(long a, [PythonKeyword] string c, double b = 1.5)")]
    [InlineData("def f(a: list[float], b: dict[str, list[int]]) -> tuple[int, str]: ...", "ComputeFuture<(long, string)> F(double[] a, System.Collections.Generic.Dictionary<string, long[]> b)")]
    [InlineData("def f(a, b=2, c='x', d=True, e=None): ...", "ComputeFuture<PythonValue> F(object? a, long b = 2, string c = \"x\", bool d = true, object? e = null)")]
    [InlineData("def f() -> None: ...", "ComputeFuture F()")]
    [InlineData("import math\ndef f(x: float = math.pi) -> float: ...", "ComputeFuture<double> F([ComputeOmitWhenNull] double? x = null)")]
    [InlineData("def f(x: int | None = None) -> str | None: ...", "ComputeFuture<string?> F(long? x = null)")]
    [InlineData("def f(x: int = None): ...", "ComputeFuture<PythonValue> F(long? x = null)")]
    [InlineData("def f(a: int, *rest: float, k: int = 1) -> float: ...", "ComputeFuture<double> F(long a, [PythonKeyword] long k = 1, params double[] rest)")]
    [InlineData("def f(a: int = [], *rest: int) -> int: ...", "ComputeFuture<long> F([PythonKeyword, ComputeOmitWhenNull] long? a = null, params long[] rest)")]
    [InlineData("def f(a: int, /, b: int) -> int: ...", "ComputeFuture<long> F(long a, long b)")]
    [InlineData("import math\ndef f(a: float, b: float = math.e, /, c: int = 1) -> int: ...", "ComputeFuture<long> F(double a, [PythonKeyword, ComputeOmitWhenNull] double? b = null, [PythonKeyword] long c = 1)")]
    [InlineData("def f(**options: int) -> int: ...", "ComputeFuture<long> F()")]
    [InlineData("def f(class_: int, in_: str, lock: int) -> int: ...", "ComputeFuture<long> F([PythonName(\"class_\")] long @class, [PythonName(\"in_\")] string @in, long @lock)")]
    [InlineData("def f(*, class_: int, X: int, x: int) -> int: ...", "ComputeFuture<long> F([PythonKeyword(\"class_\")] long @class, [PythonKeyword(\"X\")] long x, [PythonKeyword(\"x\")] long x_)")]
    [InlineData("async def f(x: int) -> int: ...", "ComputeFuture<long> F(long x)")]
    [InlineData("from typing import Iterable\ndef f(x: int) -> Iterable[int]:\n    yield x", "ComputeFuture<long[]> F(long x)")]
    [InlineData("from typing import Literal\ndef f(x: Literal['a', 'b'] = 'a') -> Literal[1, 2]: ...", "ComputeFuture<long> F(string x = \"a\")")]
    [InlineData("import datetime as dt, uuid, decimal\ndef f(a: dt.datetime, b: dt.date, c: dt.timedelta, d: uuid.UUID, e: decimal.Decimal, g: bytes, h: complex) -> dt.time: ...", "ComputeFuture<System.TimeOnly> F(System.DateTime a, System.DateOnly b, System.TimeSpan c, System.Guid d, decimal e, byte[] g, System.Numerics.Complex h)")]
    [InlineData("def finalize() -> int: ...", "ComputeFuture<long> Finalize_()")]
    [InlineData("def to_string() -> str: ...", "ComputeFuture<string> ToString()")]
    [InlineData("def fit_line2D() -> str: ...", "ComputeFuture<string> FitLine2D()")]
    public void A_def_becomes_a_method(string python, string method) => Assert.Equal([method], Methods(Compile(python)));

    [Fact]
    public void A_union_becomes_overloads_of_which_one_has_the_default()
    {
        var compiled = Compile("def f(x: int | str | None = None, y: int = 2) -> int: ...");
        Assert.Equal(["ComputeFuture<long> F(long? x = null, long y = 2)", "ComputeFuture<long> F(string x, long y = 2)"], Methods(compiled));
    }

    [Fact]
    public void Unions_of_many_parameters_stay_within_a_dozen_overloads()
    {
        var compiled = Compile("def f(a: int | str, b: int | str, c: int | str, d: int | str) -> int: ...");
        Assert.Equal(8, Methods(compiled).Length);
        Assert.Contains("ComputeFuture<long> F(string a, string b, string c, object? d)", Methods(compiled));
    }

    [Fact]
    public void Functions_whose_names_differ_in_case_alone_get_two_methods()
    {
        var compiled = Compile("def fit(x: int) -> int: ...\ndef Fit(x: int) -> int: ...\ndef FIT(x: str) -> int: ...");
        Assert.Equal(["ComputeFuture<long> Fit(long x)", "ComputeFuture<long> Fit_(long x)", "ComputeFuture<long> FIT(string x)"], Methods(compiled));
    }

    [Theory]
    [InlineData("def f(x: int) -> float: ...", "Task<double> F(long x)")]
    [InlineData("def f() -> None: ...", "Task F()")]
    [InlineData("def f() -> str | None: ...", "Task<string?> F()")]
    [InlineData("def f() -> int | None: ...", "Task<long?> F()")]
    [InlineData("def f(x): ...", "Task<PythonValue> F(object? x)")]
    [InlineData("async def f() -> list[int]: ...", "Task<long[]> F()")]
    [InlineData("def f() -> tuple[int, str]:\n    'Docs.'", "Task<(long, string)> F()")]
    public void Methods_return_tasks_where_the_attribute_says_so(string python, string method)
    {
        Assert.Equal([method], Methods(Compile(python, arguments: ", ReturnsTask = true")));
        Assert.Equal([method.Replace("Task", "ComputeFuture", StringComparison.Ordinal)], Methods(Compile(python, arguments: ", ReturnsTask = false")));
    }

    [Fact]
    public void What_the_attribute_says_leaves_declared_methods_and_other_files_alone()
    {
        var compiled = Compiled.From(
            """
            namespace My.App;

            [ComputeModule("a.py", ReturnsTask = true)]
            [ComputeModule("b.py")]
            public partial interface IThings
            {
                [ComputeFunction(File = "a.py")] ComputeFuture<long> Mine();
            }

            public interface IMore : IThings
            {
                [ComputeFunction(File = "a.py", Name = "mine")] Task<long> MineToo();
            }
            """,
            new TestFile("a.py", "def mine() -> int: ...\ndef a() -> int: ...\n"),
            new TestFile("b.py", "def b() -> int: ...\n"));
        AssertClean(compiled);
        Assert.Equal(["ComputeFuture<long> Mine()", "Task<long> A()", "ComputeFuture<long> B()"], Methods(compiled));
    }

    [Fact]
    public void Private_functions_and_those_outside_of_all_get_no_method()
    {
        Assert.Equal(["ComputeFuture<long> A()"], Methods(Compile("def a() -> int: ...\ndef _b() -> int: ...\n")));
        Assert.Equal(["ComputeFuture<long> _b()"], Methods(Compile("__all__ = ['_b']\ndef a() -> int: ...\ndef _b() -> int: ...\n")).Select(text => text.Replace("B()", "_b()", StringComparison.Ordinal)));
        Assert.Equal(["ComputeFuture<long> A()"], Methods(Compile("__all__ = ['_b']\ndef a() -> int: ...\ndef _b() -> int: ...\n", arguments: ", Functions = new[] { \"a\" }")));
    }

    [Fact]
    public void Functions_that_declared_methods_call_get_no_second_method()
    {
        var compiled = Compile(
            "def a(x: int) -> int: ...\ndef b(x: int) -> int: ...\n",
            body: "[ComputeFunction(File = \"./things.py\", Name = \"b\", Idempotent = true)] ComputeFuture<int> Beta(int x);");
        Assert.Equal(["ComputeFuture<int> Beta(int x)", "ComputeFuture<long> A(long x)"], Methods(compiled));
    }

    [Fact]
    public void A_declared_member_keeps_its_name()
    {
        var compiled = Compile("def a(x: int) -> int: ...\n", body: "int A(long x) => 1;");
        Assert.Equal(["ComputeFuture<long> A_(long x)", "int A(long x)"], Methods(compiled).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_type_of_the_namespace_is_taken_for_the_class_of_its_name()
    {
        var compiled = Compile(
            "from dataclasses import dataclass\n@dataclass\nclass Point:\n    x: float\n\ndef f(p: Point) -> list[Point]: ...\n",
            outside: "public sealed record Point(double X);");
        Assert.Equal(["ComputeFuture<Point[]> F(Point p)"], Methods(compiled));
        Assert.Single(compiled.GeneratedTexts);
        Assert.Contains("context.UseReflectionJson().UseTypes(__Types.Instance)", compiled.Generated, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_the_methods_cannot_name_leaves_its_name_alone()
    {
        var compiled = Compile(
            "from dataclasses import dataclass\n@dataclass\nclass Point:\n    x: float\n\ndef f(p: Point) -> float: ...\n",
            outside: "internal sealed record Point(double X);");
        Assert.Equal(["ComputeFuture<double> F(Point_ p)"], Methods(compiled));
    }

    [Fact]
    public void Interfaces_of_one_file_and_namespace_share_its_types()
    {
        const string Python = "from dataclasses import dataclass\n@dataclass\nclass Point:\n    x: float\n@dataclass\nclass Other:\n    y: float\ndef f(p: Point) -> float: ...\ndef g(p: Other) -> Point: ...\n";
        var compiled = Compiled.From(
            """
            [ComputeModule("things.py", Functions = new[] { "f" })] internal partial interface IOne;
            [ComputeModule("things.py", Functions = new[] { "g" })] public partial interface ITwo;
            """,
            new TestFile("things.py", Python));
        AssertClean(compiled);
        var types = Assert.Single(compiled.GeneratedTexts, text => text.Contains("record Point", StringComparison.Ordinal));
        Assert.Contains("public sealed partial record Other(", types, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_of_one_name_in_two_files_take_the_names_of_their_files_with_them()
    {
        const string Python = "from dataclasses import dataclass\n@dataclass\nclass Point:\n    x: float\ndef f(p: Point) -> float: ...\n";
        const string Source = """
            namespace A { [ComputeModule("one.py")] public partial interface IOne; [ComputeModule("lib/two.py")] public partial interface ITwo; }
            namespace B { [ComputeModule("one.py")] public partial interface IThree; }
            """;
        var compiled = Compiled.From(Source, new TestFile("one.py", Python), new TestFile("lib/two.py", Python));
        AssertClean(compiled);
        Assert.NotNull(compiled.Output.GetTypeByMetadataName("A.OnePoint"));
        Assert.NotNull(compiled.Output.GetTypeByMetadataName("A.TwoPoint"));
        Assert.NotNull(compiled.Output.GetTypeByMetadataName("B.Point"));
    }

    [Fact]
    public void One_interface_may_be_written_from_several_files()
    {
        var compiled = Compiled.From(
            """[ComputeModule("a.py"), ComputeModule("b.py")] public partial interface IBoth;""",
            new TestFile("a.py", "def f(x: int) -> int: ...\n"),
            new TestFile("b.py", "def f(x: str) -> int: ...\ndef g() -> int: ...\n"));
        AssertClean(compiled);
        Assert.Equal(["F", "F", "G"], compiled.Output.GetTypeByMetadataName("IBoth")!.GetMembers().Select(member => member.Name));
    }

    [Fact]
    public void An_interface_that_inherits_one_is_implemented_with_it()
    {
        var compiled = Compiled.From(
            """
            [ComputeModule("things.py")] public partial interface IBase;
            public interface IDerived : IBase { [ComputeFunction(File = "things.py", Name = "g")] ComputeFuture<int> Also(); }
            public interface IPlain : IBase;
            """,
            new TestFile("things.py", "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\ndef f(p: P) -> int: ...\ndef g() -> int: ...\n"));
        AssertClean(compiled);
        Assert.Equal(4, compiled.GeneratedTexts.Count());
    }

    [Fact]
    public void Documentation_ids_are_the_compilers()
    {
        const string Python = """
            import datetime as dt
            import enum
            from dataclasses import dataclass
            from typing import NamedTuple
            class Color(enum.Enum):
                RED = 1
            class P(NamedTuple):
                x: float
                y: int
            @dataclass
            class D:
                x: int
            def a() -> int: ...
            def b(x: int | None, y: str | None, z: bool | None, c: Color, d: Color | None) -> int: ...
            def c(x: list[list[float]], y: dict[int, tuple[str, bytes]], z: set[dt.date], p: P | None, *rest: D) -> int: ...
            def d(x: tuple[int, int, int, int, int, int, int, int, int], y, z: complex, w: dt.timedelta) -> int: ...
            """;
        var compiled = Compile(Python);
        var members = compiled.Output.GetTypeByMetadataName("My.App.IThings")!.GetMembers();
        Assert.Equal(4, members.Length);
        var generated = string.Join("\n", compiled.GeneratedTexts);
        Assert.All(members, member => Assert.Contains($"<see cref=\"{member.GetDocumentationCommentId()}\"/>", generated, StringComparison.Ordinal));
    }

    [Fact]
    public void Members_of_records_and_enums_get_out_of_each_others_way()
    {
        const string Python = """
            import enum
            from dataclasses import dataclass, field
            from typing import TypedDict
            class Kind(enum.Enum):
                value = 1
                VALUE = 2
                class_ = 3
                DARK_RED = 4
            @dataclass
            class Odd:
                odd: int
                value: int
                Value: int
                equals: int
                to_string: str
                clone: bool
                class_: str
                get_hash_code: int = 0
                kind: Kind = Kind.DARK_RED
                others: list["Odd"] = field(default_factory=list)
                total: float = field(init=False, default=0.0)
            class Keys(TypedDict, total=False):
                a: int
                b_c: str
            def f(o: Odd, k: Keys) -> Odd: ...
            """;
        var compiled = Compile(Python);
        Assert.Equal(
            "Odd_ Value Value_ Equals_ ToString_ Clone_ Class GetHashCode_ Kind Others Total",
            string.Join(' ', Properties(compiled, "My.App.Odd")));
        Assert.Equal("Value Value_ Class DarkRed", string.Join(' ', compiled.Output.GetTypeByMetadataName("My.App.Kind")!.GetMembers().OfType<IFieldSymbol>().Select(member => member.Name)));
        Assert.Equal("A BC", string.Join(' ', Properties(compiled, "My.App.Keys")));
    }

    private static IEnumerable<string> Properties(Compiled compiled, string type) =>
        compiled.Output.GetTypeByMetadataName(type)!.GetMembers().OfType<IPropertySymbol>().Where(property => property.Name != "EqualityContract").Select(property => property.Name);

    private static Compiled Compile(string python, string body = "", string outside = "", string arguments = "")
    {
        var compiled = Compiled.From(
            $$"""
            namespace My.App;
            [ComputeModule("things.py"{{arguments}})]
            public partial interface IThings { {{body}} }
            {{outside}}
            """,
            new TestFile("things.py", python));
        AssertClean(compiled);
        return compiled;
    }

    private static void AssertClean(Compiled compiled)
    {
        Assert.Empty(compiled.CompilerProblems);
        Assert.Empty(compiled.Reported);
    }

    private static readonly SymbolDisplayFormat s_format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The interface's methods as a person would write them, with the attributes of their parameters.</summary>
    internal static string[] Methods(Compiled compiled) =>
        [.. compiled.Output.GetTypeByMetadataName("My.App.IThings")!.GetMembers().OfType<IMethodSymbol>().Select(method =>
            $"{Short(method.ReturnType)} {method.Name}({string.Join(", ", method.Parameters.Select(Write))})")];

    private static string Write(IParameterSymbol parameter)
    {
        var attributes = parameter.GetAttributes()
            .Where(attribute => attribute.AttributeClass!.ContainingNamespace.Name == "Remote")
            .Select(attribute => attribute.AttributeClass!.Name.Replace("Attribute", "", StringComparison.Ordinal) + (attribute.ConstructorArguments is [{ IsNull: false } name] ? $"(\"{name.Value}\")" : ""))
            .ToArray();
        return (attributes.Length == 0 ? "" : $"[{string.Join(", ", attributes)}] ")
            + parameter.ToDisplayString(s_format).Replace("My.App.", "", StringComparison.Ordinal);
    }

    private static string Short(ITypeSymbol type) =>
        type.ToDisplayString(s_format).Replace("GlobusCompute.Remote.", "", StringComparison.Ordinal).Replace("System.Threading.Tasks.", "", StringComparison.Ordinal).Replace("Serialization.", "", StringComparison.Ordinal).Replace("My.App.", "", StringComparison.Ordinal);
}
