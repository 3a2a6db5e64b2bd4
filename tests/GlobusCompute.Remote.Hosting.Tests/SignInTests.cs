using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Hosting.Tests.Apps;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests;

/// <summary>The service may require more of a sign-in than an app or its users have: all that the app does says so, and results wait.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private LocalComputeService _service = null!;
    private IHost _host = null!;

    public interface IWaiting
    {
        [ComputeFunction(Source = "def wait(path):\n    import os, time\n    while not os.path.exists(path):\n        time.sleep(0.02)\n    return 1\n")]
        ComputeFuture<int> Wait(string path);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = PythonService.Python, Workers = 1, Auth = true });
        var builder = TestApp.Create(PythonService.SettingsOf(_service).With(
            ("GlobusCompute:AccessToken", _service.Auth!.IssueAccessToken("alice@example.org"))));
        builder.Services.AddGlobusCompute().AddUsers(static _ => throw new InvalidOperationException("Users are rented here."));
        builder.Services.AddHealthChecks().AddGlobusCompute();
        _host = builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Calls_requests_results_and_health_of_an_app_say_what_is_required()
    {
        var client = _host.Services.GetRequiredService<ComputeClient>();
        var executor = _host.Services.GetRequiredService<ComputeExecutor>();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
        using var folder = new TemporaryFolder();
        var call = executor.CreateProxy<IWaiting>().Wait(folder.File("go"));
        await call.Submitted;

        _service.Auth!.RequireSession(new LocalSessionRequirement { RequiredMfa = true, Message = "Two factors, please." });
        await ShowsWhatIsRequiredAsync(client, executor);
        await Eventually.TrueAsync(() => client.DeliveryState == ComputeDeliveryState.SignInRequired);
        var entry = await CheckAsync();
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        var said = Assert.IsType<string>(entry.Data["credential"]);
        Assert.StartsWith("sign-in required: ", said, StringComparison.Ordinal);
        Assert.Contains("Two factors, please.", said, StringComparison.Ordinal);
        Assert.EndsWith(" The next sign-in must have: a second factor.", said, StringComparison.Ordinal);
        Assert.StartsWith("sign-in required: ", Assert.IsType<string>(entry.Data["delivery"]), StringComparison.Ordinal);
        folder.Add("go", "");
        Assert.False(call.IsCompleted);

        _service.Auth.RequireSession(null);
        Assert.Equal(1, await call);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
    }

    [Fact]
    public async Task A_user_of_an_app_is_told_what_is_required_and_others_go_on()
    {
        var factory = _host.Services.GetRequiredService<IComputeClientFactory>();
        using var alice = factory.Rent(new ComputeUser("alice", _service.Auth!.IssueAccessToken("alice@example.org")));
        using var other = factory.Rent(new ComputeUser("local", _service.Token));

        _service.Auth.RequireSession(new LocalSessionRequirement { RequiredMfa = true, Message = "Two factors, please." });

        await ShowsWhatIsRequiredAsync(alice.Client, alice.GetExecutor());
        await other.Client.GetEndpointsAsync(cancellationToken: Token);
        using var folder = new TemporaryFolder();
        folder.Add("go", "");
        Assert.Equal(1, await other.CreateProxy<IWaiting>().Wait(folder.File("go")));
    }

    private static async Task ShowsWhatIsRequiredAsync(ComputeClient client, ComputeExecutor executor)
    {
        var request = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => client.GetEndpointsAsync(cancellationToken: Token));
        var registration = await Assert.ThrowsAnyAsync<ComputeException>(() => executor.Submit(PythonFunction.FromSource("def f():\n    return 1\n")));
        var call = await Assert.ThrowsAnyAsync<ComputeException>(() => executor.SubmitToRegisteredFunction(Guid.NewGuid()));
        Assert.All([request, registration, call], static error =>
        {
            var required = Assert.IsType<AuthorizationRequiredException>(AuthorizationRequiredException.FindIn(error));
            Assert.True(required.Parameters.RequiresMfa);
            Assert.Equal("Two factors, please.", required.Parameters.Message);
        });
    }

    private async Task<HealthReportEntry> CheckAsync()
    {
        var report = await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        return report.Entries["globus_compute"];
    }
}
