using System.Net;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>A Globus Auth that fails, or answers something else, is reported for what it is, and never with what was sent.</summary>
public sealed class AuthFaultTests
{
    private const string Good =
        """{"access_token":"A1","scope":"https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all","expires_in":100,"token_type":"bearer","resource_server":"funcx_service"}""";

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task What_is_sent_for_a_client_is_the_grant_the_scope_and_Basic_alone()
    {
        var handler = new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.OK, Good));

        Assert.Equal("A1", (await AuthWorld.GetAsync(Client(handler))).Token);

        var (request, body) = Assert.Single(handler.Requests);
        Assert.Equal("https://auth.globus.org/v2/oauth2/token", request.RequestUri!.AbsoluteUri);
        Assert.Equal("grant_type=client_credentials&scope=https%3A%2F%2Fauth.globus.org%2Fscopes%2Ffacd7ccc-c5f4-42aa-916b-a0e270e2c2a9%2Fall", body);
        Assert.Equal("id:the-secret", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers.Authorization!.Parameter!)));
        Assert.Equal(["Accept", "Authorization", "User-Agent"], request.Headers.Select(static header => header.Key).Order());
    }

    [Theory]
    [InlineData("""{"access_token":"O","scope":"openid","expires_in":9,"resource_server":"auth.globus.org","other_tokens":[GOOD]}""")]
    [InlineData("""{"access_token":"O","scope":"x","expires_in":9,"resource_server":"transfer.api.globus.org","other_tokens":[{"access_token":"P","resource_server":"q","scope":"q","expires_in":1},GOOD]}""")]
    public async Task The_token_for_Compute_is_taken_wherever_it_is(string answer)
    {
        var handler = new FakeHandler((_, _) => FakeHandler.Json(HttpStatusCode.OK, answer.Replace("GOOD", Good)));

        var token = await AuthWorld.GetAsync(Client(handler));

        Assert.Equal(("A1", _time.GetUtcNow().AddSeconds(100), _time.GetUtcNow().AddSeconds(80)), (token.Token, token.ExpiresOn, token.RenewOn));
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_scope","error_description":"No the-secret here."}""", "400")]
    [InlineData(401, """{"errors":[{"status":"401","code":"UNAUTHORIZED","title":"Unauthorized","detail":"Call must be authenticated"}]}""", "Call must be authenticated")]
    [InlineData(403, "<html>the-secret</html>", "403")]
    [InlineData(200, """{"access_token":"O","scope":"openid","expires_in":9,"resource_server":"auth.globus.org","other_tokens":[]}""", "no token for Compute")]
    public async Task A_refusal_needs_somebody_to_act(int status, string body, string said)
    {
        var error = await Assert.ThrowsAsync<AuthorizationRequiredException>(
            () => AuthWorld.GetAsync(Client(new FakeHandler((_, _) => FakeHandler.Json((HttpStatusCode)status, body)))).AsTask());

        Assert.Contains(said, error.Message);
        Assert.DoesNotContain("the-secret", error.ToString());
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(503, "{}")]
    [InlineData(429, "{}")]
    [InlineData(302, "")]
    [InlineData(200, "the-secret")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"expires_in":1}""")]
    public async Task An_outage_passes_by_itself(int status, string body)
    {
        var isDown = true;
        var client = Client(new FakeHandler((_, _) => isDown ? FakeHandler.Json((HttpStatusCode)status, body) : FakeHandler.Json(HttpStatusCode.OK, Good)));

        var error = await Assert.ThrowsAnyAsync<Exception>(() => AuthWorld.GetAsync(client).AsTask());
        Assert.IsNotType<AuthorizationRequiredException>(error);
        Assert.DoesNotContain("the-secret", error.ToString());
        isDown = false;
        await AuthWorld.GetAsync(client);
    }

    [Fact]
    public async Task While_a_token_is_good_an_outage_is_noticed_by_nobody()
    {
        var isDown = false;
        var handler = new FakeHandler((number, _) => isDown
            ? throw new HttpRequestException("No route to host")
            : FakeHandler.Json(HttpStatusCode.OK, Good.Replace("A1", $"A{number}")));
        var client = Client(handler);
        Assert.Equal("A1", (await AuthWorld.GetAsync(client)).Token);
        isDown = true;

        _time.Advance(TimeSpan.FromSeconds(80));
        Assert.Equal("A1", (await AuthWorld.GetAsync(client)).Token);
        Assert.Equal("A1", (await AuthWorld.GetAsync(client)).Token);
        Assert.Equal(2, handler.Requests.Count);
        _time.Advance(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAnyAsync<Exception>(() => AuthWorld.GetAsync(client).AsTask());
        isDown = false;

        Assert.Equal("A4", (await AuthWorld.GetAsync(client)).Token);
    }

    [Fact]
    public async Task A_request_that_is_never_answered_ends_after_its_time()
    {
        var getting = AuthWorld.GetAsync(Client(FakeHandler.Silent())).AsTask();

        await _time.WhenTimerDueInAsync(TimeSpan.FromSeconds(60));
        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.Contains("did not answer within", (await Assert.ThrowsAnyAsync<Exception>(() => getting)).Message);
    }

    [Fact]
    public async Task Scopes_that_are_required_are_requested_once_more()
    {
        var handler = new FakeHandler(static (number, _) => FakeHandler.Json(HttpStatusCode.OK, Good.Replace("A1", $"A{number}")));
        var client = Client(handler);
        var first = await AuthWorld.GetAsync(client);

        var second = await AuthWorld.GetAsync(client, first.Token, new AuthorizationParameters { RequiredScopes = ["another"] });

        Assert.Equal("A2", second.Token);
        Assert.EndsWith("all+another", handler.Requests[1].Body);
    }

    private GlobusClientCredential Client(HttpMessageHandler handler) => new("id", "the-secret", new GlobusCredentialOptions
    {
        Environment = GlobusEnvironment.Production,
        HttpMessageHandler = handler,
        TimeProvider = _time,
        TokenStore = GlobusTokenStore.InMemory(),
    });
}
