using GlobusCompute.Remote.Hosting;
using GlobusCompute.Remote.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>The service in an app's container.</summary>
public sealed class AddLocalServiceTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task An_app_gets_the_service_that_its_configuration_and_code_describe_and_calls_it()
    {
        using var loggers = new CapturingLoggers();
        var services = Services(("GlobusCompute:LocalService:Python", TestService.Python), ("GlobusCompute:LocalService:Token", "the-token"));
        services.AddSingleton<ILoggerFactory>(loggers);
        new Builder(services).AddLocalService(options => options.Workers = 1).AddLocalService(options => options.EndpointId = TestService.EndpointId);
        await using var container = services.BuildServiceProvider();

        var connection = await container.GetRequiredService<IEmbeddedComputeService>().StartAsync(CancellationToken.None);
        var options = new ComputeClientOptions();
        connection.Configure(options);
        await using var client = new ComputeClient(options);
        var result = await client.CreateExecutor(connection.EndpointId).CreateProxy<ICalls>().Double(21);

        var service = container.GetRequiredService<LocalComputeServiceHost>().Service!;
        Assert.Equal((42, TestService.EndpointId, "the-token"), (result, connection.EndpointId, service.Token));
        Assert.Equal("double", Assert.Single(service.GetTasks()).FunctionName);
        Assert.Contains(loggers.Lines, line => line.Level == LogLevel.Information && line.Text.Contains(service.Url.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(loggers.Lines, line => line.Text.Contains("the-token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task However_many_ask_for_it_at_once_one_service_starts()
    {
        var configured = 0;
        var services = new ServiceCollection();
        new Builder(services).AddLocalService(Configure).AddLocalService(_ => Interlocked.Increment(ref configured));
        await using var container = services.BuildServiceProvider();
        var embedded = container.GetRequiredService<IEmbeddedComputeService>();
        Assert.Null(container.GetRequiredService<LocalComputeServiceHost>().Service);

        var connections = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => embedded.StartAsync(CancellationToken.None))));

        Assert.Single(connections.Select(connection => connection.EndpointId).Distinct());
        Assert.Equal(1, configured);
    }

    [Fact]
    public async Task A_start_that_failed_can_be_tried_again()
    {
        var python = "/no/such/python";
        var services = new ServiceCollection();
        new Builder(services).AddLocalService(Configure).AddLocalService(options => options.Python = python);
        await using var container = services.BuildServiceProvider();
        var embedded = container.GetRequiredService<IEmbeddedComputeService>();

        await Assert.ThrowsAsync<PythonNotFoundException>(() => embedded.StartAsync(CancellationToken.None));
        python = TestService.Python;
        var connection = await embedded.StartAsync(CancellationToken.None);

        Assert.NotEqual(Guid.Empty, connection.EndpointId);
    }

    [Fact]
    public async Task Who_stops_waiting_leaves_the_start_to_the_others()
    {
        var services = new ServiceCollection();
        new Builder(services).AddLocalService(Configure);
        await using var container = services.BuildServiceProvider();
        var embedded = container.GetRequiredService<IEmbeddedComputeService>();
        using var impatience = new CancellationTokenSource();

        var impatient = embedded.StartAsync(impatience.Token);
        var patient = embedded.StartAsync(CancellationToken.None);
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.NotEqual(Guid.Empty, (await patient).EndpointId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Either_disposal_of_the_container_ends_its_processes(bool isAsync)
    {
        var services = new ServiceCollection();
        new Builder(services).AddLocalService(Configure);
        var container = services.BuildServiceProvider();
        var embedded = container.GetRequiredService<IEmbeddedComputeService>();
        await embedded.StartAsync(CancellationToken.None);
        var processes = container.GetRequiredService<LocalComputeServiceHost>().Service!.WorkerProcessIds;

        if (isAsync)
        {
            await container.DisposeAsync();
        }
        else
        {
            container.Dispose();
        }

        Assert.NotEmpty(processes);
        Assert.DoesNotContain(processes, EndTests.IsAlive);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => embedded.StartAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_container_that_is_disposed_while_the_service_starts_leaves_none_running(bool isAsync)
    {
        var (starting, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var services = new ServiceCollection();
        new Builder(services).AddLocalService(Configure).AddLocalService(_ =>
        {
            starting.SetResult();
            go.Task.Wait(s_limit);
        });
        var container = services.BuildServiceProvider();
        var host = container.GetRequiredService<LocalComputeServiceHost>();
        var start = host.StartAsync(CancellationToken.None);
        await starting.Task;

        var disposal = isAsync ? container.DisposeAsync().AsTask() : Task.Run(container.Dispose);
        await Eventually.TrueAsync(() => disposal.IsCompleted || host.IsDisposing);
        go.SetResult();
        await disposal.WaitAsync(s_limit);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.WaitAsync(s_limit));
        Assert.Null(host.Service);
    }

    [Fact]
    public async Task An_unused_service_never_starts_and_settings_out_of_range_are_named()
    {
        var services = Services(("GlobusCompute:LocalService:Workers", "0"));
        new Builder(services).AddLocalService();
        await using var container = services.BuildServiceProvider();
        await using (var unused = services.BuildServiceProvider())
        {
            _ = unused.GetRequiredService<IEmbeddedComputeService>();
        }

        var e = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => container.GetRequiredService<IEmbeddedComputeService>().StartAsync(CancellationToken.None));

        Assert.Contains("LocalComputeServiceOptions.Workers must be at least 1", e.Message);
    }

    private static void Configure(LocalComputeServiceOptions options) => (options.Python, options.Workers) = (TestService.Python, 1);

    private static ServiceCollection Services(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
        return services;
    }

    private sealed class Builder(IServiceCollection services) : IGlobusComputeBuilder
    {
        public IServiceCollection Services => services;
    }
}
