using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Usage;

public sealed class WebFutureTests
{
    public const string Usings = """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.AspNetCore.SignalR;

        """;

    public const string Interface = """

        public interface IAnalysis
        {
            [ComputeFunction(Source = "def fit(x): pass")] ComputeFuture Fit(double x);

            [ComputeFunction(Source = "def sum(x): return x")] ComputeFuture<double> Sum(double x);

            [ComputeFunction(Source = "def old(x): return x")] Task<double> Old(double x);

            [ComputeFunction(Source = "def each(x): return x")] ComputeMap<double> Each([ComputeEach] IEnumerable<double> x);
        }
        """;

    /// <summary>Tried with ASP.NET Core 10: "Unsupported return type: ComputeFuture".</summary>
    public static TheoryData<string> Returned =>
    [
        "app.MapGet(\"/x\", (IAnalysis a) => [|a.Sum(1)|]);",
        "app.MapGet(\"/x\", (IAnalysis a) => [|a.Fit(1)|]);",
        "app.MapPost(\"/x\", (IAnalysis a) => { if (a is null) { throw new Exception(); } return [|a.Sum(1)|]; });",
        "app.MapPut(\"/x\", ComputeFuture<double> (IAnalysis a) => [|a.Sum(1)|]);",
        "app.MapMethods(\"/x\", new[] { \"GET\" }, (IAnalysis a) => [|a.Sum(1)|]);",
        "app.Map(\"/x\", (IAnalysis a) => [|a.Sum(1)|]);",
        "app.MapFallback((IAnalysis a) => [|a.Sum(1)|]);",
        "app.MapGroup(\"/g\").MapDelete(\"/x\", static (IAnalysis a, double x) => [|a.Sum(x)|]);",
        "app.MapGet(\"/x\", [|analysis.Sum|]);",
        "app.MapGet(\"/x\", [|Local|]); static ComputeFuture<double> Local(IAnalysis a) => a.Sum(1);",
        "app.MapGet(\"/x\", [|Method|]);",
        "Func<ComputeFuture<double>> call = () => analysis.Sum(1); app.MapPatch(\"/x\", [|call|]);",
        "EndpointRouteBuilderExtensions.MapGet(app, \"/x\", (IAnalysis a) => [|a.Sum(1)|]);",
        "app.MapGet(\"/x\", (IAnalysis a, bool b) => b ? a.Sum(1) : a.Sum(2));".Replace("b ? a.Sum(1) : a.Sum(2)", "[|b ? a.Sum(1) : a.Sum(2)|]"),
        "Own.MapOwn(app, (IAnalysis a) => [|a.Sum(1)|]);",
    ];

    /// <summary>Tried with ASP.NET Core 10: the response is empty.</summary>
    public static TheoryData<string> Dropped =>
    [
        "app.MapGet(\"/x\", (HttpContext context) => [|analysis.Sum(1)|]);",
        "app.MapGet(\"/x\", context => [|analysis.Sum(1)|]);",
        "app.MapPost(\"/x\", context => { return [|analysis.Sum(1)|]; });",
        "app.MapGet(\"/x\", [|Local|]); ComputeFuture<double> Local(HttpContext context) => analysis.Sum(1);",
    ];

    /// <summary>Tried with ASP.NET Core 10: the future itself is serialized, which fails.</summary>
    public static TheoryData<string> Written =>
    [
        "app.MapGet(\"/x\", (IAnalysis a) => Results.Ok([|a.Sum(1)|]));",
        "app.MapGet(\"/x\", (IAnalysis a) => TypedResults.Ok([|a.Sum(1)|]));",
        "app.MapGet(\"/x\", (IAnalysis a) => Results.Json([|new { Sum = a.Sum(1) }|]));",
        "app.MapGet(\"/x\", (IAnalysis a) => [|new[] { a.Sum(1), a.Sum(2) }|]);",
        "app.MapGet(\"/x\", (IAnalysis a) => [|new Dictionary<string, List<ComputeFuture<double>>>()|]);",
        "app.MapGet(\"/x\", async (IAnalysis a) => { await Task.Yield(); return [|a.Sum(1)|]; });",
        "app.MapGet(\"/x\", object (IAnalysis a) => [|a.Sum(1)|]);",
        "app.MapGet(\"/x\", (IAnalysis a) => new ValueTask<object?>([|a.Sum(1)|]));",
        "app.MapGet(\"/x\", () => 1).AddEndpointFilter((context, next) => new ValueTask<object?>([|analysis.Sum(1)|]));",
        "app.MapGet(\"/x\", () => 1).AddEndpointFilter(async (context, next) => { await next(context); return [|analysis.Sum(1)|]; });",
        "app.MapGet(\"/x\", (HttpContext context) => context.Response.WriteAsJsonAsync([|analysis.Sum(1)|]));",
        "app.MapGet(\"/x\", (IHubCallerClients clients) => clients.All.SendAsync(\"sum\", [|analysis.Sum(1)|]));",
    ];

    public static TheoryData<string> WrittenByTypes =>
    [
        "public class Lab(IAnalysis a) : ControllerBase { public IActionResult Get() => Ok([|a.Sum(1)|]); }",
        "public class Lab(IAnalysis a) : ControllerBase { public ActionResult<ComputeFuture<double>> [|Get|]() => a.Sum(1); }",
        "public class Lab(IAnalysis a) : ControllerBase { public async Task<ComputeFuture<double>> [|Get|]() { await Task.Yield(); return a.Sum(1); } }",
        "public class Lab(IAnalysis a) : Controller { public IActionResult Get() => new JsonResult([|a.Sum(1)|]); }",
        "public class Lab(IAnalysis a) : Hub { public ComputeFuture<double>[] [|Get|]() => [a.Sum(1)]; }",
        "public class Lab(IAnalysis a) : IEndpointFilter { public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext c, EndpointFilterDelegate n) => new([|a.Sum(1)|]); }",
    ];

    public static TheoryData<string> Fine =>
    [
        "app.MapGet(\"/x\", async (IAnalysis a) => await a.Sum(1));",
        "app.MapGet(\"/x\", async (IAnalysis a) => { await a.Fit(1); });",
        "app.MapGet(\"/x\", Task<double> (IAnalysis a) => a.Sum(1));",
        "app.MapGet(\"/x\", Task (IAnalysis a) => a.Fit(1));",
        "app.MapGet(\"/x\", (IAnalysis a) => a.Old(1));",
        "app.MapGet(\"/x\", analysis.Old);",
        "app.MapGet(\"/x\", (IAnalysis a) => new ValueTask<double>(a.Sum(1)));",
        "app.MapGet(\"/x\", async (IAnalysis a) => Results.Ok(await a.Sum(1)));",
        "app.MapGet(\"/x\", async (IAnalysis a) => new { Sum = await a.Sum(1) });",
        "app.MapGet(\"/x\", (IAnalysis a) => a.Each(new[] { 1.0 }));",
        "app.MapGet(\"/x\", (HttpContext context) => analysis.Fit(1));",
        "app.MapGet(\"/x\", (IAnalysis a) => { Func<ComputeFuture<double>> later = () => a.Sum(1); return later().GetType().Name; });",
        "app.MapGet(\"/x\", Local); static Task<double> Local(IAnalysis a) => a.Sum(1);",
        "app.MapGet(\"/x\", () => 1).AddEndpointFilter(async (context, next) => await analysis.Sum(1));",
        "var kept = Task.Run(() => analysis.Sum(1)); _ = kept; Func<Delegate, int> count = given => 1; count(() => analysis.Sum(1));",
    ];

    public static TheoryData<string> FineTypes =>
    [
        "public class Lab(IAnalysis a) : ControllerBase { public ComputeFuture<double> Get() => a.Sum(1); }",
        "public class Lab(IAnalysis a) : ControllerBase { public async Task<IActionResult> Get() => Ok(await a.Sum(1)); }",
        "public class Lab(IAnalysis a) : Hub { public ComputeFuture<double> Get() => a.Sum(1); public ComputeMap<double> Map() => a.Each(new[] { 1.0 }); }",
        "public class Lab(IAnalysis a) : Hub { private ComputeFuture<double>[] Get() => [a.Sum(1)]; public int Count => Get().Length; }",
        "public class Lab(IAnalysis a) { public ComputeFuture<double>[] Get() => [a.Sum(1)]; }",
    ];

    [Theory]
    [MemberData(nameof(Returned))]
    public void A_handler_that_returns_a_future_is_reported_before_every_request_fails(string body) =>
        AssertReported(App(body), "ASP.NET Core does not accept a ComputeFuture");

    [Theory]
    [MemberData(nameof(Dropped))]
    public void A_handler_whose_result_is_dropped_is_reported(string body) =>
        AssertReported(App(body), "ASP.NET Core treats this handler as a RequestDelegate and discards its result");

    [Theory]
    [MemberData(nameof(Written))]
    public void A_future_that_would_be_serialized_is_reported(string body) =>
        AssertReported(App(body), "ASP.NET Core would serialize the ComputeFuture<double> itself");

    [Theory]
    [MemberData(nameof(WrittenByTypes))]
    public void A_future_that_an_action_or_a_hub_method_hides_is_reported(string type) =>
        AssertReported(type + Interface, "ASP.NET Core would serialize the ComputeFuture<double> itself");

    [Theory]
    [MemberData(nameof(Fine))]
    public void What_is_awaited_or_declared_as_a_task_is_not_reported(string body) => AssertFine(App(body));

    [Theory]
    [MemberData(nameof(FineTypes))]
    public void Controllers_and_hubs_may_return_a_future(string type) => AssertFine(type + Interface);

    /// <summary>An app with the statements in it.</summary>
    internal static string App(string body) =>
        $"public static class App {{ public static void Run(WebApplication app, IAnalysis analysis) {{ {body} }} static ComputeFuture<double> Method(IAnalysis a) => a.Sum(2); }}"
        + " public static class Own { public static void MapOwn(IEndpointRouteBuilder routes, Delegate handler) => routes.MapGet(\"/own\", handler); }"
        + Interface;

    private static void AssertReported(string source, string message)
    {
        var (text, span) = Marked.Parse(Usings + source);
        var compiled = Compiled.From(text);
        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal(("GCR083", span), (diagnostic.Id, diagnostic.Location.SourceSpan));
        Assert.StartsWith(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Empty(compiled.CompilerProblems);
    }

    private static void AssertFine(string source)
    {
        var compiled = Compiled.From(Usings + source);
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
    }
}
