using GlobusCompute.Remote.Hosting.Tests.Apps;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests.Lifetime;

/// <summary>What becomes of calls when the host stops.</summary>
public sealed class ShutdownTests(PythonService local)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public interface ISlow
    {
        [ComputeFunction(Source = "def wait(seconds):\n    import time\n    time.sleep(seconds)\n    return seconds\n")]
        ComputeFuture<int> Wait(int seconds, [ComputeTag] string? tag = null);
    }

    [Fact]
    public async Task Unsent_calls_are_sent_and_sent_ones_are_detached_and_stay_in_the_journal()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = PythonService.Python, Workers = 1 });
        using var folder = new TemporaryFolder();
        var journal = Path.Combine(folder.Path, "calls.journal");
        var builder = TestApp.Create(local.Settings.With(
            ("GlobusCompute:ServiceUrl", service.Url.AbsoluteUri),
            ("GlobusCompute:AccessToken", service.Token),
            ("GlobusCompute:Executors:cluster:EndpointId", service.EndpointId.ToString()),
            ("GlobusCompute:JournalPath", journal)));
        builder.Services.AddGlobusCompute().AddProxy<ISlow>();
        ComputeFuture<int> first, second;
        using (var host = builder.Build())
        {
            await host.StartAsync(Token);
            var slow = host.Services.GetRequiredService<ISlow>();
            first = slow.Wait(600, "first");
            second = slow.Wait(600, "second");
            await host.StopAsync(Token);
        }

        var detached = await Assert.ThrowsAsync<ComputeDetachedException>(() => second);
        Assert.NotNull(detached.Handle.TaskId);
        await Assert.ThrowsAsync<ComputeDetachedException>(() => first);
        using var opened = ComputeJournal.Open(journal);
        Assert.Equal(detached.Handle.TaskId, opened.Find("second")!.Handle.TaskId);
        Assert.Equal(2, opened.GetEntries().Count);
    }

    [Fact]
    public async Task What_cannot_be_sent_in_the_time_faults_as_not_sent()
    {
        var clock = new ManualTimeProvider();
        var builder = Silent(out var service);
        builder.Services.AddSingleton<TimeProvider>(clock);
        var logs = builder.Services.KeepLogs();
        using var host = builder.Build();
        await host.StartAsync(Token);
        var (sending, unsent) = await CallTwiceAsync(host, service);

        var stopping = host.StopAsync(Token);
        await clock.WhenTimerDueInAsync(TimeSpan.FromSeconds(30));
        Assert.False(unsent.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<CallNotSentException>(() => unsent);
        await Assert.ThrowsAsync<ComputeDetachedException>(() => sending);
        await stopping;

        Assert.Contains(logs.Own, static entry => entry.Text.StartsWith("The app stops with 2 calls", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_host_s_own_time_limit_ends_the_wait_for_unsent_calls_too()
    {
        var builder = Silent(out var service);
        using var host = builder.Build();
        await host.StartAsync(Token);
        var (sending, unsent) = await CallTwiceAsync(host, service);

        await host.StopAsync(new CancellationToken(canceled: true));

        await Assert.ThrowsAsync<CallNotSentException>(() => unsent);
        await Assert.ThrowsAsync<ComputeDetachedException>(() => sending);
    }

    [Fact]
    public async Task Other_hosted_services_call_until_they_have_stopped()
    {
        var builder = TestApp.Create(local.Settings);
        builder.Services.AddHostedService<CallsWhenStopped>();
        builder.Services.AddGlobusCompute().AddProxy<ILab>();
        using var host = builder.Build();
        await host.StartAsync(Token);
        var service = host.Services.GetServices<IHostedService>().OfType<CallsWhenStopped>().Single();

        await host.StopAsync(Token);

        Assert.Equal(3, service.Result);
    }

    [Fact]
    public async Task An_app_that_never_calls_makes_no_client_when_it_stops()
    {
        var handler = new FakeHandler(static (_, _) => throw new InvalidOperationException("Not expected."));
        var builder = TestApp.Create(TestApp.Settings);
        builder.Services.AddGlobusCompute();
        builder.Services.SendTo(handler);
        using var host = builder.Build();
        await host.StartAsync(Token);

        await host.StopAsync(Token);

        Assert.Empty(handler.Requests);
    }

    private static HostApplicationBuilder Silent(out FakeHandler service)
    {
        var builder = TestApp.Create(TestApp.Settings);
        builder.Services.AddGlobusCompute().AddProxy<ILab>();
        builder.Services.SendTo(service = FakeHandler.Silent());
        return builder;
    }

    // The first request is never answered, and without its answer there is no second one: the task group is not known.
    private static async Task<(Task Sending, Task Unsent)> CallTwiceAsync(IHost host, FakeHandler service)
    {
        var lab = host.Services.GetRequiredService<ILab>();
        var sending = lab.HelloWorld();
        await Eventually.TrueAsync(() => service.Requests.Count == 1);
        return (sending, lab.HelloWorld());
    }

    private sealed class CallsWhenStopped(ILab lab) : IHostedService
    {
        public int Result { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StopAsync(CancellationToken cancellationToken) => Result = await lab.Add(1, 2);
    }
}
