using GlobusCompute.Remote.Hosting.Tests.Apps;
using GlobusCompute.Remote.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests.Configuration;

/// <summary>What changes in a configuration do to a running app.</summary>
public sealed class ReloadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_of_executors_change_while_the_app_runs()
    {
        using var app = await App.StartAsync();
        var group = Guid.NewGuid();

        app.Change(
            ("Executors:cluster:CallTimeout", "00:00:09"),
            ("Executors:cluster:BatchSize", "5"),
            ("Executors:cluster:TaskGroupId", group.ToString()),
            ("Executors:cluster:Label", "renamed"),
            ("Executors:cluster:ContainerId", group.ToString()),
            ("Executors:cluster:UserEndpointConfig:nodes", "3"),
            ("Executors:cluster:ResourceSpecification:num_nodes", "4"),
            ("Executors:cluster:ResultSerializers:0", "a.b.C"));

        var executor = app.Executor;
        Assert.Equal((TimeSpan.FromSeconds(9), 5, group, "renamed"), (executor.CallTimeout!.Value, executor.BatchSize!.Value, executor.TaskGroupId!.Value, executor.Label));
        Assert.Equal((3, 4, group), ((int)executor.UserEndpointConfig!["nodes"]!, (int)executor.ResourceSpecification!["num_nodes"]!, executor.ContainerId!.Value));
        Assert.Equal(["a.b.C"], executor.ResultSerializers);
        Assert.DoesNotContain(app.Logs.Own, static entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_change_leaves_alone_what_code_has_set_and_the_configuration_did_not_change()
    {
        using var app = await App.StartAsync(("GlobusCompute:Executors:cluster:BatchSize", "5"));
        app.Executor.CallTimeout = TimeSpan.FromHours(1);
        app.Executor.BatchSize = 6;

        app.Change(("Executors:cluster:Label", "renamed"));
        Assert.Equal((6, TimeSpan.FromHours(1)), (app.Executor.BatchSize, app.Executor.CallTimeout));

        app.Change(("Executors:cluster:BatchSize", "7"));
        Assert.Equal(7, app.Executor.BatchSize);
    }

    [Fact]
    public async Task The_user_s_executors_change_too()
    {
        using var app = await App.StartAsync();
        using var lease = app.Services.GetRequiredService<IComputeClientFactory>().Rent(new ComputeUser("ada", "token"));
        var executor = lease.GetExecutor();

        app.Change(("Executors:cluster:BatchSize", "5"));

        Assert.Equal(5, executor.BatchSize);
    }

    [Theory]
    [InlineData("Executors:cluster:BatchSize", "0", "GlobusCompute:Executors:cluster:BatchSize must be at least 1, or null.")]
    [InlineData("Executors:cluster:BatchSize", "x", "GlobusCompute:Executors:cluster:BatchSize is not a whole number of at most 2147483647: 'x'.")]
    [InlineData("Exekutors", "x", "GlobusCompute:Exekutors is not a known key; 'Executors' was probably meant.")]
    public async Task A_change_that_is_not_valid_is_logged_and_the_old_values_stay(string key, string value, string reason)
    {
        using var app = await App.StartAsync(("GlobusCompute:Executors:cluster:CallTimeout", "00:00:05"));
        var monitor = app.Services.GetRequiredService<IOptionsMonitor<GlobusComputeOptions>>();

        app.Change((key, value), ("Executors:cluster:CallTimeout", "00:00:06"));

        Assert.Equal(TimeSpan.FromSeconds(5), app.Executor.CallTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), monitor.CurrentValue.Executors["cluster"].CallTimeout);
        var entry = Assert.Single(app.Logs.Own, static entry => entry.Level == LogLevel.Error);
        Assert.Contains(reason, entry.Text, StringComparison.Ordinal);

        app.Remove(key);
        app.Change(("Executors:cluster:CallTimeout", "00:00:07"));
        Assert.Equal(TimeSpan.FromSeconds(7), app.Executor.CallTimeout);
    }

    [Fact]
    public async Task What_needs_a_restart_is_named_once()
    {
        using var app = await App.StartAsync();

        app.Change(("ServiceUrl", "https://example.org/"), ("Executors:cluster:EndpointId", Guid.NewGuid().ToString()));
        app.Change(("ServiceUrl", "https://example.com/"), ("Executors:cluster:BatchSize", "2"));

        Assert.Equal(
            ["GlobusCompute:Executors:cluster:EndpointId", "GlobusCompute:ServiceUrl"],
            app.Logs.Own.Where(static entry => entry.Level == LogLevel.Warning).Select(static entry => entry.Text.Split(' ')[0]));
        Assert.DoesNotContain(app.Logs.Own, static entry => entry.Text.Contains("example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_executor_that_the_configuration_adds_later_can_be_used_without_a_restart()
    {
        using var app = await App.StartAsync();

        app.Change(("Executors:late:EndpointId", Guid.NewGuid().ToString()), ("Executors:late:BatchSize", "3"));

        Assert.Equal(3, app.Services.GetRequiredKeyedService<ComputeExecutor>("late").BatchSize);
        Assert.DoesNotContain(app.Logs.Own, static entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_changed_access_token_is_used_from_the_next_request_on()
    {
        using var app = await App.StartAsync();
        var client = app.Services.GetRequiredService<ComputeClient>();
        await client.CheckVersionAsync(Token);

        app.Change(("AccessToken", "another-token"));
        await client.CheckVersionAsync(Token);

        Assert.Equal(
            ["Bearer a-token", "Bearer another-token"], app.Service.Requests.Select(static request => request.Request.Headers.Authorization!.ToString()));
    }

    private sealed class App : IDisposable
    {
        private readonly IHost _host;

        private App(IHost host, FakeHandler service, LogList logs) => (_host, Service, Logs) = (host, service, logs);

        public FakeHandler Service { get; }

        public LogList Logs { get; }

        public IServiceProvider Services => _host.Services;

        public ComputeExecutor Executor => Services.GetRequiredKeyedService<ComputeExecutor>("cluster");

        public static async Task<App> StartAsync(params (string Key, string? Value)[] settings)
        {
            var service = new FakeHandler(static (_, _) => FakeHandler.Json(System.Net.HttpStatusCode.OK, "{}"));
            var builder = TestApp.Create(TestApp.Settings.With(settings));
            builder.Services.AddGlobusCompute();
            builder.Services.SendTo(service);
            var logs = builder.Services.KeepLogs();
            var app = new App(builder.Build(), service, logs);
            await app._host.StartAsync(Token);
            _ = app.Executor;
            return app;
        }

        public void Change(params (string Key, string? Value)[] settings)
        {
            var configuration = (IConfigurationRoot)Services.GetRequiredService<IConfiguration>();
            foreach (var (key, value) in settings)
            {
                configuration[$"GlobusCompute:{key}"] = value;
            }

            configuration.Reload();
        }

        /// <summary>Takes a key back, in the only way that a provider in memory has.</summary>
        public void Remove(string key)
        {
            var configuration = (IConfigurationManager)Services.GetRequiredService<IConfiguration>();
            var source = configuration.Sources.OfType<Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource>().Last();
            var rest = configuration.AsEnumerable().Where(setting => setting.Key != $"GlobusCompute:{key}" && setting.Value is not null).ToList();
            configuration.Sources.Remove(source);
            configuration.AddInMemoryCollection(rest);
        }

        public void Dispose() => _host.Dispose();
    }
}
