using System.Diagnostics;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Hosting.Tests.Apps;
using GlobusCompute.Remote.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests.Telemetry;

/// <summary>One line shows a call, from its caller to its result, in all kinds of app. The workers are real Python.</summary>
public sealed class InstrumentationTests(PythonService local)
{
    private const string CallerSource = "An app of these tests";
    private static readonly ActivitySource s_caller = new(CallerSource);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_web_app_shows_a_call_below_its_request()
    {
        var (spans, metrics) = (new ExportedList<Activity>(), new ExportedList<Metric>());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(local.Settings);
        builder.Services.AddGlobusCompute().AddProxy<ILab>();
        builder.Services.AddGlobusComputeInstrumentation();
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore").AddInMemoryExporter(spans))
            .WithMetrics(meters => meters.AddInMemoryExporter(metrics));
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        Activity? request = null;
        app.MapGet("/sum", async (ILab lab) =>
        {
            request = Activity.Current;
            return await lab.Add(40, 2);
        });
        await app.StartAsync(Token);
        using var browser = new HttpClient();

        Assert.Equal("42", await browser.GetStringAsync(new Uri($"{app.Urls.First()}/sum"), Token));

        await Eventually.TrueAsync(() => spans.Contains(request!));
        app.Services.GetRequiredService<MeterProvider>().ForceFlush();
        AssertOneTrace(spans, request!);
        AssertMeasured(metrics);
    }

    [Fact]
    public async Task A_worker_service_shows_a_call_below_its_work()
    {
        var (spans, metrics) = (new ExportedList<Activity>(), new ExportedList<Metric>());
        var builder = TestApp.Create(local.Settings);
        builder.Services.AddGlobusCompute().AddProxy<ILab>();
        builder.Services.AddGlobusComputeInstrumentation();
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(CallerSource).AddInMemoryExporter(spans))
            .WithMetrics(meters => meters.AddInMemoryExporter(metrics));
        builder.Services.AddSingleton<Worker>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<Worker>());
        using var host = builder.Build();
        await host.StartAsync(Token);

        Assert.Equal(42, await host.Services.GetRequiredService<Worker>().Result);

        await host.Services.GetRequiredService<Worker>().ExecuteTask!;
        host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        AssertOneTrace(spans, spans.Single(static span => span.Source.Name == CallerSource));
        AssertMeasured(metrics);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_console_app_shows_a_call_below_what_it_does()
    {
        var (spans, metrics) = (new ExportedList<Activity>(), new ExportedList<Metric>());
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource(CallerSource).AddGlobusComputeInstrumentation().AddInMemoryExporter(spans).Build();
        using var meters = Sdk.CreateMeterProviderBuilder().AddGlobusComputeInstrumentation().AddInMemoryExporter(metrics).Build();
        var services = new ServiceCollection();
        services.AddGlobusCompute(new ConfigurationBuilder().AddInMemoryCollection(local.Settings).Build().GetSection("GlobusCompute")).AddProxy<ILab>();
        await using var provider = services.BuildServiceProvider();
        using (s_caller.StartActivity("console"))
        {
            Assert.Equal(42, await provider.GetRequiredService<ILab>().Add(40, 2));
        }

        meters.ForceFlush();
        AssertOneTrace(spans, spans.Single(static span => span.DisplayName == "console"));
        AssertMeasured(metrics);
    }

    // Other tests of the process call too, in traces of their own; the service registers the function in the trace of the first call.
    private static void AssertOneTrace(ExportedList<Activity> spans, Activity caller)
    {
        var trace = spans.Where(span => span.TraceId == caller.TraceId && span.Source.Name == ComputeTelemetry.SourceName)
            .ToDictionary(static span => span.DisplayName.Split(' ')[0]);
        Assert.Equal(["deliver", "queue", "run", "submit"], trace.Keys.Order());
        Assert.Equal(caller.SpanId, trace["submit"].ParentSpanId);
        Assert.All(
            trace.Values.Where(span => span != trace["submit"]), span => Assert.Equal(trace["submit"].SpanId, span.ParentSpanId));
        Assert.All(trace.Values, static span => Assert.Contains(span.TagObjects, static tag => tag.Key == "globus_compute.task.id"));
    }

    private static void AssertMeasured(ExportedList<Metric> metrics) =>
        Assert.Contains(metrics, static metric => metric.Name == "globus_compute.client.call.duration");

    private sealed class Worker(ILab lab) : BackgroundService
    {
        private readonly TaskCompletionSource<int> _result = new();

        public Task<int> Result => _result.Task;

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using (s_caller.StartActivity("work"))
            {
                _result.SetResult(await lab.Add(40, 2));
            }
        }
    }
}
