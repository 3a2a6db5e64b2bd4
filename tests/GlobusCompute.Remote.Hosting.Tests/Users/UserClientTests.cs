using System.Net;
using System.Runtime.CompilerServices;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Hosting.Tests.Apps;
using GlobusCompute.Remote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests.Users;

/// <summary>How clients of users are made, kept and closed.</summary>
public sealed class UserClientTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly FakeHandler _service;
    private readonly IHost _host;
    private bool _isMoreRequired;

    public UserClientTests()
    {
        _service = new FakeHandler(AnswerAsync);

        // A request that is not answered stays under way, however far the clock moves.
        var builder = TestApp.Create(TestApp.Settings.With(
            ("GlobusCompute:Users:IdleTimeout", "00:10:00"), ("GlobusCompute:Users:MaxClients", "3"), ("GlobusCompute:RequestTimeout", "24.00:00:00")));
        builder.Services.AddGlobusCompute().AddUsers(static services => services.GetRequiredService<Caller>().User).AddUserProxy<ILab>();
        builder.Services.AddScoped<Caller>();
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.SendTo(_service);
        _host = builder.Build();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IComputeClientFactory Factory => _host.Services.GetRequiredService<IComputeClientFactory>();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Leases_of_a_user_share_a_client_and_two_users_never_do()
    {
        using var first = Rent("ada");
        using var second = Rent("ada");
        using var other = Rent("Ada");

        Assert.Same(first.Client, second.Client);
        Assert.Same(first.GetExecutor(), second.GetExecutor("cluster"));
        Assert.NotSame(first.Client, other.Client);
        Assert.NotSame(first.Client, _host.Services.GetRequiredService<ComputeClient>());
        Assert.Equal("Ada", other.UserId);
    }

    [Fact]
    public void Users_who_come_at_once_get_one_client_each()
    {
        var clients = new ComputeClient[60];
        Parallel.For(0, clients.Length, i =>
        {
            using var lease = Rent($"user {i % 3}");
            clients[i] = lease.Client;
        });

        Assert.Equal(3, clients.Distinct().Count());
        Assert.All(Enumerable.Range(0, clients.Length), i => Assert.Same(clients[i % 3], clients[i]));
    }

    [Fact]
    public void A_disposed_lease_gives_nothing_more_and_may_be_disposed_again()
    {
        var lease = Rent("ada");
        using var other = Rent("ada");
        lease.Dispose();
        lease.Dispose();

        Assert.Throws<ObjectDisposedException>(() => lease.Client);
        Assert.Throws<ObjectDisposedException>(() => lease.CreateProxy<ILab>());

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(IsClosed(other.Client));
    }

    [Fact]
    public async Task An_idle_client_is_closed_after_the_time_and_the_user_s_next_one_is_another()
    {
        var (ada, bob) = (Rent("ada"), Rent("bob"));
        var (first, second) = (ada.Client, bob.Client);
        var timers = _clock.Timers;
        ada.Dispose();
        _clock.Advance(TimeSpan.FromMinutes(4));
        bob.Dispose();
        Assert.Equal(timers + 1, _clock.Timers);

        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.False(IsClosed(first));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(IsClosed(first));
        Assert.False(IsClosed(second));
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.True(IsClosed(second));

        // Closing goes on in the background, for a moment with a timer of its own.
        await Eventually.TrueAsync(() => _clock.Timers == timers);
        using var again = Rent("ada");
        Assert.False(IsClosed(again.Client));
    }

    [Fact]
    public async Task A_closed_client_takes_no_memory()
    {
        var client = await UseAsync();

        _clock.Advance(TimeSpan.FromMinutes(10));

        await Eventually.TrueAsync(() =>
        {
            GC.Collect();
            return !client.IsAlive;
        });

        // In a method of its own, so that no local of this one holds the client.
        [MethodImpl(MethodImplOptions.NoInlining)]
        async Task<WeakReference> UseAsync()
        {
            using var lease = Rent("ada");
            await lease.Client.CheckVersionAsync(Token);
            Assert.NotNull(lease.CreateProxy<ILab>());

            // It is canceled before it can be sent, so that nothing stays under way.
            _ = lease.GetExecutor().SubmitToRegisteredFunction(Guid.NewGuid(), cancellationToken: new CancellationToken(canceled: true));
            await Eventually.TrueAsync(() => lease.Client.PendingCalls == 0);
            return new WeakReference(lease.Client);
        }
    }

    [Fact]
    public void Who_comes_back_in_time_keeps_the_client()
    {
        var lease = Rent("ada");
        var client = lease.Client;
        lease.Dispose();
        _clock.Advance(TimeSpan.FromMinutes(9));
        Rent("ada").Dispose();
        _clock.Advance(TimeSpan.FromMinutes(9));

        using var again = Rent("ada");
        Assert.Same(client, again.Client);
    }

    [Fact]
    public async Task A_client_with_pending_calls_is_not_closed()
    {
        await _host.StartAsync(Token);
        var lease = Rent("ada");
        var client = lease.Client;
        var call = lease.CreateProxy<ILab>().HelloWorld();
        await Eventually.TrueAsync(() => _service.Requests.Count == 1);
        lease.Dispose();

        _clock.Advance(TimeSpan.FromMinutes(30));
        Assert.False(IsClosed(client));
        Assert.False(call.IsCompleted);

        call.Cancel();
        Assert.Equal(1, client.PendingCalls);
        await _host.StopAsync(new CancellationToken(canceled: true));
        Assert.True(IsClosed(client));
    }

    [Fact]
    public void Over_the_limit_the_client_that_was_idle_longest_makes_room()
    {
        using var leased = Rent("leased");
        var (old, young) = (Rent("old"), Rent("young"));
        var (first, second) = (old.Client, young.Client);
        old.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(1));
        young.Dispose();

        using var next = Rent("next");

        Assert.True(IsClosed(first));
        Assert.False(IsClosed(second));
        Assert.False(IsClosed(leased.Client));
    }

    [Fact]
    public void Where_all_are_in_use_no_other_is_rented()
    {
        using var one = Rent("1");
        using var two = Rent("2");
        var three = Rent("3");

        var error = Assert.Throws<ComputeClientLimitException>(() => Rent("4"));
        Assert.Equal(
            "All 3 clients of users are in use. Dispose leases when they are no longer needed, or raise GlobusCompute:Users:MaxClients.", error.Message);
        Assert.Equal(3, error.MaxClients);

        three.Dispose();
        Rent("4").Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_renewed_credential_of_a_user_is_used_from_the_next_request_on(bool expires)
    {
        using var first = Rent("ada", new Tokens("old", expires));
        await first.Client.CheckVersionAsync(Token);
        await first.Client.CheckVersionAsync(Token);

        using var second = Rent("ada", new Tokens("new", expires));
        await first.Client.CheckVersionAsync(Token);

        Assert.Equal(["Bearer old", "Bearer old", "Bearer new"], Authorizations);
    }

    [Fact]
    public async Task A_credential_whose_tokens_expire_is_asked_when_they_are_about_to()
    {
        var tokens = new Tokens("t", expires: true);
        using var lease = Rent("ada", tokens);
        await lease.Client.CheckVersionAsync(Token);
        await lease.Client.CheckVersionAsync(Token);
        Assert.Equal(1, tokens.Requests);

        _clock.Advance(TimeSpan.FromMinutes(59) - TimeSpan.FromSeconds(1));
        await lease.Client.CheckVersionAsync(Token);
        Assert.Equal(1, tokens.Requests);

        // One that fails is not asked at each request.
        _clock.Advance(TimeSpan.FromSeconds(1));
        tokens.Fails = true;
        await lease.Client.CheckVersionAsync(Token);
        await lease.Client.CheckVersionAsync(Token);
        Assert.Equal(2, tokens.Requests);
        tokens.Fails = false;
        _clock.Advance(TimeSpan.FromSeconds(30));
        await lease.Client.CheckVersionAsync(Token);

        Assert.Equal((3, 6), (tokens.Requests, Authorizations.Count()));
    }

    [Theory]
    [InlineData(20, null, 16)]
    [InlineData(100, null, 80)]
    [InlineData(1000, null, 940)]
    [InlineData(1000, 500, 500)]
    public async Task Tokens_of_a_user_are_renewed_when_those_of_an_app_are(int life, int? renewOn, int expected)
    {
        var tokens = new Tokens("t", expires: true) { Life = TimeSpan.FromSeconds(life), RenewAfter = renewOn is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
        using var lease = Rent("ada", tokens);
        await lease.Client.CheckVersionAsync(Token);

        _clock.Advance(TimeSpan.FromSeconds(expected - 0.1));
        await lease.Client.CheckVersionAsync(Token);
        Assert.Equal(1, tokens.Requests);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        await lease.Client.CheckVersionAsync(Token);

        Assert.Equal(2, tokens.Requests);
    }

    [Fact]
    public async Task What_is_required_of_a_user_reaches_their_credential_while_the_token_is_good()
    {
        var tokens = new Tokens("t", expires: true);
        using var lease = Rent("ada", tokens);
        await lease.Client.CheckVersionAsync(Token);
        var credential = tokens.Last;
        _isMoreRequired = true;

        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => lease.Client.GetEndpointsAsync(cancellationToken: Token));

        Assert.Null(credential!.Requirements);
        Assert.True(tokens.Last!.Requirements!.RequiresMfa);
        Assert.True(error.Parameters.RequiresMfa);
    }

    [Fact]
    public void A_scope_has_the_proxy_of_its_user_and_gives_the_client_back()
    {
        ComputeClient client;
        using (var scope = _host.Services.CreateScope())
        {
            scope.ServiceProvider.GetRequiredService<Caller>().User = new ComputeUser("ada", "token-of-ada");
            Assert.NotNull(scope.ServiceProvider.GetRequiredService<ILab>());
            Assert.NotNull(scope.ServiceProvider.GetRequiredKeyedService<ILab>("cluster"));
            client = scope.ServiceProvider.GetRequiredService<ComputeClientLease>().Client;
            _clock.Advance(TimeSpan.FromMinutes(30));
            Assert.False(IsClosed(client));
        }

        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True(IsClosed(client));
    }

    [Fact]
    public void A_stopped_app_rents_no_clients()
    {
        var factory = Factory;
        _host.Dispose();

        Assert.Throws<ObjectDisposedException>(() => factory.Rent(new ComputeUser("ada", "t")));
    }

    private IEnumerable<string> Authorizations => _service.Requests.Select(static request => request.Request.Headers.Authorization!.ToString());

    private async Task<HttpResponseMessage> AnswerAsync(int number, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_isMoreRequired)
        {
            return FakeHandler.Json(HttpStatusCode.Forbidden, """{"code":"AuthorizationRequired","authorization_parameters":{"session_required_mfa":true}}""");
        }

        // Nothing but the version is ever answered.
        await (request.RequestUri!.AbsolutePath.EndsWith("version", StringComparison.Ordinal) ? Task.CompletedTask : Task.Delay(Timeout.Infinite, cancellationToken));
        return FakeHandler.Json(HttpStatusCode.OK, "{}");
    }

    private static bool IsClosed(ComputeClient client)
    {
        try
        {
            client.CreateExecutor(Guid.NewGuid());
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private ComputeClientLease Rent(string id, IComputeCredential? credential = null) =>
        Factory.Rent(new ComputeUser(id, credential ?? new ComputeAccessTokenCredential("token")));

    private sealed class Caller
    {
        public ComputeUser User { get; set; } = null!;
    }

    private sealed class Tokens(string token, bool expires) : IComputeCredential
    {
        private readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public TimeSpan Life { get; init; } = TimeSpan.FromHours(1);

        public TimeSpan? RenewAfter { get; init; }

        public ComputeTokenContext? Last { get; private set; }

        public int Requests { get; private set; }

        public bool Fails { get; set; }

        public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken)
        {
            Requests++;
            Last = context;
            return Fails ? throw new InvalidOperationException("Not now.") : new(new ComputeAccessToken(token, expires ? _start + Life : null) { RenewOn = _start + RenewAfter });
        }
    }
}
