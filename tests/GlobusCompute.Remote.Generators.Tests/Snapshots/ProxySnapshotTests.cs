using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Snapshots;

public sealed class ProxySnapshotTests
{
    private const string Id = "b0a5d1a0-2b22-4381-b899-ba73321e41e0";

    private const string Context = """
        public sealed class Context() : System.Text.Json.Serialization.JsonSerializerContext(null)
        {
            public static Context Default { get; } = new();
            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """;

    private static readonly TestFile s_analysis = new(
        "python/analysis.py",
        "\uFEFFimport math\r\n\r\n\r\ndef fit(x, y, degree=2):\r\n    \"\"\"Fits.\"\"\"\r\n    return {'slope': math.pi}\r\n\r\n\r\ndef spread(*values, scale):\r\n    return max(values) * scale\r\n");

    [Fact]
    public void A_pinned_an_inline_and_a_file_function_side_by_side() => Snapshot.Verify(Compiled.From(
        $$"""
        namespace My.App;

        public sealed record FitResult(double Slope);

        public interface IAnalysis
        {
            [ComputeFunction("{{Id}}")]
            ComputeFuture<string> HelloWorld();

            [ComputeFunction(File = "python/analysis.py", Name = "fit", Description = "A \"fit\"", Public = true)]
            ComputeFuture<FitResult> Fit(double[] x, double[] y, int degree = 2, CancellationToken cancellationToken = default);

            [ComputeFunction(Source = "def add(a, b):\r\n    return a + b\r\n")]
            ComputeFuture<int> Add(int a, int b);

            [ComputeFunction(File = @"python\analysis.py")]
            Task<double?> SpreadAsync([PythonKeyword] double scale, params double[] values);

            [ComputeFunction("{{Id}}", File = "python/fire.py", Name = "fit")]
            Task Fire(string? note, [ComputeOmitWhenNull] int? degree = null, [PythonName("lambda_")] double lambda = 1.5);

            [ComputeFunction("{{Id}}", Name = "quiet")]
            ComputeFuture Quiet([PythonKeyword("from_")] List<string> from);
        }
        """,
        s_analysis,
        new TestFile("python/fire.py", "def fit(note, degree=None, lambda_=1.5):\n    pass\n")));

    [Fact]
    public void Commands_of_every_kind() => Snapshot.Verify(Compiled.From(
        """
        namespace My.App;

        public interface ICommands
        {
            [ComputeShellFunction("grep -c -- {pattern} {paths}", WalltimeSeconds = 2.5, SnippetLines = 10, Stdout = "out.txt", Stderr = "err.txt", Name = "count")]
            ComputeFuture<ShellResult> Count(string pattern, params string[] paths);

            [ComputeShellFunction("find . -maxdepth {max_depth} {options} \"{{}}\"", Description = "Finds", Public = true, TimeoutSeconds = 60, Idempotent = true)]
            Task<ShellResult> FindAsync([ComputeUnquoted] string options, [ComputeOmitWhenNull] int? maxDepth = null, CancellationToken cancellationToken = default);

            [ComputeMpiFunction("./simulate {seeds}")]
            ComputeFuture<ShellResult> Simulate(params ReadOnlySpan<int> seeds);
        }
        """));

    [Fact]
    public void Results_that_may_be_null_say_so() => Snapshot.Verify(Compiled.From(
        $$"""
        public interface INulls
        {
            [ComputeFunction("{{Id}}")] ComputeFuture<string?> Text();
            [ComputeFunction("{{Id}}")] ComputeFuture<int?> Number();
            [ComputeFunction("{{Id}}")] Task<List<string?>> Inner();
            [ComputeFunction("{{Id}}")] Task<Dictionary<string, string?[]?>?> Deep(List<string?>? list, (string? A, int B)? pair);
        #nullable disable
            [ComputeFunction("{{Id}}")] Task<string> Oblivious(string text, List<string> list);
        #nullable restore
        }
        """));

    [Fact]
    public void Names_that_need_escaping_and_names_that_collide() => Snapshot.Verify(Compiled.From(
        $$"""
        namespace @class.@event;

        public interface @interface
        {
            [ComputeFunction("{{Id}}", Name = "class_")] Task<int> @class(int @int, string @string);
            [ComputeFunction("{{Id}}")] Task<int> Go(int __call, int __context, int __Go, int context, int _);
            [ComputeFunction("{{Id}}", Name = "größe")] Task<int> Größe(int größe);
        }
        """));

    [Fact]
    public void Overloads_tuples_generic_arguments_dynamic_and_spans() => Snapshot.Verify(Compiled.From(
        $$"""
        namespace My;

        public interface IShapes
        {
            [ComputeFunction("{{Id}}")] ComputeFuture<(int Count, string Name)> F((double X, double Y)[] points);
            [ComputeFunction("{{Id}}")] ComputeFuture<Dictionary<string, List<int[]>>> F(IReadOnlyDictionary<Guid, int?> map);
            [ComputeFunction("{{Id}}")] ComputeFuture<dynamic> F(dynamic a, List<dynamic> b);
            [ComputeFunction("{{Id}}")] ComputeFuture<double[,]> F(CancellationToken token, params ReadOnlySpan<string?> names);
            [ComputeFunction("{{Id}}")] ComputeFuture<long> F(ulong size, Outer<int>.Inner<string> inner, params object?[] more);
        }

        public class Outer<T>
        {
            public sealed class Inner<U>;
        }
        """));

    [Fact]
    public void Default_values_of_every_kind_stay_with_the_interface() => Snapshot.Verify(Compiled.From(
        $$"""
        public interface IDefaults
        {
            [ComputeFunction("{{Id}}")]
            Task F(bool a = true, byte b = 1, sbyte c = -1, short d = -2, ushort e = 3, int f = int.MinValue, uint g = 4, long h = -5L, ulong i = 6UL,
                float j = 1.5f, double k = double.NaN, decimal l = 1.25m, char m = '\'', string n = "a\"\n", string? o = null, DayOfWeek p = DayOfWeek.Friday,
                Guid q = default, int? r = 7, double s = double.NegativeInfinity, object? t = null, DateTime u = new(), CancellationToken v = default);
        }
        """));

    [Fact]
    public void Nested_and_internal_interfaces_with_same_names() => Snapshot.Verify(Compiled.From(
        $$"""
        namespace A
        {
            internal interface IWork
            {
                [ComputeFunction("{{Id}}")] Task Run();
            }

            internal static class Outer
            {
                internal interface IWork
                {
                    [ComputeFunction("{{Id}}")] Task Run();
                }
            }

            internal static class Outer_IWork_ComputeProxy;
        }

        namespace B
        {
            public interface IWork
            {
                [ComputeFunction("{{Id}}")] Task Run();
            }

            public interface Iwork
            {
                [ComputeFunction("{{Id}}")] Task Run();
            }
        }
        """));

    [Fact]
    public void Inherited_interfaces_are_implemented_with_their_bases() => Snapshot.Verify(Compiled.From(
        $$"""
        public interface IA
        {
            [ComputeFunction("{{Id}}")] Task<int> F(int x);
        }

        public interface IB
        {
            [ComputeFunction("{{Id}}")] Task<int> F(int x);
        }

        #pragma warning disable GCR002
        public interface IBase<T>
        {
            [ComputeFunction("{{Id}}")] Task<T> Get(T? value);
        }
        #pragma warning restore GCR002

        public interface IBoth : IA, IB;

        public interface IMore : IBoth, IBase<string?>, IBase<int>
        {
            [ComputeFunction("{{Id}}")] new Task<int> F(int x);

            int Ready => 1;

            static int Count => 2;
        }
        """));

    [Fact]
    public void Json_metadata_by_context_by_reflection_and_by_naming() => Snapshot.Verify(Compiled.From(
        $$"""
        namespace My;

        public sealed record Point(double X);

        [ComputeJson(typeof(Context))]
        public interface IContext
        {
            [ComputeFunction("{{Id}}")] Task<Point> F();
        }

        [ComputeJson(typeof(Context), Naming = ComputeNaming.AsDeclared)]
        public interface IContextNamed
        {
            [ComputeFunction("{{Id}}")] Task<Point> F();
        }

        [ComputeJson(Naming = ComputeNaming.CamelCase)]
        public interface IReflectionNamed
        {
            [ComputeFunction("{{Id}}")] Task<Point> F();
        }

        [ComputeJson(Naming = (ComputeNaming)(-3))]
        public interface IBuiltInNamed
        {
            [ComputeFunction("{{Id}}")] Task<double[]> F(params string[] names);
        }

        public interface IInheritsContext : IContext;

        {{Context}}
        """));

    [Fact]
    public void Warnings_of_the_users_own_types_are_not_repeated() => Snapshot.Verify(Compiled.From(
        $$"""
        using System.Diagnostics.CodeAnalysis;

        [Obsolete("old")]
        public sealed class Old;

        [Obsolete("gone", error: true)]
        public sealed class Gone;

        [Experimental("MYEXP1")]
        public sealed class Fresh;

        #pragma warning disable CS0618, MYEXP1
        public interface IWarn
        {
            [ComputeFunction("{{Id}}")] Task<Old> F(Fresh[] fresh);

            [Obsolete("really gone", error: true)]
            [ComputeFunction("{{Id}}")] Task<List<Gone>> G([DisallowNull] string? text);
        }
        #pragma warning restore CS0618, MYEXP1
        """));

    [Fact]
    public void Members_that_cannot_work_throw() => Snapshot.VerifyBroken(Compiled.From(
        $$"""
        public interface IBroken
        {
            [ComputeFunction("{{Id}}")] Task Works();
            [ComputeFunction] Task Nothing();
            [ComputeFunction("{{Id}}")] int Wrong();
            [ComputeFunction("{{Id}}")] Task References(ref int a, out string b, in double c, ref readonly long d);
            [ComputeFunction("{{Id}}")] Task<T?> Generic<T, U, V, W>(T? t, U? u, V? v, W? w) where T : class where U : struct where V : notnull;
            [ComputeFunction("{{Id}}")] Task Span(Span<int> span, scoped ReadOnlySpan<int> other);
            [ComputeFunction("{{Id}}")] unsafe Task Pointer(int* pointer);
            string Name { get; set; }
            int Size { get; init; }
            ref readonly int this[int i, string @as] { get; }
            event EventHandler? Changed;
            void Unmarked();
            ref int Reference();
        }
        """));

    [Fact]
    public void Source_text_of_every_kind_is_embedded_unchanged() => Snapshot.Verify(Compiled.From(
        $$"""
        public interface ITexts
        {
            [ComputeFunction(File = "quotes.py")] Task Quotes();
            [ComputeFunction(File = "quotes.py", Name = "second")] Task Second();
            [ComputeFunction(File = "emoji.py")] Task Emoji();
            [ComputeFunction(File = "control.py")] Task Control();
            [ComputeFunction(Source = "    def indented():\n        return 1\n")] Task Indented();
        }
        """,
        new TestFile("quotes.py", "def quotes():\n    return \"\"\"\"x\"\"\" + '\\n{}'\n\n\ndef second():\n\treturn 2"),
        new TestFile("emoji.py", "def emoji():\n    return '😀 ü'\n"),
        new TestFile("control.py", "def control():\n    return '\u2028\u0007'\n")));

    [Fact]
    public void A_tag_stays_here_wherever_it_stands() => Snapshot.Verify(Compiled.From(
        $$"""
        public interface ITagged
        {
            [ComputeFunction("{{Id}}")] ComputeFuture<int> First([ComputeTag] string tag, int a, CancellationToken cancellationToken);
            [ComputeFunction("{{Id}}")] ComputeFuture Last(int a, [ComputeOmitWhenNull] int? b, [ComputeTag] string? @class = null);
            [ComputeFunction("{{Id}}")] Task Between([ComputeTag] string __call, CancellationToken token = default, params string[] items);
        }
        """));
}
