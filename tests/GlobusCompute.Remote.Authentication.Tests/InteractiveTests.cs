using System.Net.Sockets;
using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>A person signs in, in a browser or with a code.</summary>
public sealed class InteractiveTests(AuthFixture fixture) : IClassFixture<AuthFixture>, IDisposable
{
    private readonly AuthWorld _world = new(fixture);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_person_signs_in_in_a_browser_once_and_the_service_takes_the_token()
    {
        var credential = _world.Person();
        await using var client = Client(credential);

        await client.GetEndpointsAsync();
        await client.GetEndpointsAsync();

        Assert.Single(_world.Opened);
        Assert.Equal((AuthWorld.Alice, "local", "default", true), Facts(credential.GetAccount()!));
        Assert.Equal([("authorization_code", "auth.globus.org,funcx_service")], _world.Requests.Select(
            static request => (request.GrantType, string.Join(',', request.ResourceServers.Order()))));
    }

    [Fact]
    public async Task The_address_has_what_Globus_knows_and_nothing_of_MSALs_own()
    {
        await _world.Person().SignInAsync(new AuthorizationParameters
        {
            Message = "Use two factors.",
            RequiredDomains = ["example.org"],
            RequiredPolicies = ["6b8b5a8c-3a7a-4b1a-9d3a-0f9f2a4f9a10"],
            RequiresMfa = true,
            RequiredScopes = ["openid", "email"],
            Prompt = "login",
        });

        var query = System.Web.HttpUtility.ParseQueryString(_world.Opened.Single().Query);
        Assert.Equal(
            [
                "client_id", "redirect_uri", "scope", "state", "response_type", "code_challenge", "code_challenge_method", "access_type", "prefill_named_grant",
                "session_required_single_domain", "session_required_policies", "session_required_mfa", "session_message", "prompt",
            ],
            query.AllKeys);
        Assert.Equal("openid profile https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all email", query["scope"]);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+$", query["redirect_uri"]);
        Assert.Equal(("offline", "S256", "True"), (query["access_type"], query["code_challenge_method"], query["session_required_mfa"]));
        Assert.True(query["state"]!.Length >= 32);
    }

    [Fact]
    public async Task Each_sign_in_has_a_state_and_a_challenge_of_its_own()
    {
        await _world.Person().SignInAsync();
        await _world.Person().SignInAsync();

        var queries = _world.Opened.Select(static url => System.Web.HttpUtility.ParseQueryString(url.Query)).ToList();
        Assert.NotEqual(queries[0]["state"], queries[1]["state"]);
        Assert.NotEqual(queries[0]["code_challenge"], queries[1]["code_challenge"]);
    }

    [Theory]
    [InlineData("state=wrong")]
    [InlineData("state=")]
    [InlineData("")]
    [InlineData("state=wrong&error=access_denied")]
    public async Task What_comes_back_with_another_state_changes_nothing(string query)
    {
        var options = _world.Options();
        var open = options.OpenBrowser!;
        options.OpenBrowser = async (url, token) =>
        {
            var redirect = System.Web.HttpUtility.ParseQueryString(url.Query)["redirect_uri"];
            using (var page = await _world.VisitAsync(new Uri($"{redirect}/?code=evil&{query}")))
            {
                Assert.Equal(400, (int)page.StatusCode);
            }

            using (var icon = await _world.VisitAsync(new Uri($"{redirect}/favicon.ico")))
            {
                Assert.Equal(404, (int)icon.StatusCode);
            }

            await open(url, token);
        };

        await new GlobusInteractiveCredential(options).SignInAsync();

        Assert.Equal(1, _world.Count("authorization_code"));
    }

    [Fact]
    public async Task A_connection_that_says_nothing_keeps_nobody_waiting()
    {
        using var idle = new System.Net.Sockets.TcpClient();
        var options = _world.Options();
        var open = options.OpenBrowser!;
        options.OpenBrowser = async (url, token) =>
        {
            await idle.ConnectAsync("127.0.0.1", new Uri(System.Web.HttpUtility.ParseQueryString(url.Query)["redirect_uri"]!).Port, token);
            await open(url, token);
        };

        await new GlobusInteractiveCredential(options).SignInAsync();
    }

    [Fact]
    public async Task A_denied_consent_is_said_to_the_caller_and_nothing_is_stored()
    {
        var credential = new GlobusInteractiveCredential(_world.Options(consent: false));

        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => credential.SignInAsync());

        Assert.Contains("denied", error.Message);
        Assert.Null(credential.GetAccount());
        Assert.Equal(0, _world.Count("authorization_code"));
    }

    [Fact]
    public async Task A_code_that_has_expired_is_refused()
    {
        var options = _world.Options(comesBackTo: redirect =>
        {
            _world.Time.Advance(TimeSpan.FromHours(1));
            return redirect;
        });
        options.SignInTimeout = TimeSpan.FromHours(10);

        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => new GlobusInteractiveCredential(options).SignInAsync());

        Assert.Contains("invalid_grant", _world.Requests.Single().Error);
        Assert.Contains("400", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_browser_that_never_comes_back_is_canceled_with_the_address_in_the_message(bool byClient)
    {
        var options = _world.Options();
        var opened = new TaskCompletionSource<Uri>();
        options.OpenBrowser = (url, _) =>
        {
            opened.SetResult(url);
            return Task.CompletedTask;
        };
        var credential = new GlobusInteractiveCredential(options);
        Task signingIn = byClient ? AuthWorld.GetAsync(credential).AsTask() : credential.SignInAsync();

        var address = await opened.Task;
        Assert.True(credential.IsWaitingForUser);
        _world.Time.Advance(TimeSpan.FromMinutes(5));

        var error = await Assert.ThrowsAnyAsync<Exception>(() => signingIn);
        Assert.IsType<AuthorizationRequiredException>(error);
        Assert.IsAssignableFrom<OperationCanceledException>(error.InnerException);
        Assert.Contains(address.AbsoluteUri, error.Message);
        Assert.False(credential.IsWaitingForUser);
    }

    [Fact]
    public async Task Whoever_cancels_waits_no_longer_and_the_port_is_closed()
    {
        var options = _world.Options();
        var opened = new TaskCompletionSource<Uri>();
        options.OpenBrowser = (url, _) =>
        {
            opened.SetResult(url);
            return Task.CompletedTask;
        };
        using var cancel = new CancellationTokenSource();
        var getting = new GlobusInteractiveCredential(options).GetTokenAsync(new ComputeTokenContext(), cancel.Token).AsTask();
        var url = await opened.Task;

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => getting);
        var redirect = System.Web.HttpUtility.ParseQueryString(url.Query)["redirect_uri"]!;
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                using var page = await _world.VisitAsync(new Uri(redirect));
                return false;
            }
            catch (Exception e) when (e is HttpRequestException or SocketException)
            {
                // The second where the port closes just after it has taken the connection.
                return true;
            }
        });
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("  {0}\n")]
    [InlineData("https://auth.globus.org/v2/web/auth-code?code={0}&state={1}")]
    public async Task A_code_can_be_pasted_where_there_is_no_browser(string pasted)
    {
        var options = _world.Options();
        options.OpenBrowser = null;
        options.Method = GlobusSignInMethod.PastedCode;
        options.ReadCode = async (url, token) =>
        {
            var query = System.Web.HttpUtility.ParseQueryString((await _world.Auth.SignInAsync(url, AuthWorld.Alice, true, token)).Query);
            return string.Format(System.Globalization.CultureInfo.InvariantCulture, pasted, query["code"], Uri.EscapeDataString(query["state"] ?? ""));
        };

        var account = await new GlobusInteractiveCredential(options).SignInAsync();

        Assert.Equal(AuthWorld.Alice, account.UserName);
    }

    [Theory]
    [InlineData(null, "ended before")]
    [InlineData("  ", "ended before")]
    [InlineData("nonsense", "400")]
    [InlineData("http://127.0.0.1/?code=a&state=of-another", "another sign-in")]
    [InlineData("http://127.0.0.1/?code=", "no code")]
    public async Task What_is_pasted_and_is_no_code_is_said_to_the_person(string? pasted, string message)
    {
        var options = _world.Options();
        options.Method = GlobusSignInMethod.PastedCode;
        options.ReadCode = (_, _) => Task.FromResult(pasted);

        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => new GlobusInteractiveCredential(options).SignInAsync());

        Assert.Contains(message, error.Message);
    }

    [Fact]
    public async Task Where_no_browser_opens_a_code_is_asked_for()
    {
        var options = _world.Options();
        options.OpenBrowser = static (_, _) => throw new System.ComponentModel.Win32Exception("No such file or directory");
        options.ReadCode = async (url, token) =>
            System.Web.HttpUtility.ParseQueryString((await _world.Auth.SignInAsync(url, AuthWorld.Alice, true, token)).Query)["code"];

        Assert.Equal(AuthWorld.Alice, (await new GlobusInteractiveCredential(options).SignInAsync()).UserName);
    }

    [Fact]
    public async Task A_person_who_may_not_be_prompted_is_not()
    {
        var credential = _world.Person();

        await Assert.ThrowsAsync<CredentialUnavailableException>(
            () => credential.GetTokenAsync(new ComputeTokenContext(null, allowsInteraction: false), CancellationToken.None).AsTask());

        Assert.Empty(_world.Opened);
    }

    [Fact]
    public async Task Fifty_callers_wait_for_one_sign_in_and_share_its_failure()
    {
        var credential = new GlobusInteractiveCredential(_world.Options(consent: false));

        var callers = Enumerable.Range(0, 50).Select(_ => Task.Run(() => AuthWorld.GetAsync(credential).AsTask())).ToList();
        await Task.WhenAll(callers).ContinueWith(static _ => { }, TaskScheduler.Default);

        Assert.All(callers, static caller => Assert.IsType<AuthorizationRequiredException>(caller.Exception!.InnerException));
        Assert.InRange(_world.Opened.Count, 1, 5);
    }

    [Fact]
    public async Task After_a_failed_sign_in_no_request_of_the_clients_own_opens_another_browser()
    {
        var credential = new GlobusInteractiveCredential(_world.Options(consent: false));
        var background = new ComputeTokenContext { IsBackground = true };

        await Assert.ThrowsAsync<AuthorizationRequiredException>(() => credential.GetTokenAsync(background, CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<AuthorizationRequiredException>(() => credential.GetTokenAsync(background, CancellationToken.None).AsTask());
        Assert.Single(_world.Opened);
        await Assert.ThrowsAsync<AuthorizationRequiredException>(() => AuthWorld.GetAsync(credential).AsTask());

        Assert.Equal(2, _world.Opened.Count);
    }

    private ComputeClient Client(IComputeCredential credential) => new(new ComputeClientOptions { ServiceUrl = _world.Service.Url, Credential = credential });

    private static (string?, string, string, bool) Facts(GlobusAccount account) => (account.UserName, account.Environment, account.Profile, account.IsRenewable);
}
