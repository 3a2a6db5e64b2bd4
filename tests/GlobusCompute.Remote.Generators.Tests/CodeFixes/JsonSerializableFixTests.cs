using GlobusCompute.Remote.CodeFixes.Fixes;
using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.CodeFixes;

public sealed class JsonSerializableFixTests
{
    private const string Types = """
        namespace Lab.Shapes
        {
            public sealed record Point(double X);

            public struct Size { public double Width { get; set; } }
        }

        public abstract class ContextBase() : System.Text.Json.Serialization.JsonSerializerContext(null)
        {
            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """;

    private const string Interface = """
        using Lab.Shapes;

        [ComputeJson(typeof(Lab.LabContext))]
        public interface I
        {
            [ComputeFunction(Source = "def f(a, b): pass")] ComputeFuture<Dictionary<string, Size?>> F(List<Point?> a, Point? b);
        }

        [ComputeJson(typeof(Lab.LabContext))]
        public interface J
        {
            [ComputeFunction(Source = "def f(a): pass")] Task F(params Point[] a);
        }
        """;

    private const string Context = """
        namespace Lab
        {
            [System.Text.Json.Serialization.JsonSerializable(typeof(int))]
            internal sealed class LabContext : ContextBase
            {
                public static LabContext Default { get; } = new();
            }
        }
        """;

    [Fact]
    public async Task A_missing_type_is_listed_behind_the_others_as_the_context_writes_it()
    {
        using var project = Project(Context);
        await project.FixAsync(new JsonSerializableFix(), "GCR080", "Add [JsonSerializable] for Dictionary<string, Size?> to LabContext");
        Assert.Equal(
            Context.Replace(
                "(typeof(int))]\n",
                "(typeof(int))]\n    [System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, Shapes.Size?>))]\n",
                StringComparison.Ordinal),
            project.Text("Context.cs"));
        Assert.Equal(["Context.cs"], project.Changed());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task All_missing_types_are_listed_at_once_each_only_once(string newLine)
    {
        var context = Context.ReplaceLineEndings(newLine);
        using var project = Project(context);
        Assert.Equal(4, (await project.DiagnosticsAsync("GCR080")).Count);
        await project.FixAllAsync(new JsonSerializableFix(), "GCR080", "Add [JsonSerializable] for Dictionary<string, Size?> to LabContext");
        Assert.Equal(
            context.Replace(
                $"(typeof(int))]{newLine}",
                $"(typeof(int))]{newLine}    [System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, Shapes.Size?>))]{newLine}"
                + $"    [System.Text.Json.Serialization.JsonSerializable(typeof(List<Shapes.Point>))]{newLine}"
                + $"    [System.Text.Json.Serialization.JsonSerializable(typeof(Shapes.Point))]{newLine}",
                StringComparison.Ordinal),
            project.Text("Context.cs"));
        Assert.Empty(await project.DiagnosticsAsync("GCR080"));
        Assert.Empty(project.Compile().CompilerProblems);
    }

    [Fact]
    public async Task What_inherited_methods_lack_is_listed_together()
    {
        using var project = FixProject.Of(
            """
            using Lab.Shapes;
            public interface IBase { [ComputeFunction(Source = "def f(a, b): pass")] Task F(Point[] a, Size b); }
            [ComputeJson(typeof(Lab.LabContext))] public interface IDerived : IBase;
            """,
            ("Types.cs", Types),
            ("Context.cs", Context));
        await project.FixAsync(new JsonSerializableFix(), "GCR080", "Add [JsonSerializable] for Point[], Size to LabContext");
        Assert.Empty(await project.DiagnosticsAsync("GCR080"));
    }

    private static FixProject Project(string context) => FixProject.Of(Interface, ("Types.cs", Types), ("Context.cs", context));
}
