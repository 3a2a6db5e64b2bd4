using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Usage;

public sealed class JsonContextTests
{
    private const string Rest = """

        public sealed record Point(double X);
        public struct Size { public double Width { get; set; } }
        public sealed record Shape(Point Center, List<Size> Sizes) { public Style Style; }
        public enum Style { Plain }
        public sealed class Ring : List<Point>;

        public abstract class ContextBase() : System.Text.Json.Serialization.JsonSerializerContext(null)
        {
            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """;

    public static TheoryData<string, string> Missing => new()
    {
        { "typeof(Point)", "Task F([|Size|] a);" },
        { "typeof(Point)", "ComputeFuture<[|Size|]> F(Point a);" },
        { "typeof(Point)", "ComputeFuture<Point> F([|Point[]|] a);" },
        { "typeof(Point)", "GlobusCompute.Remote.ComputeFuture<[|List<Point>|]> F();" },
        { "typeof(Point)", "Task F([|Dictionary<string, Point>|] a);" },
        { "typeof(Size)", "Task F([|Size?|] a);" },
        { "typeof(Point)", "Task F(params [|Size[]|] a);" },
        { "typeof(Point)", "Task F([|Style|] a);" },
        { "typeof(Point)", "Task F([|(Point, int)|] a);" },
        { "typeof(Shape)", "Task F([|Ring|] a);" },
    };

    public static TheoryData<string, string> Listed => new()
    {
        { "typeof(Point)", "ComputeFuture<Point> F(Point? a, int b, List<string> c, CancellationToken d);" },
        { "typeof(Shape)", "ComputeFuture<Shape?> F(Point a, List<Size> b, Size c, Style d);" },
        { "typeof(Size?)", "ComputeFuture<Size> F(Size? a, params Size[] b);" },
        { "typeof(Point[])", "Task F(Point[] a, Point b);" },
        { "typeof(Ring)", "Task F(Ring a, Point b);" },
        { "typeof(Point)", "Task F(params Point[] b);" },
        { "typeof(Point)", "#pragma warning disable GCR080\nTask F(Size b);" },
    };

    [Theory]
    [MemberData(nameof(Missing))]
    public void A_type_that_the_context_does_not_list_is_an_error_at_the_type(string listed, string method)
    {
        var (text, span) = Marked.Parse(Source(listed, method));
        var compiled = Compiled.From(text);
        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal(("GCR080", span), (diagnostic.Id, diagnostic.Location.SourceSpan));
        Assert.Empty(compiled.CompilerProblems);
    }

    [Theory]
    [MemberData(nameof(Listed))]
    public void A_type_that_the_context_lists_or_a_listed_type_is_made_of_is_none(string listed, string method)
    {
        var compiled = Compiled.From(Source(listed, method));
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
    }

    [Fact]
    public void A_type_for_which_the_context_has_a_property_is_listed() =>
        Assert.Empty(Compiled.From(Source(
            "typeof(Point)", "Task F(Size a);", "public System.Text.Json.Serialization.Metadata.JsonTypeInfo<Size> Size => null!;")).Reported);

    [Fact]
    public void Of_a_context_that_lists_nothing_and_is_written_by_hand_nothing_is_known() =>
        Assert.Empty(Compiled.From(Source("typeof(Point)", "Task F(Size a);").Replace("[System.Text.Json.Serialization.JsonSerializable(typeof(Point))]", "")).Reported);

    [Fact]
    public void Without_a_context_nothing_is_missing() =>
        Assert.Empty(Compiled.From("public interface I { [ComputeFunction(Source = \"def f(a): pass\")] Task F(Point a); }" + Rest).Reported);

    [Fact]
    public void What_an_inherited_method_lacks_is_said_where_the_context_is_named()
    {
        var compiled = Compiled.From("""
            public interface IBase { [ComputeFunction(Source = "def f(a): pass")] Task F(Size a); }
            [ComputeJson(typeof(Context))] public interface IDerived : IBase;
            [System.Text.Json.Serialization.JsonSerializable(typeof(Point))] public sealed class Context : ContextBase { public static Context Default { get; } = new(); }
            """ + Rest);
        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal(("GCR080", "IDerived"), (diagnostic.Id, Compiled.Marked(diagnostic)));
        Assert.Equal("IBase.F: Size has no metadata, because Context does not list it; add [JsonSerializable(typeof(Size))] to Context", diagnostic.GetMessage(null));
    }

    private static string Source(string listed, string method, string member = "") => $$"""
        [ComputeJson(typeof(Context))]
        public interface I
        {
            [ComputeFunction("b0a5d1a0-2b22-4381-b899-ba73321e41e0")]
            {{method}}
        }

        [System.Text.Json.Serialization.JsonSerializable({{listed}})]
        public sealed class Context : ContextBase
        {
            public static Context Default { get; } = new();
            {{member}}
        }
        """ + Rest;
}
