using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Hosting.Tests.Apps;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests.Telemetry;

/// <summary>Runs apps with known secrets, lets things go wrong, and looks for the secrets in all that came out.</summary>
public sealed class SecretTests(PythonService local)
{
    private const string AppToken = "app-SECRET-0001-abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz";
    private const string AdaToken = "ada-SECRET-0002";
    private const string RenewedToken = "ada-SECRET-0003";
    private const string RejectedToken = "nobody-SECRET-0004";
    private const string EmbeddedToken = "embedded-SECRET-0005";
    private const string UnusableToken = "a token with blanks SECRET-0006";
    private const string Argument = "argument-SECRET-0007";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public interface IEcho
    {
        [ComputeFunction(Source = "def echo(text):\n    return text\n")]
        ComputeFuture<string> Echo(string text);

        [ComputeFunction(Source = "def fails():\n    raise ValueError('as meant')\n")]
        ComputeFuture<int> Fails();
    }

    [Fact]
    public async Task No_secret_is_in_any_log_trace_metric_exception_report_or_text()
    {
        var broker = (await TestContext.Current.GetFixture<RabbitMqFixture>())!;
        using var output = new Output();
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = PythonService.Python,
            Workers = 1,
            Token = AppToken,
            Users = [new("ada", AdaToken), new("ada", RenewedToken)],
            AmqpUrl = broker.Node.Uri,
        });
        await RunAsync(service, output);
        await RunEmbeddedAsync(output);
        await FailToStartAsync(output);

        var text = output.ToString();
        string[] secrets =
            [AppToken, AdaToken, RenewedToken, RejectedToken, EmbeddedToken, UnusableToken, Argument, broker.Node.Administrator.Password, "SECRET"];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));

        // What is looked through is what was meant.
        string[] kinds =
            ["log System.Net.Http.HttpClient.GlobusCompute", "Authorization: *", "log GlobusCompute.Remote ", "log GlobusCompute.Remote.LocalService", "span submit", "span run",
             "measurement globus_compute.client.calls", "exception ", "health ", "options "];
        Assert.All(kinds, kind => Assert.Contains(kind, text, StringComparison.Ordinal));
    }

    private async Task RunAsync(LocalComputeService service, Output output)
    {
        var builder = TestApp.Create(local.Settings.With(
            ("GlobusCompute:ServiceUrl", service.Url.AbsoluteUri),
            ("GlobusCompute:AccessToken", AppToken),
            ("GlobusCompute:Delivery", "stream"),
            ("GlobusCompute:MaxAttempts", "2"),
            ("GlobusCompute:Executors:cluster:EndpointId", service.EndpointId.ToString())));
        builder.Services.AddGlobusCompute().AddProxy<IEcho>().AddUsers();
        builder.Services.AddHttpClient(GlobusComputeDefaults.HttpClientName).AddDefaultLogger();
        builder.Services.AddHealthChecks().AddGlobusCompute();
        var logs = builder.Services.KeepLogs();
        using var host = builder.Build();
        await host.StartAsync(Token);
        var (services, users) = (host.Services, host.Services.GetRequiredService<IComputeClientFactory>());
        var echo = services.GetRequiredService<IEcho>();
        Assert.Equal(Argument, await echo.Echo(Argument));
        output.Add("exception", await Record.ExceptionAsync(() => echo.Fails()));

        foreach (var token in (string[])[AdaToken, RenewedToken])
        {
            using var lease = users.Rent(new ComputeUser("ada", token));
            Assert.Equal(Argument, await lease.CreateProxy<IEcho>().Echo(Argument));
            output.Add("text", lease, lease.Client, lease.GetExecutor(), new ComputeUser("ada", token));
        }

        using var rejected = users.Rent(new ComputeUser("nobody", RejectedToken));
        output.Add("exception", await Record.ExceptionAsync(() => rejected.CreateProxy<IEcho>().Echo(Argument)));
        using var unusable = users.Rent(new ComputeUser("unusable", new Unusable()));
        output.Add("exception", await Record.ExceptionAsync(() => unusable.CreateProxy<IEcho>().Echo(Argument)));
        output.Add("health", await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token));
        output.Add("options", services.GetRequiredService<IOptions<GlobusComputeOptions>>().Value);

        await host.StopAsync(Token);
        output.Add("exception", await Record.ExceptionAsync(() => echo.Echo(Argument)), Record.Exception(() => users.Rent(new ComputeUser("ada", AdaToken))));
        output.Add(logs);
    }

    private static async Task RunEmbeddedAsync(Output output)
    {
        var builder = TestApp.Create(
            [new("GlobusCompute:Service", "embedded"), new("GlobusCompute:LocalService:Token", EmbeddedToken), new("GlobusCompute:LocalService:Python", PythonService.Python)],
            Environments.Development);
        builder.Services.AddGlobusCompute().AddLocalService().AddProxy<IEcho>();
        builder.Services.AddHealthChecks().AddGlobusCompute();
        var logs = builder.Services.KeepLogs();
        using var host = builder.Build();
        await host.StartAsync(Token);
        Assert.Equal(Argument, await host.Services.GetRequiredService<IEcho>().Echo(Argument));
        output.Add("health", await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token));
        await host.StopAsync(Token);
        output.Add(logs);
    }

    private static async Task FailToStartAsync(Output output)
    {
        foreach (var key in (string[])["AccessToken", "ServiceUrl", "ProxyUrl", "Executors:cluster:EndpointId", "MaxAttempts", "Service", "AllowEmbedded"])
        {
            var builder = TestApp.Create(TestApp.Settings.With(($"GlobusCompute:{key}", key == "AccessToken" ? UnusableToken : AppToken)));
            builder.Services.AddGlobusCompute();
            var logs = builder.Services.KeepLogs();
            using var host = builder.Build();
            output.Add("exception", await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token)));
            output.Add(logs);
        }
    }

    private sealed class Unusable : IComputeCredential
    {
        public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken) => new(new ComputeAccessToken(UnusableToken));
    }

    /// <summary>Keeps all that comes out as text.</summary>
    private sealed class Output : IDisposable
    {
        private readonly ConcurrentQueue<string> _lines = new();
        private readonly ActivityListener _spans;
        private readonly MeterListener _measurements = new();

        public Output()
        {
            _spans = new ActivityListener
            {
                ShouldListenTo = static _ => true,
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span => _lines.Enqueue(
                    $"span {span.DisplayName} {span.StatusDescription} {Text(span.TagObjects)} {Text(span.Baggage.Select(static item => KeyValuePair.Create(item.Key, (object?)item.Value)))} "
                    + string.Concat(span.Events.Select(static entry => entry.Name + Text(entry.Tags)))),
            };
            ActivitySource.AddActivityListener(_spans);
            _measurements.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
            _measurements.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _lines.Enqueue($"measurement {instrument.Name} {value} {Text(tags.ToArray())}"));
            _measurements.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _lines.Enqueue($"measurement {instrument.Name} {value} {Text(tags.ToArray())}"));
            _measurements.SetMeasurementEventCallback<int>((instrument, value, tags, _) => _lines.Enqueue($"measurement {instrument.Name} {value} {Text(tags.ToArray())}"));
            _measurements.Start();
        }

        public void Add(string kind, params object?[] items)
        {
            foreach (var item in items)
            {
                Assert.NotNull(item);
                _lines.Enqueue(item is HealthReport report
                    ? $"{kind} {string.Join(' ', report.Entries.Values.Select(static entry => $"{entry.Status} {entry.Description} {Text(entry.Data!)} {entry.Exception}"))}"
                    : $"{kind} {item}");
            }
        }

        public void Add(LogList logs)
        {
            _measurements.RecordObservableInstruments();
            foreach (var entry in logs.Entries)
            {
                _lines.Enqueue($"log {entry.Category} {entry.Level} {entry.Text}");
            }
        }

        public override string ToString() => string.Join('\n', _lines);

        public void Dispose()
        {
            _spans.Dispose();
            _measurements.Dispose();
        }

        private static string Text(IEnumerable<KeyValuePair<string, object?>> values) => string.Join(", ", values.Select(static value => $"{value.Key}={value.Value}"));
    }
}
