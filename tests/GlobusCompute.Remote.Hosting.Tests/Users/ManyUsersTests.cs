using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using GlobusCompute.Remote.Hosting.Tests.Apps;
using GlobusCompute.Remote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests.Users;

/// <summary>
/// Many users with tokens of their own through one app, and real Python. GCOMPUTE_MANY_USERS and GCOMPUTE_USER_CALLS set how many users there are (50) and how
/// often each calls (40).
/// </summary>
public sealed class ManyUsersTests(PythonService local)
{
    private static readonly int s_users = Number("GCOMPUTE_MANY_USERS", 50);
    private static readonly int s_calls = Number("GCOMPUTE_USER_CALLS", 40);

    [Fact]
    public async Task Calls_of_users_are_never_mixed_up_and_idle_clients_are_gone_after_the_time()
    {
        // Only the time in which clients are idle is the test's; calls take the time that they take.
        var clock = new ManualTimeProvider();
        var gateway = new Gateway(local.Service.Token);
        var builder = TestApp.Create(local.Settings.With(("GlobusCompute:Users:IdleTimeout", "00:10:00"), ("GlobusCompute:AccessToken", null)));
        builder.Services.AddGlobusCompute()
            .AddUsers(static services => services.GetRequiredService<Caller>().User)
            .AddUserProxy<ILab>()
            .ConfigureClient(static (_, options) => options.TimeProvider = TimeProvider.System);
        builder.Services.AddScoped<Caller>();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddHttpClient(GlobusComputeDefaults.HttpClientName).AddHttpMessageHandler(() => new GatewayHandler(gateway));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        using var clients = new ClientCount(host.Services);

        await Task.WhenAll(Enumerable.Range(1, s_users).Select(user => Task.Run(() => CallAsync(host.Services, user))));

        Assert.Equal(Enumerable.Range(1, s_users), gateway.Tasks.Keys.Order());
        Assert.All(gateway.Tasks.Values, static tasks => Assert.Equal(s_calls, tasks));
        Assert.Empty(gateway.MixUps);
        Assert.Equal((0, s_users), clients.Read());

        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal((0, 0), clients.Read());
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    // Each call is a web request: a scope of its own, in which the user has just come with a token.
    private static async Task CallAsync(IServiceProvider services, int user)
    {
        await Task.WhenAll(Enumerable.Range(0, s_calls).Select(async call =>
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().User = new ComputeUser($"user {user}", $"token-{user}");
            Assert.Equal((user * 1_000_000) + call, await scope.ServiceProvider.GetRequiredService<ILab>().Add(user * 1_000_000, call));
        }));
    }

    private static int Number(string variable, int fallback) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;

    private sealed class Caller
    {
        public ComputeUser User { get; set; } = null!;
    }

    /// <summary>Knows whose request it is by its token, and looks into it: all its tasks must be of that user.</summary>
    private sealed class Gateway(string token)
    {
        public ConcurrentDictionary<int, int> Tasks { get; } = new();

        public ConcurrentQueue<string> MixUps { get; } = new();

        public async Task PassAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var user = int.Parse(request.Headers.Authorization!.Parameter!.Split('-')[1], CultureInfo.InvariantCulture);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (!request.RequestUri!.AbsolutePath.EndsWith("/submit", StringComparison.Ordinal))
            {
                return;
            }

            using var body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            foreach (var task in body.RootElement.GetProperty("tasks").EnumerateObject().SelectMany(static function => function.Value.EnumerateArray()))
            {
                var text = task.GetString()!;
                Tasks.AddOrUpdate(user, 1, static (_, tasks) => tasks + 1);
                if (!text.Contains($"[{user * 1_000_000},", StringComparison.Ordinal))
                {
                    MixUps.Enqueue($"user {user}: {text}");
                }
            }
        }
    }

    private sealed class GatewayHandler(Gateway gateway) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await gateway.PassAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
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
