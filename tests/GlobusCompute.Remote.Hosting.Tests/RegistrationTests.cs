using System.Net;
using GlobusCompute.Remote.Hosting.Tests.Apps;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests;

/// <summary>What an app gets from its services after the five lines of docs/hosting.md.</summary>
public sealed class RegistrationTests(PythonService local)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_app_that_is_configured_by_its_settings_alone_calls_Python_through_an_injected_proxy()
    {
        var builder = TestApp.Create(local.Settings);
        builder.Services.AddGlobusCompute().AddProxy<ILab>();
        using var host = builder.Build();
        await host.StartAsync(Token);

        Assert.Equal(42, await host.Services.GetRequiredService<ILab>().Add(40, 2));

        await host.StopAsync(Token);
    }

    [Fact]
    public async Task The_log_has_no_line_for_each_request()
    {
        var builder = TestApp.Create(local.Settings);
        builder.Services.AddGlobusCompute().AddProxy<ILab>();
        var logs = builder.Services.KeepLogs();
        await using var services = Provider(builder);

        Assert.Equal(42, await services.GetRequiredService<ILab>().Add(40, 2));

        Assert.NotEmpty(logs.Entries);
        Assert.DoesNotContain(logs.Entries, static entry => entry.Category.StartsWith("System.Net.Http", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Executors_and_proxies_are_injected_by_name_also_if_only_the_configuration_names_them()
    {
        var builder = TestApp.Create(local.Settings.With(
            ("GlobusCompute:Executors:laptop:EndpointId", Guid.NewGuid().ToString()),
            ("GlobusCompute:Executors:laptop:CallTimeout", "00:00:07"),
            ("GlobusCompute:Executors:laptop:UserEndpointConfig:nodes", "2")));
        builder.Services.AddGlobusCompute().AddProxy<ILab>("cluster");
        builder.Services.AddSingleton<Keyed>();
        await using var services = Provider(builder);

        var app = services.GetRequiredService<Keyed>();

        Assert.Equal(local.Service.EndpointId, app.Cluster.EndpointId);
        Assert.Equal(("laptop", TimeSpan.FromSeconds(7), 2), (app.Laptop.Label, app.Laptop.CallTimeout, (int)app.Laptop.UserEndpointConfig!["nodes"]!));
        Assert.Same(services.GetRequiredKeyedService<ComputeExecutor>("cluster"), app.Cluster);
        Assert.Same(services.GetRequiredKeyedService<ComputeExecutor>("CLUSTER"), app.Cluster);
        Assert.Equal(3, await app.Lab.Add(1, 2));
        Assert.Equal(5, await services.GetRequiredService<ILab>().Add(2, 3));
    }

    [Fact]
    public async Task The_proxy_and_the_authority_of_the_configuration_are_on_the_way_of_the_app_s_handlers()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("compute.test");
        using var folder = new TemporaryFolder();
        await using var front = new TlsFront(local.Service.Url.Port, certificate);
        await using var proxy = new ForwardProxy(new NetworkCredential("user", "s3cret"));
        proxy.Add("compute.test", front.Port);
        var builder = TestApp.Create(local.Settings.With(
            ("GlobusCompute:ServiceUrl", $"https://compute.test:{front.Port}/"),
            ("GlobusCompute:ProxyUrl", proxy.UrlFor("http", "user:s3cret").OriginalString),
            ("GlobusCompute:CertificateAuthorityFile", folder.Add("authority.pem", authority.Certificate.ExportCertificatePem()))));
        var logs = builder.Services.KeepLogs();
        builder.Services.AddGlobusCompute().AddProxy<ILab>();
        using var host = builder.Build();
        await host.StartAsync(Token);

        Assert.Equal(42, await host.Services.GetRequiredService<ILab>().Add(40, 2));

        await host.StopAsync(Token);
        Assert.Equal([$"compute.test:{front.Port}"], proxy.Targets.Distinct());
        Assert.DoesNotContain(logs.Entries, static entry => entry.Text.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public void Code_names_executors_and_changes_what_the_configuration_says()
    {
        var other = Guid.NewGuid();
        var builder = TestApp.Create(TestApp.Settings.With(("GlobusCompute:Executors:cluster:BatchSize", "7")));
        builder.Services.AddGlobusCompute()
            .AddExecutor("cluster", options => options.CallTimeout = TimeSpan.FromMinutes(options.BatchSize!.Value))
            .AddExecutor("other", other, options => options.Label = "by code");
        using var services = Provider(builder);

        var (cluster, second) = (services.GetRequiredKeyedService<ComputeExecutor>("cluster"), services.GetRequiredKeyedService<ComputeExecutor>("other"));

        Assert.Equal((7, TimeSpan.FromMinutes(7)), (cluster.BatchSize, cluster.CallTimeout));
        Assert.Equal((other, "by code"), (second.EndpointId, second.Label));
    }

    [Fact]
    public void The_executor_without_a_name_is_the_only_one_or_the_one_named_default()
    {
        var only = TestApp.Create(TestApp.Settings);
        only.Services.AddGlobusCompute();
        using var one = Provider(only);
        Assert.Equal("cluster", one.GetRequiredService<ComputeExecutor>().Label);

        var several = TestApp.Create(TestApp.Settings.With(("GlobusCompute:Executors:Default:EndpointId", Guid.NewGuid().ToString())));
        several.Services.AddGlobusCompute();
        using var two = Provider(several);
        Assert.Equal("Default", two.GetRequiredService<ComputeExecutor>().Label);
    }

    [Theory]
    [InlineData(null, "There are several executors, and none is named 'default': cluster, laptop.")]
    [InlineData("laptpo", "There is no executor 'laptpo'. The executors are cluster, laptop.")]
    public void An_executor_that_is_not_there_is_refused_with_the_names_of_all(string? name, string message)
    {
        var builder = TestApp.Create(TestApp.Settings.With(("GlobusCompute:Executors:laptop:EndpointId", Guid.NewGuid().ToString())));
        builder.Services.AddGlobusCompute();
        using var services = Provider(builder);

        var error = Assert.Throws<InvalidOperationException>(
            () => name is null ? services.GetRequiredService<ComputeExecutor>() : services.GetRequiredKeyedService<ComputeExecutor>(name));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registering_twice_does_no_harm()
    {
        var builder = TestApp.Create(local.Settings);
        builder.Services.AddGlobusCompute().AddProxy<ILab>();
        var before = builder.Services.Count(static service => service.ServiceType == typeof(IHostedService));
        builder.Services.AddGlobusCompute(builder.Configuration.GetSection("GlobusCompute"));
        builder.Services.AddGlobusCompute(static options => options.MaxAttempts = 3).AddProxy<ILab>();

        Assert.Equal(before, builder.Services.Count(static service => service.ServiceType == typeof(IHostedService)));
        using var host = builder.Build();
        await host.StartAsync(Token);
        Assert.Equal(2, await host.Services.GetRequiredService<ILab>().Add(1, 1));
        Assert.Single(host.Services.GetServices<ComputeClient>());
        await host.StopAsync(Token);
    }

    [Fact]
    public void A_section_of_another_place_and_code_without_configuration_work_too()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Lab:Compute:MaxAttempts", "3"), new("Lab:Compute:AccessToken", "t")]).Build();
        var services = new ServiceCollection();
        services.AddGlobusCompute(configuration.GetSection("Lab:Compute")).AddExecutor("x", Guid.NewGuid());
        using var provider = services.BuildServiceProvider();
        Assert.Equal("x", provider.GetRequiredService<ComputeExecutor>().Label);

        var plain = new ServiceCollection();
        plain.AddGlobusCompute(static options => options.AccessToken = "t").AddExecutor("y", Guid.NewGuid());
        using var other = plain.BuildServiceProvider();
        Assert.Equal("y", other.GetRequiredService<ComputeExecutor>().Label);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_container_can_be_disposed_in_both_ways(bool asynchronously)
    {
        var builder = TestApp.Create(local.Settings.With(("GlobusCompute:Executors:other:EndpointId", local.Service.EndpointId.ToString())));
        builder.Services.AddGlobusCompute().AddProxy<ILab>("cluster");
        var services = Provider(builder);
        var client = services.GetRequiredService<ComputeClient>();
        Assert.Equal(2, await services.GetRequiredService<ILab>().Add(1, 1));
        services.GetRequiredKeyedService<ComputeExecutor>("other");
        services.GetRequiredService<IComputeClientFactory>().Rent(new ComputeUser("somebody", local.Service.Token)).Dispose();

        if (asynchronously)
        {
            await services.DisposeAsync();
        }
        else
        {
            services.Dispose();
        }

        Assert.Throws<ObjectDisposedException>(() => client.CreateExecutor(Guid.NewGuid()));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Handlers_that_the_app_adds_see_every_request()
    {
        var seen = new Counting();
        var builder = TestApp.Create(local.Settings);
        builder.Services.AddGlobusCompute().AddProxy<ILab>();
        builder.Services.AddHttpClient(GlobusComputeDefaults.HttpClientName).AddHttpMessageHandler(() => new Passing(seen));
        await using var services = Provider(builder);

        Assert.Equal(2, await services.GetRequiredService<ILab>().Add(1, 1));

        Assert.InRange(seen.Count, 3, int.MaxValue);
    }

    [Fact]
    public async Task Each_request_asks_the_factory_for_the_handlers_of_the_moment()
    {
        var factory = new TurningFactory();
        var builder = TestApp.Create(TestApp.Settings);
        builder.Services.AddGlobusCompute();
        builder.Services.AddSingleton<IHttpMessageHandlerFactory>(factory);
        await using var services = Provider(builder);
        var client = services.GetRequiredService<ComputeClient>();

        await client.CheckVersionAsync(Token);
        await client.CheckVersionAsync(Token);

        Assert.Equal([GlobusComputeDefaults.HttpClientName, GlobusComputeDefaults.HttpClientName], factory.Names);
        Assert.All(factory.Handlers, static handler => Assert.Single(handler.Requests));
    }

    [Fact]
    public async Task A_credential_of_the_services_precedes_the_token_of_the_configuration()
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(System.Net.HttpStatusCode.OK, "{}"));
        var builder = TestApp.Create(TestApp.Settings);
        builder.Services.AddGlobusCompute();
        builder.Services.SendTo(handler);
        builder.Services.AddSingleton<IComputeCredential>(new ComputeAccessTokenCredential("from-the-services"));
        await using var services = Provider(builder);

        await services.GetRequiredService<ComputeClient>().CheckVersionAsync(Token);

        Assert.Equal("Bearer from-the-services", Assert.Single(handler.Requests).Request.Headers.Authorization!.ToString());
    }

    [Fact]
    public async Task Code_that_configures_clients_has_the_last_word_over_the_configuration()
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(System.Net.HttpStatusCode.OK, "{}"));
        var builder = TestApp.Create(TestApp.Settings);
        builder.Services.AddGlobusCompute().ConfigureClient(static (_, options) => options.Credential = new ComputeAccessTokenCredential("by-code"));
        builder.Services.SendTo(handler);
        await using var services = Provider(builder);

        await services.GetRequiredService<ComputeClient>().CheckVersionAsync(Token);

        Assert.Equal("Bearer by-code", Assert.Single(handler.Requests).Request.Headers.Authorization!.ToString());
    }

    private static ServiceProvider Provider(HostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IConfiguration>(builder.Configuration);
        return builder.Services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }

    private sealed class Keyed(
        [FromKeyedServices("cluster")] ComputeExecutor cluster, [FromKeyedServices("laptop")] ComputeExecutor laptop, [FromKeyedServices("cluster")] ILab lab)
    {
        public ComputeExecutor Cluster => cluster;

        public ComputeExecutor Laptop => laptop;

        public ILab Lab => lab;
    }

    private sealed class Counting
    {
        private int _count;

        public int Count => _count;

        public void Add() => Interlocked.Increment(ref _count);
    }

    private sealed class Passing(Counting seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add();
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class TurningFactory : IHttpMessageHandlerFactory
    {
        public List<string> Names { get; } = [];

        public List<FakeHandler> Handlers { get; } = [];

        public HttpMessageHandler CreateHandler(string name)
        {
            Names.Add(name);
            Handlers.Add(new FakeHandler(static (_, _) => FakeHandler.Json(System.Net.HttpStatusCode.OK, "{}")));
            return Handlers[^1];
        }
    }
}
