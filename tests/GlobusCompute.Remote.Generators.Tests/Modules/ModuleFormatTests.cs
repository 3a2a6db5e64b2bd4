using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Serialization;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Modules;

/// <summary>Binary formats in methods that are written from Python files: by annotations of pandas, and by what the interface names.</summary>
public sealed class ModuleFormatTests
{
    internal const string Package = """
        namespace Microsoft.Data.Analysis { public class DataFrame; public class DataFrameColumn; }
        namespace Apache.Arrow { public class RecordBatch; }
        namespace GlobusCompute.Remote.DataFrames
        {
            [GlobusCompute.Remote.Serialization.PythonAdapter("DataFrames", "def decode(d): return d\ndef encode(v): return v",
                Annotations = new[] { "pd.DataFrame", "pd.Series", "pandas.DataFrame", "pandas.Series" },
                Types = new[] { typeof(Microsoft.Data.Analysis.DataFrame), typeof(Microsoft.Data.Analysis.DataFrameColumn), typeof(Apache.Arrow.RecordBatch) })]
            public class PandasFormat : GlobusCompute.Remote.Serialization.ComputeFormat
            {
                public override void Write<T>(System.Buffers.IBufferWriter<byte> output, T value) { }
                public override T Read<T>(System.ReadOnlyMemory<byte> data, GlobusCompute.Remote.Serialization.ComputeFormatBudget budget) => default!;
            }
        }
        """;

    internal const string Formats = """
        public readonly record struct Point(double X, double Y);
        [PythonAdapter("points", "def decode(d): return d\ndef encode(v): return v", Annotations = new[] { "complex", "Dot" })]
        public class PointFormat : ComputeFormat<Point>
        {
            public override void WriteValue(System.Buffers.IBufferWriter<byte> output, Point value) { }
            public override Point ReadValue(ReadOnlyMemory<byte> data, ComputeFormatBudget budget) => default;
        }
        public abstract class NoFormat : PointFormat;
        [AttributeUsage(AttributeTargets.Class)] public sealed class RowAttribute : Attribute;
        [PythonAdapter("rows", "def decode(d): return d\ndef encode(v): return v", MarkerAttribute = typeof(RowAttribute))]
        public class RowFormat : ComputeFormat
        {
            public override void Write<T>(System.Buffers.IBufferWriter<byte> output, T value) { }
            public override T Read<T>(ReadOnlyMemory<byte> data, ComputeFormatBudget budget) => default!;
        }
        [Row] public record Entry(long Number);
        """;

    [Theory]
    [InlineData("import pandas as pd\ndef f(a: pd.DataFrame, b: pd.Series) -> pd.DataFrame: ...", "ComputeFuture<DataFrame> F(DataFrame a, DataFrameColumn b)")]
    [InlineData("import pandas\ndef f(a: pandas.DataFrame) -> pandas.Series: ...", "ComputeFuture<DataFrameColumn> F(DataFrame a)")]
    [InlineData("from pandas import DataFrame as Frame, Series\ndef f(a: Frame) -> Series: ...", "ComputeFuture<DataFrameColumn> F(DataFrame a)")]
    [InlineData("def f(a: 'pd.DataFrame') -> 'pd.DataFrame':\n    import pandas as pd\n    return a", "ComputeFuture<DataFrame> F(DataFrame a)")]
    [InlineData("import pandas as pd\nfrom typing import Optional\ndef f(a: Optional[pd.DataFrame]) -> pd.DataFrame | None: ...", "ComputeFuture<DataFrame?> F(DataFrame? a)")]
    [InlineData("import pandas as pd\ndef f(n: int, a: pd.DataFrame = None) -> int: ...", "ComputeFuture<long> F(long n, DataFrame? a = null)")]
    [InlineData("import pandas as pd\nFrame = pd.DataFrame\ndef f(a: Frame) -> int: ...", "ComputeFuture<long> F(DataFrame a)")]
    [InlineData("import pandas as pd\ndef f(a: list[pd.DataFrame]) -> dict[str, pd.Series]: ...", "ComputeFuture<System.Collections.Generic.Dictionary<string, DataFrameColumn>> F(DataFrame[] a)")]
    [InlineData("import pandas as pd\ndef f(*a: pd.DataFrame) -> int: ...", "ComputeFuture<long> F(params DataFrame[] a)")]
    [InlineData("import pandas as pd\nfrom typing import Iterator\ndef f(n: int) -> Iterator[pd.DataFrame]:\n    yield n", "ComputeFuture<DataFrame[]> F(long n)")]
    [InlineData("import pandas as pd\nasync def f(*, a: pd.DataFrame) -> pd.DataFrame: ...", "ComputeFuture<DataFrame> F([PythonKeyword] DataFrame a)")]
    [InlineData("import pandas as pd\nimport numpy as np\ndef f(a: pd.DataFrame, w: np.ndarray) -> pd.Series: ...", "ComputeFuture<DataFrameColumn> F(DataFrame a, double[] w)")]
    public void Annotations_of_pandas_are_types_of_the_package(string python, string method)
    {
        var compiled = Compile("", python, Compiled.Library("Frames", Package));
        Assert.Empty(compiled.Reported);
        var declared = Assert.Single(ModuleInterfaceTests.Methods(compiled));
        Assert.Equal(method, Shown(declared));
        Assert.Contains("PandasFormat", compiled.Generated, StringComparison.Ordinal);
        Assert.Contains("# Appended by GlobusCompute.Remote for payload formats", compiled.Generated, StringComparison.Ordinal);
        Assert.DoesNotContain("JsonTypeInfo<global::Microsoft.Data", compiled.Generated, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import pandas as pd\ndef f(a: pd.DataFrame | pd.Series) -> int: ...")]
    public void A_union_of_both_is_two_overloads(string python) => Assert.Equal(
        ["ComputeFuture<long> F(DataFrame a)", "ComputeFuture<long> F(DataFrameColumn a)"],
        ModuleInterfaceTests.Methods(Compile("", python, Compiled.Library("Frames", Package))).Select(Shown));

    [Theory]
    [InlineData("import pandas as pd\ndef f(a: pd.DataFrame) -> int: ...", "the parameter 'a'", "pd.DataFrame")]
    [InlineData("import pandas as pd\ndef f(a: int) -> list[pd.Series]: ...", "the result", "list[pd.Series]")]
    public void Without_the_package_a_warning_names_it(string python, string what, string annotation)
    {
        var line = python.Split('\n').Length;
        var diagnostic = Assert.Single(Compile("", python).Reported);
        Assert.Equal("GCR095", diagnostic.Id);
        Assert.Equal(
            $"IThings: {what} of f in 'a.py' (line {line}) has the annotation {annotation}, whose values a generated method does not carry: "
            + "add a reference to the package GlobusCompute.Remote.DataFrames, which sends data frames and series",
            diagnostic.GetMessage());
    }

    [Theory]
    [InlineData("import pandas as pd\ndef f(a: tuple[pd.DataFrame, int]) -> int: ...", "ComputeFuture<long> F((object?, long) a)")]
    [InlineData("import pandas as pd\ndef f() -> pd.DataFrame | pd.Series: ...", "ComputeFuture<PythonValue> F()")]
    [InlineData("import pandas as pd\ndef f(a: list[list[pd.DataFrame]]) -> int: ...", "ComputeFuture<long> F(object?[][] a)")]
    public void What_the_format_does_not_take_is_reported(string python, string method)
    {
        var compiled = Compile("", python, Compiled.Library("Frames", Package));
        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal("GCR095", diagnostic.Id);
        Assert.EndsWith("declare the method yourself", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal([method], ModuleInterfaceTests.Methods(compiled).Select(Shown));
    }

    [Fact]
    public void Another_librarys_frames_are_not_those_of_pandas()
    {
        var compiled = Compile("", "import polars as pd\ndef f(a: pd.DataFrame) -> pd.DataFrame: ...", Compiled.Library("Frames", Package));
        Assert.Empty(compiled.Reported);
        Assert.Equal(["ComputeFuture<PythonValue> F(object? a)"], ModuleInterfaceTests.Methods(compiled).Select(Shown));
    }

    [Fact]
    public void The_format_of_the_interface_is_for_its_annotations_and_pandas_has_its_own()
    {
        var compiled = Compile(
            "[ComputePayload(Format = typeof(PointFormat))]",
            "import pandas as pd\ndef f(p: complex, all: list[complex], frame: pd.DataFrame, n: int) -> dict[str, complex]: ...",
            Compiled.Library("Frames", Package));
        Assert.Empty(compiled.Reported);
        Assert.Equal(
            ["ComputeFuture<System.Collections.Generic.Dictionary<string, Point>> F(Point p, Point[] all, [ComputePayload] DataFrame frame, long n)"],
            ModuleInterfaceTests.Methods(compiled).Select(Shown));
    }

    [Fact]
    public void A_dataclass_of_the_file_that_a_format_makes_is_not_made_of_a_dict()
    {
        var compiled = Compile(
            "[ComputePayload(Format = typeof(PointFormat))]",
            "from dataclasses import dataclass\n@dataclass\nclass Dot:\n    x: float\ndef f(d: Dot, other: list[Dot]) -> Dot: ...");
        Assert.Empty(compiled.Reported);
        Assert.Equal(["ComputeFuture<Point> F(Point d, Point[] other)"], ModuleInterfaceTests.Methods(compiled).Select(Shown));
        Assert.DoesNotContain("_build_Dot", compiled.Generated, StringComparison.Ordinal);
    }

    [Fact]
    public void A_format_by_an_attribute_is_for_the_projects_own_types_of_the_files_classes()
    {
        var compiled = Compile(
            "[ComputePayload(Format = typeof(RowFormat))]",
            "from dataclasses import dataclass\n@dataclass\nclass Entry:\n    number: int\ndef f(entries: list[Entry], n: int) -> Entry: ...");
        Assert.Empty(compiled.Reported);
        Assert.Equal(["ComputeFuture<Entry> F(Entry[] entries, long n)"], ModuleInterfaceTests.Methods(compiled).Select(Shown));
        Assert.Contains("ResultFormat = __RowFormat", compiled.Generated, StringComparison.Ordinal);
        Assert.Contains("_build_Entry", compiled.Generated, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_declared_beside_generated_ones_has_its_format()
    {
        var compiled = Compiled.From(
            Compiled.Project(
                "using GlobusCompute.Remote.DataFrames; using Microsoft.Data.Analysis;\n"
                + """
                [ComputeModule("a.py"), ComputePayload(Format = typeof(PandasFormat))]
                public partial interface I
                {
                    [ComputeFunction(File = "a.py", Idempotent = true)]
                    ComputeFuture<DataFrame> Clean(DataFrame frame, Level level);
                }
                """,
                Compiled.Library("Frames", Package)),
            new TestFile(
                "a.py",
                "import enum\nimport pandas as pd\nclass Level(enum.Enum):\n    LOW = 1\n"
                + "def clean(frame: pd.DataFrame, level: Level) -> pd.DataFrame: ...\ndef other(frame: pd.DataFrame) -> int: ..."));
        Assert.Empty(compiled.CompilerProblems);
        Assert.Empty(compiled.Reported);
        Assert.Contains(
            compiled.GeneratedTexts, text => text.Contains("gcompute_formats_call(_call_clean_declared", StringComparison.Ordinal));
    }

    [Fact]
    public void A_format_of_the_interface_that_cannot_be_used_is_reported()
    {
        var diagnostic = Assert.Single(Compile("[ComputePayload(Format = typeof(NoFormat))]", "def f(n: int) -> int: ...").Reported);
        Assert.Equal("GCR042", diagnostic.Id);
        Assert.Equal("IThings: the format NoFormat for the methods of 'a.py' is abstract", diagnostic.GetMessage());
    }

    private static Compiled Compile(string attributes, string python, params MetadataReference[] references)
    {
        var compiled = Compiled.From(
            Compiled.Project($"namespace My.App;\n{Formats}\n[ComputeModule(\"a.py\")]{attributes} public partial interface IThings;", references), new TestFile("a.py", python));
        Assert.Empty(compiled.CompilerProblems);
        return compiled;
    }

    private static string Shown(string method) => method.Replace("Microsoft.Data.Analysis.", "", StringComparison.Ordinal);
}
