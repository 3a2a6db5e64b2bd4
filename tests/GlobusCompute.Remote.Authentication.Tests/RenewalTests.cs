using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>Tokens are renewed when they are due, once for all who ask.</summary>
public sealed class RenewalTests(ShortLivedAuth fixture) : IClassFixture<ShortLivedAuth>, IDisposable
{
    private readonly AuthWorld _world = new(fixture);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_token_is_renewed_at_four_fifths_of_its_life_and_not_before()
    {
        var credential = await SignedInAsync();
        var first = (await AuthWorld.GetAsync(credential)).Token;

        _world.Time.Advance(TimeSpan.FromSeconds(15.9));
        Assert.Equal(first, (await AuthWorld.GetAsync(credential)).Token);
        Assert.Equal(0, _world.Count("refresh_token"));
        _world.Time.Advance(TimeSpan.FromSeconds(0.2));
        var second = await AuthWorld.GetAsync(credential);

        Assert.NotEqual(first, second.Token);
        Assert.Equal(_world.Time.GetUtcNow().AddSeconds(20), second.ExpiresOn);
        Assert.Equal(1, _world.Count("refresh_token"));
    }

    [Fact]
    public async Task For_180_seconds_clients_renew_once_a_life_and_no_call_fails()
    {
        // Service, Globus Auth and clients have one clock, which is not the machine's. tests/Tools/Soak does the same in real time, with several processes.
        const int Threads = 3;
        var credential = await SignedInAsync();
        IComputeCredential[] credentials = [credential, credential, _world.Stored(), _world.Client()];
        var clients = credentials.Select(Client).ToList();
        var tasks = new List<ComputeFuture<int>>();
        var function = PythonFunction.FromSource("def f(i):\n    return i\n");
        var calls = 0;
        try
        {
            for (var second = 0; second < 180; second++)
            {
                if (second % 6 == 0)
                {
                    tasks.AddRange(clients.Select(client => client.CreateExecutor(_world.Service.EndpointId).Submit<int>(function, CallArguments.Of(second))));
                }

                var requests = clients.SelectMany(client => Enumerable.Range(0, Threads).Select(_ => Task.Run(() => client.GetEndpointsAsync()))).ToList();
                await Task.WhenAll(requests);
                calls += requests.Count;
                _world.Time.Advance(TimeSpan.FromSeconds(1));
            }

            // Of 180 seconds, 11 whole times 16 and the sign-in before them.
            Assert.Equal(11, _world.Count("refresh_token"));
            Assert.Equal(12, _world.Count("client_credentials"));
            Assert.All(_world.Requests, static request => Assert.Null(request.Error));
            Assert.Single(_world.Opened);
            await Eventually.TrueAsync(() =>
            {
                _world.Time.Advance(TimeSpan.FromMilliseconds(20));
                return tasks.TrueForAll(static task => task.IsCompleted);
            });
            Assert.Equal(Enumerable.Range(0, 30).SelectMany(i => Enumerable.Repeat(i * 6, clients.Count)), await Task.WhenAll(tasks));
            Assert.Equal((180 * 4 * Threads, 120), (calls, tasks.Count));
        }
        finally
        {
            foreach (var client in clients)
            {
                await client.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Two_processes_and_fifty_threads_renew_once()
    {
        await SignedInAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(18));
        using var one = OtherProcess.Start(_world);
        using var two = OtherProcess.Start(_world);
        try
        {
            Assert.Equal("ready", await one.StandardOutput.ReadLineAsync());
            Assert.Equal("ready", await two.StandardOutput.ReadLineAsync());

            await Task.WhenAll(one.StandardInput.WriteLineAsync(), two.StandardInput.WriteLineAsync());
            var (first, second) = (await one.StandardOutput.ReadLineAsync(), await two.StandardOutput.ReadLineAsync());

            Assert.Equal(first, second);
            Assert.Equal(OtherProcess.Hash((await AuthWorld.GetAsync(_world.Stored())).Token), first);
            Assert.Equal(1, _world.Count("refresh_token"));
        }
        finally
        {
            one.Kill();
            two.Kill();
        }
    }

    [Fact]
    public async Task Credentials_that_share_a_folder_renew_once()
    {
        await SignedInAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(18));
        var credentials = Enumerable.Range(0, 10).Select(_ => _world.Stored()).ToList();

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => AuthWorld.GetAsync(credentials[i % 10]).AsTask())));

        Assert.Single(tokens.Select(static token => token.Token).Distinct());
        Assert.Equal(1, _world.Count("refresh_token"));
    }

    [Fact]
    public async Task A_refused_token_is_renewed_before_it_is_due()
    {
        var credential = await SignedInAsync();
        await using var client = new ComputeClient(new ComputeClientOptions { ServiceUrl = _world.Service.Url, Credential = credential });
        await client.GetEndpointsAsync();

        _world.Auth.RevokeAccessTokens();
        await client.GetEndpointsAsync();

        Assert.Equal(1, _world.Count("refresh_token"));
        Assert.Single(_world.Opened);
    }

    [Fact]
    public async Task A_sign_in_that_is_over_is_used_to_its_end_and_then_needs_a_person()
    {
        await SignedInAsync();
        var stored = _world.Stored();
        var first = (await AuthWorld.GetAsync(stored)).Token;
        _world.Auth.EndSessions();

        _world.Time.Advance(TimeSpan.FromSeconds(18));
        Assert.Equal(first, (await AuthWorld.GetAsync(stored)).Token);
        _world.Time.Advance(TimeSpan.FromSeconds(2));
        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => AuthWorld.GetAsync(stored).AsTask());

        Assert.Contains("alice@example.org is over", error.Message);
        Assert.Contains("gcompute login --environment local", error.Message);
        Assert.Equal(1, _world.Count("refresh_token"));
        Assert.NotNull(stored.GetAccount());
        await SignedInAsync();
        await AuthWorld.GetAsync(stored);
    }

    [Fact]
    public async Task A_person_is_prompted_again_when_the_sign_in_is_over()
    {
        var credential = await SignedInAsync();
        _world.Auth.Revoke(AuthWorld.Alice);
        _world.Time.Advance(TimeSpan.FromSeconds(30));

        await AuthWorld.GetAsync(credential);

        Assert.Equal(2, _world.Opened.Count);
    }

    [Fact]
    public async Task Another_person_does_not_take_over_a_sign_in_unnoticed()
    {
        await SignedInAsync();
        _world.Auth.Revoke(AuthWorld.Alice);
        _world.Time.Advance(TimeSpan.FromSeconds(30));

        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(
            () => AuthWorld.GetAsync(new GlobusInteractiveCredential(_world.Options("bob@example.org"))).AsTask());

        Assert.Contains("bob@example.org signed in, where alice@example.org was", error.Message);
        Assert.Equal("bob@example.org", (await new GlobusInteractiveCredential(_world.Options("bob@example.org")).SignInAsync()).UserName);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task A_clock_that_is_an_hour_off_costs_one_renewal_at_most(int minutes)
    {
        // Stored by a clock that is wrong, used by one that is right.
        var wrong = _world.Options();
        var clock = new ManualTimeProvider();
        clock.Advance(_world.Time.GetUtcNow() - clock.GetUtcNow() + TimeSpan.FromMinutes(90 + minutes));
        _world.Time.Advance(TimeSpan.FromMinutes(90));
        wrong.TimeProvider = clock;
        await new GlobusInteractiveCredential(wrong).SignInAsync();
        var stored = _world.Stored();
        await using var client = new ComputeClient(new ComputeClientOptions
        {
            ServiceUrl = _world.Service.Url,
            Credential = stored,
            TimeProvider = _world.Time,
            RequestBudget = null,
        });
        await client.GetEndpointsAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(25));

        await client.GetEndpointsAsync();
        await client.GetEndpointsAsync();

        Assert.InRange(_world.Count("refresh_token"), 1, 2);
        Assert.Single(_world.Opened);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_clock_that_is_corrected_by_an_hour_while_a_client_runs_costs_one_renewal(bool isForward)
    {
        var options = _world.Options();
        var clock = new ManualTimeProvider();
        clock.Advance(_world.Time.GetUtcNow() - clock.GetUtcNow());
        options.TimeProvider = clock;
        var credential = new GlobusInteractiveCredential(options);
        await using var client = new ComputeClient(new ComputeClientOptions
        {
            ServiceUrl = _world.Service.Url,
            Credential = credential,
            TimeProvider = clock,
            RequestBudget = null,
        });
        await client.GetEndpointsAsync();

        // Backward, as others see it: an hour has passed for them, and none here.
        (isForward ? clock : _world.Time).Advance(TimeSpan.FromHours(1));
        await client.GetEndpointsAsync();
        await client.GetEndpointsAsync();

        Assert.Equal(1, _world.Count("refresh_token"));
        Assert.Single(_world.Opened);
    }

    [Fact]
    public async Task Signing_out_revokes_everything_and_forgets_it()
    {
        var credential = await SignedInAsync();
        var token = (await AuthWorld.GetAsync(credential)).Token;
        await using var client = new ComputeClient(new ComputeClientOptions { ServiceUrl = _world.Service.Url, Credential = new ComputeAccessTokenCredential(token) });
        await client.GetEndpointsAsync();

        Assert.True(await credential.SignOutAsync());

        await Assert.ThrowsAsync<ComputeServiceException>(() => client.GetEndpointsAsync());
        Assert.Null(credential.GetAccount());
        Assert.Empty(Directory.EnumerateFiles(_world.Folder, "*.json"));
        Assert.False(await credential.SignOutAsync());
        await Assert.ThrowsAsync<CredentialUnavailableException>(() => AuthWorld.GetAsync(_world.Stored()).AsTask());
    }

    private ComputeClient Client(IComputeCredential credential) => new(new ComputeClientOptions
    {
        ServiceUrl = _world.Service.Url,
        Credential = credential,
        TimeProvider = _world.Time,
        RequestBudget = null,
        Delivery = ComputeDelivery.Poll,
    });

    private async Task<GlobusInteractiveCredential> SignedInAsync()
    {
        var credential = _world.Person();
        await credential.SignInAsync();
        return credential;
    }
}
