using System.Diagnostics.Metrics;
using System.Globalization;
using GlobusCompute.Remote.Hosting.Tests.Apps;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests.Users;

/// <summary>
/// Many users with tokens of their own through one app, and real Python. GCOMPUTE_MANY_USERS and GCOMPUTE_USER_CALLS set how many users there are (50) and how
/// often each calls (40).
/// </summary>
public sealed class ManyUsersTests
{
    private static readonly int s_users = Number("GCOMPUTE_MANY_USERS", 50);
    private static readonly int s_calls = Number("GCOMPUTE_USER_CALLS", 40);

    [Fact]
    public async Task Calls_of_users_are_never_mixed_up_and_idle_clients_are_gone_after_the_time()
    {
        await using var local = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = PythonService.Python,
            Workers = 2,
            Users = [.. Enumerable.Range(1, s_users).Select(static user => new LocalComputeUser($"user {user}", $"token-{user}"))],
        });

        // Only the time in which clients are idle is the test's; calls take the time that they take.
        var clock = new ManualTimeProvider();
        var builder = TestApp.Create(PythonService.SettingsOf(local).With(
            ("GlobusCompute:Users:IdleTimeout", "00:10:00"), ("GlobusCompute:AccessToken", null)));
        builder.Services.AddGlobusCompute()
            .AddUsers(static services => services.GetRequiredService<Caller>().User)
            .AddUserProxy<ILab>()
            .ConfigureClient(static (_, options) => options.TimeProvider = TimeProvider.System);
        builder.Services.AddScoped<Caller>();
        builder.Services.AddSingleton<TimeProvider>(clock);
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        using var clients = new ClientCount(host.Services);

        var callers = await Task.WhenAll(Enumerable.Range(1, s_users).Select(user => Task.Run(() => CallAsync(host.Services, user))));

        // As the service saw it: each task is of the user who made the call, and no request has tasks of two users.
        var tasks = local.GetTasks();
        var expected = callers.SelectMany(static calls => calls).ToDictionary(static call => call.TaskId, static call => call.User);
        Assert.Equal(s_users * s_calls, tasks.Count);
        Assert.All(tasks, task => Assert.Equal($"user {expected[task.TaskId]}", task.User));
        Assert.All(tasks.GroupBy(static task => task.RequestId), static request => Assert.Single(request.Select(static task => task.User).Distinct()));
        Assert.Equal((0, s_users), clients.Read());

        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal((0, 0), clients.Read());
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    // Each call is a web request: a scope of its own, in which the user has just come with a token.
    private static Task<(Guid TaskId, int User)[]> CallAsync(IServiceProvider services, int user) => Task.WhenAll(Enumerable.Range(0, s_calls).Select(async call =>
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().User = new ComputeUser($"user {user}", $"token-{user}");
        var future = scope.ServiceProvider.GetRequiredService<ILab>().Add(user * 1_000_000, call);
        Assert.Equal((user * 1_000_000) + call, await future);
        return (future.TaskId!.Value, user);
    }));

    private static int Number(string variable, int fallback) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;

    private sealed class Caller
    {
        public ComputeUser User { get; set; } = null!;
    }

    /// <summary>Reads the instrument that counts clients.</summary>
    private sealed class ClientCount : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, int> _values = [];

        public ClientCount(IServiceProvider services)
        {
            var factory = services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "globus_compute.hosting.clients" && instrument.Meter.Scope == factory)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<int>((_, value, tags, _) => _values[(string)tags[0].Value!] = value);
            _listener.Start();
            services.GetRequiredService<IComputeClientFactory>();
        }

        public (int Leased, int Idle) Read()
        {
            _listener.RecordObservableInstruments();
            return (_values["leased"], _values["idle"]);
        }

        public void Dispose() => _listener.Dispose();
    }
}
