using System.Security.Cryptography;
using System.Text;
using GlobusCompute.Remote.AspNetCore;
using GlobusCompute.Remote.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Polly;
using Polly.Retry;
using WebApi;

var builder = WebApplication.CreateBuilder(args);
var services = builder.Services;

// Which service, which endpoint, which limits: appsettings.json. In Development, "Service": "embedded" starts real Python on this machine.
var compute = services.AddGlobusCompute()
    .AddLocalService()
    .AddProxy<IAnalysis>()
    .AddMemoizedResults(results => results.Add<IAnalysis>(nameof(IAnalysis.FitLine), TimeSpan.FromHours(1)))
    .AddResilience("compute");

// With a client that is registered with Globus, users sign in. Without one, callers send a token of their own.
var hasSignIn = builder.Configuration.GetSection(GlobusSignInDefaults.SectionName).Exists();
if (hasSignIn)
{
    compute.AddGlobusSignIn();
    services.AddSingleton<RunList>();
}
else
{
    compute.AddUsers(UserOf);
}

services.AddHybridCache();
services.AddResiliencePipeline("compute", pipeline => pipeline.AddRetry(new RetryStrategyOptions
{
    MaxRetryAttempts = 3,
    Delay = TimeSpan.FromSeconds(1),
    BackoffType = DelayBackoffType.Exponential,
    ShouldHandle = arguments => ValueTask.FromResult(ComputeResilience.ShouldRetry(arguments.Context, arguments.Outcome.Exception)),
}));

services.AddHealthChecks().AddGlobusCompute();
services.AddGlobusComputeInstrumentation();
var telemetry = services.AddOpenTelemetry();
if (builder.Configuration.GetValue<bool>("Telemetry:Console"))
{
    telemetry.WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore").AddConsoleExporter());
    telemetry.WithMetrics(metrics => metrics.AddConsoleExporter());
}

services.AddHttpContextAccessor();
services.AddProblemDetails();
services.AddExceptionHandler<ComputeExceptionHandler>();

var app = builder.Build();
app.UseExceptionHandler();
app.MapHealthChecks("/health");
app.MapAnalysis();
if (hasSignIn)
{
    app.UseGlobusSignIn();
    app.UseAntiforgery();
    app.MapRuns();
}

app.Run();

// A caller sends a Globus Compute token of their own. Its hash tells callers apart without keeping the token in memory as a name.
static ComputeUser UserOf(IServiceProvider services)
{
    var header = services.GetRequiredService<IHttpContextAccessor>().HttpContext?.Request.Headers.Authorization.ToString() ?? "";
    return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && header[7..].Trim() is { Length: > 0 } token
        ? new ComputeUser(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token))), token)
        : throw new BadHttpRequestException("Send your Globus Compute token: Authorization: Bearer …", StatusCodes.Status401Unauthorized);
}

/// <summary>The entry point, for tests of this app.</summary>
public partial class Program;
