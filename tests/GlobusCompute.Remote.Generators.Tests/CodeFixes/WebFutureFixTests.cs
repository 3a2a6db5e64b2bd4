using GlobusCompute.Remote.CodeFixes.Fixes;
using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Generators.Tests.Usage;

namespace GlobusCompute.Remote.Generators.Tests.CodeFixes;

public sealed class WebFutureFixTests
{
    private const string Id = "GCR083";
    private const string Await = "Await the future";
    private const string Declare = "Return a plain task";

    public static TheoryData<string, string, string> Bodies => new()
    {
        { Await, "app.MapGet(\"/x\", (IAnalysis a) => a.Sum(1));", "app.MapGet(\"/x\", async (IAnalysis a) => await a.Sum(1));" },
        { Await, "app.MapGet(\"/x\", (IAnalysis a) => a.Fit(1));", "app.MapGet(\"/x\", async (IAnalysis a) => await a.Fit(1));" },
        { Await, "app.MapGet(\"/x\", static (IAnalysis a, bool b) => b ? a.Sum(1) : a.Sum(2));", "app.MapGet(\"/x\", static async (IAnalysis a, bool b) => await (b ? a.Sum(1) : a.Sum(2)));" },
        { Declare, "app.MapPost(\"/x\", (IAnalysis a) => { return a.Sum(1); });", "app.MapPost(\"/x\", Task<double> (IAnalysis a) => { return a.Sum(1); });" },
        { Declare, "app.MapPost(\"/x\", (IAnalysis a) => { return a.Fit(1); });", "app.MapPost(\"/x\", Task (IAnalysis a) => { return a.Fit(1); });" },
        { Declare, "app.MapPut(\"/x\", ComputeFuture<double> (IAnalysis a) => a.Sum(1));", "app.MapPut(\"/x\", Task<double> (IAnalysis a) => a.Sum(1));" },
        { Declare, "app.MapGet(\"/x\", Local); static ComputeFuture<double> Local(IAnalysis a) => a.Sum(1);", "app.MapGet(\"/x\", Local); static Task<double> Local(IAnalysis a) => a.Sum(1);" },
        { Declare, "app.MapGet(\"/x\", analysis.Sum);", "app.MapGet(\"/x\", async (double x) => await analysis.Sum(x));" },
        { Declare, "app.MapGet(\"/x\", (HttpContext context) => analysis.Sum(1));", "app.MapGet(\"/x\", Task<double> (HttpContext context) => analysis.Sum(1));" },
        { Declare, "app.MapGet(\"/x\", context => analysis.Sum(1));", "app.MapGet(\"/x\", Task<double> (HttpContext context) => analysis.Sum(1));" },
        { Declare, "app.MapGet(\"/x\", (context) => { return analysis.Sum(1); });", "app.MapGet(\"/x\", Task<double> (HttpContext context) => { return analysis.Sum(1); });" },
        { Await, "app.MapGet(\"/x\", (IAnalysis a) => Results.Ok(a.Sum(1)));", "app.MapGet(\"/x\", async (IAnalysis a) => Results.Ok(await a.Sum(1)));" },
        { Await, "app.MapGet(\"/x\", async (IAnalysis a) => { await Task.Yield(); return a.Sum(1); });", "app.MapGet(\"/x\", async (IAnalysis a) => { await Task.Yield(); return await a.Sum(1); });" },
    };

    public static TheoryData<string, string> Types => new()
    {
        {
            "public class Lab(IAnalysis a) : ControllerBase { public IActionResult Get() => Ok(a.Sum(1)); }",
            "public class Lab(IAnalysis a) : ControllerBase { public async Task<IActionResult> Get() => Ok(await a.Sum(1)); }"
        },
        {
            "public class Lab(IAnalysis a) : ControllerBase { public async Task<IActionResult> Get() { await Task.Yield(); return Ok(a.Sum(1)); } }",
            "public class Lab(IAnalysis a) : ControllerBase { public async Task<IActionResult> Get() { await Task.Yield(); return Ok(await a.Sum(1)); } }"
        },
    };

    public static TheoryData<string> WithoutFix =>
    [
        "Func<ComputeFuture<double>> call = () => analysis.Sum(1); app.MapGet(\"/x\", call);",
        "app.MapGet(\"/x\", (IAnalysis a) => Results.Json(new { Sum = a.Sum(1) }));",
        "app.MapGet(\"/x\", Local); ComputeFuture<double> Local(HttpContext context) => analysis.Sum(1);",
        "app.MapGet(\"/x\", () => 1).AddEndpointFilter((context, next) => new ValueTask<object?>(analysis.Sum(1)));",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public Task A_handler_awaits_or_says_what_it_returns(string title, string before, string after) =>
        AssertFixedAsync(title, WebFutureTests.App(before), WebFutureTests.App(after));

    [Theory]
    [MemberData(nameof(Types))]
    public Task An_action_awaits(string before, string after) => AssertFixedAsync(Await, before + WebFutureTests.Interface, after + WebFutureTests.Interface);

    [Theory]
    [MemberData(nameof(WithoutFix))]
    public async Task Where_no_edit_is_certain_none_is_offered(string body)
    {
        using var project = FixProject.Of(WebFutureTests.Usings + WebFutureTests.App(body));
        Assert.Empty(await project.TitlesAsync(new WebFutureFix(), Id));
    }

    [Fact]
    public async Task All_handlers_of_a_file_are_fixed_at_once()
    {
        using var project = FixProject.Of(WebFutureTests.Usings + WebFutureTests.App(
            "app.MapGet(\"/x\", (IAnalysis a) => a.Sum(1)); app.MapGet(\"/y\", (IAnalysis a) => Results.Ok(a.Sum(1)));"));
        await project.FixAllAsync(new WebFutureFix(), Id, Await);
        Assert.Empty(await project.DiagnosticsAsync(Id));
        Assert.Empty(project.Compile().CompilerProblems);
    }

    private static async Task AssertFixedAsync(string title, string before, string after)
    {
        using var project = FixProject.Of(WebFutureTests.Usings + before);
        await project.FixAsync(new WebFutureFix(), Id, title);
        Assert.Equal(WebFutureTests.Usings + after, project.Text("App.cs"));
        Assert.Empty(await project.DiagnosticsAsync(Id));
        Assert.Empty(project.Compile().CompilerProblems);
    }
}
