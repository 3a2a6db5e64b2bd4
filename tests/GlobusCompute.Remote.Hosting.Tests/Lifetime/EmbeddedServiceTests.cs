using GlobusCompute.Remote.Hosting.Tests.Apps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests.Lifetime;

/// <summary>The switch by configuration alone between the real service and one inside the app.</summary>
public sealed class EmbeddedServiceTests(PythonService local)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("embedded")]
    [InlineData("globus")]
    public async Task The_configuration_alone_decides_which_service_runs_the_calls(string service)
    {
        var builder = TestApp.Create(local.Settings.With(("GlobusCompute:Service", service)), Environments.Development);
        builder.Services.AddGlobusCompute().AddProxy<ILab>();
        builder.Services.AddSingleton<IEmbeddedComputeService, EmbeddedPython>();
        var logs = builder.Services.KeepLogs();
        using var host = builder.Build();
        await host.StartAsync(Token);
        var embedded = (EmbeddedPython)host.Services.GetRequiredService<IEmbeddedComputeService>();

        Assert.Equal(42, await host.Services.GetRequiredService<ILab>().Add(40, 2));

        var executor = host.Services.GetRequiredService<ComputeExecutor>();
        if (service == "embedded")
        {
            Assert.Equal(embedded.Service!.EndpointId, executor.EndpointId);
            Assert.Contains(logs.Own, entry => entry.Level == LogLevel.Information && entry.Text.Contains(embedded.Service.Url.AbsoluteUri, StringComparison.Ordinal));
            Assert.DoesNotContain(logs.Entries, entry => entry.Text.Contains(embedded.Service.Token, StringComparison.Ordinal));
        }
        else
        {
            Assert.Equal((local.Service.EndpointId, 0), (executor.EndpointId, embedded.Requests));
        }

        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Users_call_it_with_their_own_tokens()
    {
        var builder = TestApp.Create([new("GlobusCompute:Service", "embedded"), new("GlobusCompute:LocalService:Workers", "1")], Environments.Development);
        builder.Services.AddGlobusCompute()
            .AddLocalService(static options =>
            {
                options.Python = PythonService.Python;
                options.Users = [new("ada", "token-of-ada"), new("grace", "token-of-grace")];
            })
            .AddUsers();
        using var host = builder.Build();
        await host.StartAsync(Token);
        var clients = host.Services.GetRequiredService<IComputeClientFactory>();

        foreach (var name in (string[])["ada", "grace"])
        {
            using var lease = clients.Rent(new ComputeUser(name, $"token-of-{name}"));
            var future = lease.CreateProxy<ILab>().Add(1, 2);
            Assert.Equal(3, await future);
            Assert.Equal(name, host.Services.GetRequiredService<LocalComputeServiceHost>().Service!.GetTasks().Single(task => task.TaskId == future.TaskId).User);
        }

        using var stranger = clients.Rent(new ComputeUser("eve", "token-of-nobody"));
        await Assert.ThrowsAnyAsync<ComputeException>(() => stranger.CreateProxy<ILab>().Add(1, 2));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task It_needs_neither_endpoint_nor_executor_nor_token_and_starts_for_a_proxy_that_a_hosted_service_is_made_with()
    {
        var builder = TestApp.Create([new("GlobusCompute:Service", "Embedded")], Environments.Development);
        builder.Services.AddHostedService<CallsAtStart>();
        builder.Services.AddGlobusCompute().AddProxy<ILab>();
        builder.Services.AddSingleton<IEmbeddedComputeService, EmbeddedPython>();
        using var host = builder.Build();

        await host.StartAsync(Token);

        Assert.Equal(5, host.Services.GetServices<IHostedService>().OfType<CallsAtStart>().Single().Result);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Without_the_package_start_fails_and_says_what_to_add()
    {
        var builder = TestApp.Create([new("GlobusCompute:Service", "embedded")], Environments.Development);
        builder.Services.AddGlobusCompute();
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Equal(
            "GlobusCompute:Service is 'embedded', and no embedded service is registered. Add the package GlobusCompute.Remote.LocalService "
            + "and call .AddLocalService() after AddGlobusCompute().",
            error.Message);
    }

    [Fact]
    public async Task Outside_Development_start_fails_unless_the_configuration_allows_it_by_name()
    {
        var refused = TestApp.Create([new("GlobusCompute:Service", "embedded")], "Staging");
        refused.Services.AddGlobusCompute();
        refused.Services.AddSingleton<IEmbeddedComputeService, EmbeddedPython>();
        using var host = refused.Build();
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));
        Assert.Equal(
            "GlobusCompute:Service is 'embedded' in the environment Staging. It is meant for the Development environment; "
            + "set GlobusCompute:AllowEmbedded to true to allow it here.",
            error.Message);

        var allowed = TestApp.Create([new("GlobusCompute:Service", "embedded"), new("GlobusCompute:AllowEmbedded", "true")], "Staging");
        allowed.Services.AddGlobusCompute().AddProxy<ILab>();
        allowed.Services.AddSingleton<IEmbeddedComputeService, EmbeddedPython>();
        using var other = allowed.Build();
        await other.StartAsync(Token);
        Assert.Equal(1, await other.Services.GetRequiredService<ILab>().Add(0, 1));
        await other.StopAsync(Token);
    }

    private sealed class CallsAtStart(ILab lab) : IHostedService
    {
        public int Result { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken) => Result = await lab.Add(2, 3);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
