using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Usage;

public sealed class DroppedFutureTests
{
    private const string Interface = """

        public interface IAnalysis
        {
            [ComputeFunction(Source = "def fit(x): pass")] ComputeFuture Fit(double x);

            [ComputeFunction(Source = "def sum(x): return x")] ComputeFuture<double> Sum(double x);

            [ComputeFunction(Source = "def old(x): return x")] Task<double> Old(double x);
        }
        """;

    public static TheoryData<string> Dropped =>
    [
        "class C { void Run(IAnalysis a) { [|a.Fit(1)|]; } }",
        "class C { void Run(IAnalysis a) { [|a.Sum(1)|]; } }",
        "class C { void Run(IAnalysis a) { [|a.Old(1)|]; } }",
        "class C { void Run(IAnalysis? a) { [|a?.Sum(1)|]; } }",
        "class C { async Task Run(IAnalysis? a) { await Task.Yield(); [|a?.Sum(1)|]; } }",
        "class C { void Run(IAnalysis a) => [|a.Sum(1)|]; }",
        "class C { void Run(IAnalysis a) { Action run = () => [|a.Sum(1)|]; run(); } }",
        "class C { async Task Run(IAnalysis a) { Action run = () => [|a.Sum(1)|]; run(); await Task.Yield(); } }",
        "class C { void Run(IAnalysis a) { for (var i = 0; i < 3; [|a.Sum(i)|]) { i++; } } }",
        "class C { static ComputeFuture<double> Helper(IAnalysis a) => a.Sum(2); void Run(IAnalysis a) { [|Helper(a)|]; } }",
        "class C { public C(IAnalysis a) { [|a.Sum(1)|]; } }",
        "class C { void Run(IAnalysis a) { InOrder(() => { [|a.Old(1)|]; }); } static void InOrder(Action calls) => calls(); }",
    ];

    public static TheoryData<string> Observed =>
    [
        "class C { void Run(IAnalysis a) { _ = a.Fit(1); var kept = a.Sum(1); } }",
        "class C { ComputeFuture<double>? _kept; void Run(IAnalysis a) { _kept = a.Sum(1); _kept ??= a.Sum(2); } }",
        "class C { async Task Run(IAnalysis a) { await a.Fit(1); } }",
        "class C { ComputeFuture Run(IAnalysis a) => a.Fit(1); Func<ComputeFuture> Later(IAnalysis a) => () => a.Fit(1); }",
        "class C { void Run(IAnalysis a) { a.Sum(1).GetAwaiter().GetResult(); a.Fit(1).Wait(); } }",
        "class C { void Run(IAnalysis a) { new List<Task>().Add(a.Fit(1)); } }",
        "class C { void Run() { Verify(a => a.Fit(1)); } static void Verify(System.Linq.Expressions.Expression<Action<IAnalysis>> call) { } }",
        "namespace NSubstitute { static class Extensions { public static T Received<T>(this T substitute) => substitute; } } namespace T { using NSubstitute; class C { void Run(IAnalysis a) { a.Received().Fit(1); } } }",
        "namespace NSubstitute { static class Received { public static void InOrder(Action calls) { } } } namespace T { using NSubstitute; class C { void Run(IAnalysis a) { Received.InOrder(() => { a.Fit(1); a.Old(2); }); } } }",
        "namespace NSubstitute { static class Extensions { public static void When<T>(this T substitute, Action<T> call) { } } } namespace T { using NSubstitute; class C { void Run(IAnalysis a) { a.When(x => { x.Sum(1); }); a.When(x => x.Old(1)); } } }",
        "class C { void Run(IAnalysis a) {\n#pragma warning disable GCR082\n a.Fit(1); } }",
    ];

    [Theory]
    [MemberData(nameof(Dropped))]
    public void A_future_that_a_statement_drops_is_reported_where_the_compiler_keeps_silent(string source)
    {
        var (text, span) = Marked.Parse(source + Interface);
        var compiled = Compiled.From(text);
        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal(("GCR082", span), (diagnostic.Id, diagnostic.Location.SourceSpan));
        Assert.Empty(compiled.CompilerProblems);
    }

    [Theory]
    [MemberData(nameof(Observed))]
    public void A_future_that_somebody_has_is_not_reported(string source)
    {
        var compiled = Compiled.From(source + Interface);
        Assert.Empty(compiled.Reported);
    }

    [Fact]
    public void A_plain_call_in_an_async_method_is_left_to_the_compiler()
    {
        var compiled = Compiled.From("class C { async Task Run(IAnalysis a) { await Task.Yield(); a.Sum(1); } }" + Interface);
        Assert.Equal(["CS4014"], compiled.CompilerProblems.Select(problem => problem.Id));
        Assert.Empty(compiled.Reported);
    }

    [Fact]
    public void The_message_names_the_call()
    {
        var compiled = Compiled.From("class C { void Run(IAnalysis a) { a.Sum(1); } }" + Interface);
        Assert.Equal(
            "The future of IAnalysis.Sum is not observed, so a failure goes unnoticed; await it, store it, or discard it with '_ ='",
            Assert.Single(compiled.Reported).GetMessage(null));
    }
}
