using System.Net;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Hosting.Tests.Apps;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Xunit;

[assembly: AssemblyFixture(typeof(RabbitMqFixture))]

namespace GlobusCompute.Remote.Hosting.Tests.Health;

/// <summary>The health check sees what calls would meet, and that it is over.</summary>
public sealed class HealthTests(PythonService local)
{
    private const string Endpoint = "4b116d3c-1703-4f8f-9f6f-39921e5864df";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public interface ISlow
    {
        [ComputeFunction(Source = "def wait(path):\n    import os, time\n    while not os.path.exists(path):\n        time.sleep(0.05)\n    return 1\n")]
        ComputeFuture<int> Wait(string path);
    }

    [Fact]
    public async Task An_app_in_order_is_healthy_and_says_what_was_looked_at()
    {
        using var host = Build(local.Settings);

        var entry = await CheckAsync(host);

        Assert.Equal((HealthStatus.Healthy, "All is in order."), (entry.Status, entry.Description));
        Assert.Equal(["delivery", "endpoint:cluster", "pending_calls", "rest", "service", "unsent_calls"], entry.Data.Keys);
        Assert.Equal(("version 1.0.0", "Idle", 0L), (entry.Data["rest"], entry.Data["delivery"], entry.Data["pending_calls"]));
        Assert.StartsWith("online", (string)entry.Data["endpoint:cluster"], StringComparison.Ordinal);
        Assert.DoesNotContain(entry.Data.Values, value => value.ToString()!.Contains(local.Service.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_unhealthy_while_the_service_is_out_of_reach()
    {
        await using var proxy = new TcpFaultProxy(local.Service.Url.Port);
        using var host = Build(local.Settings.With(("GlobusCompute:ServiceUrl", $"http://127.0.0.1:{proxy.Port}/"), ("GlobusCompute:MaxAttempts", "1")));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);

        proxy.RefuseConnections();
        proxy.Cut();
        var entry = await CheckAsync(host);
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal("the service does not answer; the log says why.", entry.Data["rest"]);

        proxy.AcceptConnections();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
    }

    [Fact]
    public async Task It_is_unhealthy_without_a_token_and_with_one_that_the_service_rejects()
    {
        var credential = new Tokens(local.Service.Token);
        using var host = Build(local.Settings, configureServices: services => services.AddSingleton<IComputeCredential>(credential));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);

        credential.Next = null;
        var entry = await CheckAsync(host);
        Assert.Equal((HealthStatus.Unhealthy, "credential: Nobody has signed in."), (entry.Status, entry.Description));

        credential.Next = "rejected";
        entry = await CheckAsync(host);
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains("401", (string)entry.Data["credential"], StringComparison.Ordinal);
        Assert.DoesNotContain("rejected", entry.Description!, StringComparison.Ordinal);

        credential.Next = local.Service.Token;
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
    }

    [Fact]
    public async Task It_is_degraded_while_the_broker_is_out_of_reach()
    {
        var broker = await TestContext.Current.GetFixture<RabbitMqFixture>();
        await using var proxy = new TcpFaultProxy(broker!.Node.Port);
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = PythonService.Python,
            Workers = 1,
            AmqpUrl = broker.Node.Uri,
            AmqpPublicUrl = broker.Node.UriFor(broker.Node.Administrator, proxy.Port),
        });
        using var folder = new TemporaryFolder();
        using var host = Build(local.Settings.With(
            ("GlobusCompute:ServiceUrl", service.Url.AbsoluteUri),
            ("GlobusCompute:AccessToken", service.Token),
            ("GlobusCompute:Delivery", "stream"),
            ("GlobusCompute:Executors:cluster:EndpointId", service.EndpointId.ToString())));
        var call = host.Services.GetRequiredService<ComputeExecutor>().CreateProxy<ISlow>().Wait(folder.File("done"));
        await DeliveredByAsync(host, ComputeDeliveryState.Streaming);
        var entry = await CheckAsync(host);
        Assert.Equal((HealthStatus.Healthy, "Streaming"), (entry.Status, entry.Data["delivery"]));

        proxy.RefuseConnections();
        proxy.Cut();
        await DeliveredByAsync(host, ComputeDeliveryState.Polling);
        entry = await CheckAsync(host);
        Assert.Equal((HealthStatus.Degraded, "delivery: the result stream is not open, and results are polled."), (entry.Status, entry.Description));

        proxy.AcceptConnections();
        await DeliveredByAsync(host, ComputeDeliveryState.Streaming);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
        folder.Add("done", "");
        Assert.Equal(1, await call);
    }

    [Fact]
    public async Task It_is_unhealthy_while_results_need_another_sign_in()
    {
        var gate = new SignInGate { IsClosed = true };
        using var host = Build(local.Settings, configureServices: services =>
            services.AddHttpClient(GlobusComputeDefaults.HttpClientName).AddHttpMessageHandler(() => new SignInHandler(gate)));
        var call = host.Services.GetRequiredService<ComputeExecutor>().CreateProxy<ILab>().Add(1, 2);
        await DeliveredByAsync(host, ComputeDeliveryState.SignInRequired);
        var entry = await CheckAsync(host);
        Assert.Equal((HealthStatus.Unhealthy, "delivery: sign-in required: the service returns results only after another sign-in."), (entry.Status, entry.Description));

        gate.IsClosed = false;
        Assert.Equal(3, await call);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
    }

    [Theory]
    [InlineData("""{ "status": "online" }""", HealthStatus.Healthy, "online")]
    [InlineData("""{ "status": "offline" }""", HealthStatus.Degraded, $"endpoint {Endpoint} is offline.")]
    [InlineData("""{ }""", HealthStatus.Degraded, $"endpoint {Endpoint} is without a status.")]
    public async Task An_endpoint_that_is_not_online_degrades_it(string answer, HealthStatus status, string fact)
    {
        using var host = Build(TestApp.Settings, handler: Answering(answer));

        var entry = await CheckAsync(host);

        Assert.Equal((status, fact), (entry.Status, entry.Data["endpoint:cluster"]));
    }

    [Fact]
    public async Task What_an_offline_endpoint_and_a_failure_are_worth_can_be_chosen()
    {
        using var host = Build(
            TestApp.Settings, static options => options.OfflineEndpoint = HealthStatus.Unhealthy, Answering("""{ "status": "offline" }"""));
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(host)).Status);

        using var other = Build(
            TestApp.Settings, static options => options.CheckEndpoints = false, Answering("""{ "status": "offline" }"""));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(other)).Status);
    }

    [Fact]
    public async Task An_executor_that_is_not_there_is_reported()
    {
        using var host = Build(TestApp.Settings, static options => options.Executors.Add("clutser"), Answering("""{ "status": "online" }"""));

        var entry = await CheckAsync(host);

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.StartsWith("endpoint:clutser: There is no executor 'clutser'.", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_must_be_registered_with_the_source_that_is_pinned()
    {
        const string Source = "def pinned():\n    return 1\n";
        var (pinned, missing) = (Guid.NewGuid(), Guid.NewGuid());
        local.Service.AddFunction(pinned, "pinned", Source);
        var hash = new PinnableFunction { Method = "N.I.M", FunctionName = "pinned", Source = Source }.SourceHash;
        var lockFile = ComputeLockFile.Empty.With(new ComputeLockEntry
        {
            Method = "N.I.M",
            Environment = local.Service.Url,
            FunctionId = pinned,
            SourceHash = hash,
            Time = DateTimeOffset.UnixEpoch,
        });

        using var good = Build(local.Settings, options => options.AddFunctions(lockFile, local.Service.Url));
        var entry = await CheckAsync(good);
        Assert.Equal((HealthStatus.Healthy, "pinned"), (entry.Status, entry.Data[$"function:{pinned}"]));

        using var drifted = Build(local.Settings, options => options.Functions[pinned] = hash.Replace(hash[^1], hash[^1] == '0' ? '1' : '0'));
        entry = await CheckAsync(drifted);
        Assert.Equal(
            (HealthStatus.Unhealthy, "pinned is registered with another source than the one that is pinned."), (entry.Status, entry.Data[$"function:{pinned}"]));

        using var gone = Build(local.Settings, options => options.Functions[missing] = null);
        entry = await CheckAsync(gone);
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains($"function:{missing}", entry.Description!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_waited_for_longer_than_the_time_limit()
    {
        var clock = new ManualTimeProvider();
        using var host = Build(TestApp.Settings, handler: FakeHandler.Silent(), configureServices: services => services.AddSingleton<TimeProvider>(clock));

        // The limits of both questions; before them, that of the credential is over already.
        var checking = CheckAsync(host);
        await Eventually.TrueAsync(() => clock.TimersDueIn(TimeSpan.FromSeconds(5)) == 2);
        clock.Advance(TimeSpan.FromSeconds(5));

        var entry = await checking;
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal(("no answer within 5 seconds.", "no answer within 5 seconds."), (entry.Data["rest"], entry.Data["endpoint:cluster"]));
    }

    private static FakeHandler Answering(string status) => new((_, request) =>
        FakeHandler.Json(HttpStatusCode.OK, request.RequestUri!.AbsolutePath.EndsWith("/status", StringComparison.Ordinal) ? status : """{ "api": "1.0.0" }"""));

    private static IHost Build(
        IEnumerable<KeyValuePair<string, string?>> settings,
        Action<ComputeHealthOptions>? configure = null,
        HttpMessageHandler? handler = null,
        Action<IServiceCollection>? configureServices = null)
    {
        var builder = TestApp.Create(settings);
        builder.Services.AddGlobusCompute();
        builder.Services.AddHealthChecks().AddGlobusCompute(configure: configure);
        if (handler is not null)
        {
            builder.Services.SendTo(handler);
        }

        configureServices?.Invoke(builder.Services);
        return builder.Build();
    }

    private static async Task<HealthReportEntry> CheckAsync(IHost host)
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        return report.Entries["globus_compute"];
    }

    private static Task DeliveredByAsync(IHost host, ComputeDeliveryState state) =>
        Eventually.TrueAsync(() => host.Services.GetRequiredService<ComputeClient>().DeliveryState == state);

    private sealed class SignInGate
    {
        public volatile bool IsClosed;
    }

    private sealed class SignInHandler(SignInGate gate) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            gate.IsClosed && request.RequestUri!.AbsolutePath.EndsWith("batch_status", StringComparison.Ordinal)
                ? Task.FromResult(FakeHandler.Json(HttpStatusCode.Forbidden, "{}"))
                : base.SendAsync(request, cancellationToken);
    }

    private sealed class Tokens(string first) : IComputeCredential
    {
        public string? Next { get; set; } = first;

        public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken) =>
            new(new ComputeAccessToken(Next ?? throw new InvalidOperationException("Nobody has signed in.")));
    }
}
