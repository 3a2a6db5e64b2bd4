using GlobusCompute.Remote.CodeFixes.Fixes;
using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.CodeFixes;

public sealed class DroppedFutureFixTests
{
    private const string Id = "GCR082";
    private const string Await = "Await the future";
    private const string Discard = "Discard the future explicitly";

    private const string Interface = """

        public interface IAnalysis
        {
            [ComputeFunction(Source = "def fit(x): pass")] ComputeFuture Fit(double x);
        }
        """;

    public static TheoryData<string, string> Awaited => new()
    {
        {
            "class C { void Run(IAnalysis a) { a.Fit(1); } }",
            "class C { async Task Run(IAnalysis a) { await a.Fit(1); } }"
        },
        {
            "class C { public static void Run(IAnalysis a) { if (a is not null) a.Fit(1); } }",
            "class C { public static async Task Run(IAnalysis a) { if (a is not null) await a.Fit(1); } }"
        },
        {
            "class C { void Run(IAnalysis a) { Local(); void Local() => a.Fit(1); } }",
            "class C { void Run(IAnalysis a) { Local(); async Task Local() => await a.Fit(1); } }"
        },
        {
            // In an async function the compiler says it, except where the expression is no plain call.
            "class C { async Task Run(IAnalysis a) { await Task.Yield(); (a.Fit(1)).WaitAsync(default); new Holder(a).Future(); } class Holder(IAnalysis a) { public ComputeFuture this[int x] => a.Fit(x); public void Future() { a.Fit(2); } } }",
            "class C { async Task Run(IAnalysis a) { await Task.Yield(); (a.Fit(1)).WaitAsync(default); new Holder(a).Future(); } class Holder(IAnalysis a) { public ComputeFuture this[int x] => a.Fit(x); public async Task Future() { await a.Fit(2); } } }"
        },
    };

    public static TheoryData<string> OnlyDiscarded =>
    [
        "class C { void Run(IAnalysis? a) { a?.Fit(1); } }",
        "class C { int Run(IAnalysis a) { a.Fit(1); return 1; } }",
        "class C { void Run(IAnalysis a) { Action run = () => a.Fit(1); run(); } }",
        "class C { void Run(IAnalysis a) { lock (a) { a.Fit(1); } } }",
        "class C { public void Handle(object? sender, EventArgs e) { ((IAnalysis)sender!).Fit(1); } }",
        "class C { public virtual void Run(IAnalysis a) { a.Fit(1); } }",
        "class C(IAnalysis a) : IDisposable { public void Dispose() { a.Fit(1); } }",
        "class C { public void Run(IAnalysis a, ref int b) { b = 1; a.Fit(1); } }",
        "class C(IAnalysis a) { public int P { get { a.Fit(1); return 1; } } }",
    ];

    [Theory]
    [MemberData(nameof(Awaited))]
    public async Task A_dropped_future_is_awaited_and_its_function_becomes_async(string before, string after)
    {
        using var project = FixProject.Of(before + Interface);
        await project.FixAsync(new DroppedFutureFix(), Id, Await);
        Assert.Equal(after + Interface, project.Text("App.cs"));
        Assert.Empty(await project.DiagnosticsAsync(Id));
    }

    [Theory]
    [MemberData(nameof(OnlyDiscarded))]
    public async Task Where_nothing_can_await_only_the_discard_is_offered_and_it_compiles(string before)
    {
        using var project = FixProject.Of(before + Interface);
        Assert.Equal([Discard], await project.TitlesAsync(new DroppedFutureFix(), Id));
        await project.FixAsync(new DroppedFutureFix(), Id, Discard);
        Assert.Contains("_ = ", project.Text("App.cs"), StringComparison.Ordinal);
        var compiled = project.Compile();
        Assert.Empty(compiled.CompilerProblems);
        Assert.Empty(compiled.Reported);
    }

    [Fact]
    public async Task All_dropped_futures_of_a_project_are_awaited_at_once()
    {
        using var project = FixProject.Of(
            "class C { void Run(IAnalysis a) {\n    a.Fit(1);\n    a.Fit(2);\n} }" + Interface,
            ("Other.cs", "class D { void Run(IAnalysis a) {\r\n    a.Fit(3);\r\n} }"));
        await project.FixAllAsync(new DroppedFutureFix(), Id, Await);
        Assert.Equal("class C { async Task Run(IAnalysis a) {\n    await a.Fit(1);\n    await a.Fit(2);\n} }" + Interface, project.Text("App.cs"));
        Assert.Equal("class D { async Task Run(IAnalysis a) {\r\n    await a.Fit(3);\r\n} }", project.Text("Other.cs"));
    }

    [Fact]
    public async Task All_dropped_futures_of_a_file_are_discarded_at_once()
    {
        using var project = FixProject.Of(
            "class C { void Run(IAnalysis a) { a.Fit(1); a.Fit(2); } }" + Interface, ("Other.cs", "class D { void Run(IAnalysis a) { a.Fit(3); } }"));
        await project.FixAllAsync(new DroppedFutureFix(), Id, Discard, Microsoft.CodeAnalysis.CodeFixes.FixAllScope.Document);
        Assert.Equal("class C { void Run(IAnalysis a) { _ = a.Fit(1); _ = a.Fit(2); } }" + Interface, project.Text("App.cs"));
        Assert.Equal(["App.cs"], project.Changed());
    }
}
