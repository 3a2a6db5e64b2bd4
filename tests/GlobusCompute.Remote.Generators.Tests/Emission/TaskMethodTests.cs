using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Emission;

/// <summary>Methods that return <c>Task&lt;T&gt;</c> or <c>Task</c> beside those that return futures.</summary>
public sealed class TaskMethodTests
{
    private const string Source = """
        namespace My;

        public interface IAnalysis
        {
            [ComputeFunction("b0a5d1a0-2b22-4381-b899-ba73321e41e0")] ComputeFuture<int> Pinned(int x);
            [ComputeFunction(Source = "def inline(x): return x", TimeoutSeconds = 5, Idempotent = true)] ComputeFuture<double[]> Inline(double[] x);
            [ComputeFunction(File = "analysis.py")] ComputeFuture<string?> Fit(int x, [PythonKeyword, ComputeOmitWhenNull] double? y = null, CancellationToken cancellationToken = default);
            [ComputeFunction(File = "analysis.py")] ComputeFuture Save([ComputeTag] string tag, params int[] rest);
            [ComputeShellFunction("echo {text}")] ComputeFuture<ShellResult> Echo(string text, CancellationToken cancellationToken = default);
        }
        """;

    private const string Python = "def fit(x: int, *, y: float = 0.5) -> str | None: ...\ndef save(*rest: int) -> None: ...\n";

    private static readonly TestFile s_python = new("analysis.py", Python);

    [Fact]
    public void The_proxy_differs_from_that_of_futures_in_the_return_types_alone()
    {
        var futures = Clean(Source, s_python);
        var tasks = Clean(AsTasks(Source), s_python);
        Assert.Equal(
            futures.Generated.Replace("global::GlobusCompute.Remote.ComputeFuture", "global::System.Threading.Tasks.Task", StringComparison.Ordinal),
            tasks.Generated);
    }

    [Fact]
    public void A_module_of_tasks_differs_from_one_of_futures_in_the_return_types_alone()
    {
        const string Module = "[ComputeModule(\"analysis.py\")] public partial interface IAnalysis;";
        var futures = Clean(Module, s_python);
        var tasks = Clean(Module.Replace("\")", "\", ReturnsTask = true)", StringComparison.Ordinal), s_python);
        Assert.Equal(
            futures.GeneratedTexts.Select(text => text.Replace("global::GlobusCompute.Remote.ComputeFuture", "global::System.Threading.Tasks.Task", StringComparison.Ordinal)),
            tasks.GeneratedTexts);
        Assert.Contains("global::System.Threading.Tasks.Task<string?> Fit(", string.Join('\n', tasks.GeneratedTexts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pinned_function_stays_pinned_when_its_method_returns_a_task()
    {
        const string Fit = "[ComputeFunction(File = \"analysis.py\")] ComputeFuture<string?> Fit(int x);";
        var locked = LockText.File(LockText.Entry("IAnalysis.Fit", LockText.Hash("fit", Python)));
        foreach (var method in new[] { Fit, AsTasks(Fit) })
        {
            var compiled = Clean($"public interface IAnalysis {{ {method} }}", s_python, locked);
            Assert.Contains("Pins = ", compiled.Generated, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GCR059", "[|Task<string>|] Fit(int x)", "def fit(x: int) -> float: ...")]
    [InlineData("GCR060", "[|Task<string>|] Fit(int x)", "def fit(x: int) -> str | None: ...")]
    [InlineData("GCR051", "Task<string> [|Fit|](int x)", "def fit(x: int, y: int) -> str: ...")]
    [InlineData("GCR031", "[|Task<int[]>|] Fit([ComputeEach] int[] x)", "def fit(x: int) -> int: ...")]
    public void The_contract_is_checked_as_that_of_a_future(string id, string method, string python)
    {
        foreach (var written in new[] { method, method.Replace("Task<", "ComputeFuture<", StringComparison.Ordinal) })
        {
            var (source, span) = Marked.Parse($"public interface IAnalysis {{ [ComputeFunction(File = \"analysis.py\")] {written}; }}");
            var reported = Assert.Single(Compiled.From(source, new TestFile("analysis.py", python + "\n")).Reported);
            Assert.Equal((id, span), (reported.Id, reported.Location.SourceSpan));
        }
    }

    [Theory]
    [InlineData("Task<long>", "ComputeFuture<long>")]
    [InlineData("ComputeFuture<long>", "Task<long>")]
    [InlineData("ComputeFuture", "Task<long>")]
    [InlineData("Task", "Task<long>")]
    public void A_method_that_hides_one_of_its_base_runs_beside_it(string hidden, string hiding)
    {
        var compiled = Clean(
            $$"""
            public interface IBase { [ComputeFunction(Source = "def f(x): return x")] {{hidden}} F(int x); }
            public interface IDerived : IBase { [ComputeFunction(Source = "def f(x): return x")] new {{hiding}} F(int x); }
            """);
        var members = compiled.Output.GetTypeByMetadataName("IDerived_ComputeProxy")!.GetMembers().OfType<IMethodSymbol>()
            .SelectMany(method => method.ExplicitInterfaceImplementations)
            .Select(method => $"{method.ContainingType.Name} {method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}");
        Assert.Equal([$"IBase {hidden}", $"IDerived {hiding}"], members.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Task<T>", "Task<long>")]
    [InlineData("ComputeFuture<T>", "ComputeFuture<long>")]
    public void The_result_of_a_generic_base_is_filled_in(string declared, string implemented)
    {
        var compiled = Clean(
            $$"""
            public interface IDerived : IBase<long>;
            #pragma warning disable GCR002
            public interface IBase<T> { [ComputeFunction(Source = "def f(x): return x")] {{declared}} F(T x); }
            """);
        var method = compiled.Output.GetTypeByMetadataName("IDerived_ComputeProxy")!.GetMembers().OfType<IMethodSymbol>().Single(method => method.ExplicitInterfaceImplementations.Length > 0);
        Assert.Equal(implemented, method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
    }

    private static string AsTasks(string source) => source.Replace("ComputeFuture", "Task", StringComparison.Ordinal);

    private static Compiled Clean(string source, params TestFile[] files)
    {
        var compiled = Compiled.From(source, files);
        Assert.Empty(compiled.CompilerProblems);
        Assert.Empty(compiled.Reported);
        return compiled;
    }
}
