using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace GlobusCompute.Remote.Testing.Tests;

/// <summary>In an app's services, a fake receives the calls of all clients, whatever the configuration says.</summary>
public sealed class AddGlobusComputeFakeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Configurations of apps, of which some could not start without a fake.</summary>
    public static TheoryData<string, string> Configurations => new()
    {
        { "nothing", "" },
        { "an executor without an endpoint", "Executors:default:CallTimeout=00:05:00" },
        { "an endpoint without a token", "Executors:default:EndpointId=00000000-0000-0000-0000-000000000001" },
        { "a token", "Executors:default:EndpointId=00000000-0000-0000-0000-000000000001;AccessToken=real" },
        { "embedded, in production", "Service=embedded" },
        { "a proxy and a stream", "ProxyUrl=http://localhost:1;Delivery=Stream;Executors:default:BatchSize=1" },
    };

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task An_app_starts_calls_and_is_healthy_whatever_its_configuration_says(string kind, string settings)
    {
        Assert.NotEmpty(kind);
        using var app = Build(settings, static services =>
        {
            services.AddGlobusCompute().AddProxy<ISpectra>().AddUsers();
            services.AddHealthChecks().AddGlobusCompute(configure: static check => check.Functions[Guid.NewGuid()] = "hash");
        });
        await app.StartAsync(Token);
        var fake = app.Services.GetRequiredService<FakeCompute>();
        fake.Setup((ISpectra x) => x.Count("")).Returns(7);

        Assert.Equal(7, await app.Services.GetRequiredService<ISpectra>().Count("a"));
        using (var lease = app.Services.GetRequiredService<IComputeClientFactory>().Rent(new ComputeUser("ada", "token-of-ada")))
        {
            Assert.Equal(7, await lease.CreateProxy<ISpectra>().Count("b"));
        }

        var health = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Equal(["", "ada"], fake.Calls.Select(static call => call.ClientName));
        await app.StopAsync(Token);
    }

    [Fact]
    public async Task Executors_by_name_call_the_endpoints_that_are_configured_for_them()
    {
        var cluster = Guid.NewGuid();
        using var app = Build(
            $"Executors:cluster:EndpointId={cluster};Executors:default:Label=x", static services => services.AddGlobusCompute().AddProxy<ISpectra>());
        var fake = app.Services.GetRequiredService<FakeCompute>();
        fake.Setup((ISpectra x) => x.Count("")).Returns(7);

        await app.Services.GetRequiredService<ISpectra>().Count("a");
        await app.Services.GetRequiredKeyedService<ISpectra>("cluster").Count("b");

        Assert.Equal([fake.EndpointId, cluster], fake.Calls.Select(static call => call.EndpointId));
    }

    [Fact]
    public async Task Mistakes_of_the_configuration_that_have_nothing_to_do_with_the_service_are_found_all_the_same()
    {
        using var unknown = Build("Exekutors:default:Label=x", static services => services.AddGlobusCompute());
        using var ambiguous = Build("Executors:a:Label=x;Executors:b:Label=y", static services => services.AddGlobusCompute().AddProxy<ISpectra>());

        Assert.Contains("Executors", (await Assert.ThrowsAsync<OptionsValidationException>(() => unknown.StartAsync(Token))).Message, StringComparison.Ordinal);
        Assert.Contains("several executors", (await Assert.ThrowsAsync<OptionsValidationException>(() => ambiguous.StartAsync(Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offline_endpoint_and_an_unreachable_service_show_in_the_health_of_the_app()
    {
        using var app = Build("", static services =>
        {
            services.AddGlobusCompute().AddExecutor("default");
            services.AddHealthChecks().AddGlobusCompute(configure: static check => check.CheckEndpoints = true);
        });
        var fake = app.Services.GetRequiredService<FakeCompute>();
        var health = app.Services.GetRequiredService<HealthCheckService>();

        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(Token)).Status);
        fake.EndpointStatus = "offline";
        Assert.NotEqual(HealthStatus.Healthy, (await health.CheckHealthAsync(Token)).Status);
        fake.EndpointStatus = "online";
        fake.IsReachable = false;
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync(Token)).Status);
    }

    [Fact]
    public async Task Without_the_hosting_package_clients_and_proxies_are_those_of_the_fake()
    {
        await using var services = new ServiceCollection().AddGlobusComputeFake().AddGlobusComputeFakeProxy<ISpectra>().BuildServiceProvider();
        var fake = services.GetRequiredService<FakeCompute>();
        fake.Setup((ISpectra x) => x.Count("")).Returns(7);

        Assert.Equal(7, await services.GetRequiredService<ISpectra>().Count("a"));
        Assert.Equal(fake.EndpointId, services.GetRequiredService<ComputeExecutor>().EndpointId);
        Assert.Single(fake.Calls);
    }

    [Fact]
    public async Task A_client_that_the_app_makes_itself_is_replaced_and_its_executors_stay()
    {
        var endpointId = Guid.NewGuid();
        var registered = new ServiceCollection();
        registered.AddSingleton(static _ => new ComputeClient(new ComputeClientOptions { Credential = new ComputeAccessTokenCredential("real") }));
        registered.AddSingleton(provider => provider.GetRequiredService<ComputeClient>().CreateExecutor(endpointId));
        registered.AddSingleton(static provider => provider.GetRequiredService<ComputeExecutor>().CreateProxy<ISpectra>());
        await using var services = registered.AddGlobusComputeFake().AddGlobusComputeFakeProxy<ISpectra>().BuildServiceProvider();
        var fake = services.GetRequiredService<FakeCompute>();
        fake.Setup((ISpectra x) => x.Count("")).Returns(7);

        Assert.Equal(7, await services.GetRequiredService<ISpectra>().Count("a"));
        Assert.Equal(endpointId, Assert.Single(fake.Calls).EndpointId);
    }

    [Fact]
    public async Task A_fake_of_the_test_outlives_the_apps_that_call_it()
    {
        await using var fake = new FakeCompute();
        fake.Setup((ISpectra x) => x.Count("")).Returns(7);
        for (var i = 0; i < 2; i++)
        {
            using var app = Build("", static services => services.AddGlobusCompute().AddProxy<ISpectra>(), fake);
            await app.StartAsync(Token);
            Assert.Equal(7, await app.Services.GetRequiredService<ISpectra>().Count("a"));
            await app.StopAsync(Token);
        }

        Assert.Equal(7, await fake.CreateProxy<ISpectra>().Count("b"));
        Assert.Equal(3, fake.Calls.Count);
    }

    [Fact]
    public async Task The_clock_of_the_app_is_that_of_its_fake()
    {
        var time = new ManualTimeProvider();
        using var app = Build("Executors:default:CallTimeout=00:05:00", services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.AddGlobusCompute().AddProxy<ISpectra>();
        });
        app.Services.GetRequiredService<FakeCompute>().Setup((ISpectra x) => x.Count("")).After(TimeSpan.FromMinutes(6)).Returns(7);
        var future = app.Services.GetRequiredService<ISpectra>().Count("a");
        await time.WhenTimerDueInAsync(TimeSpan.FromMinutes(5));

        time.Advance(TimeSpan.FromMinutes(5));

        await Assert.ThrowsAsync<ComputeTimeoutException>(() => future);
    }

    private static IHost Build(string settings, Action<IServiceCollection> add, FakeCompute? fake = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(
            settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('=', 2))
                .Select(static pair => new KeyValuePair<string, string?>($"GlobusCompute:{pair[0]}", pair[1])));
        add(builder.Services);
        _ = fake is null ? builder.Services.AddGlobusComputeFake() : builder.Services.AddGlobusComputeFake(fake);
        return builder.Build();
    }
}
