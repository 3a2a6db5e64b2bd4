using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Auth;

/// <summary>A person signs in with a native app, as with Globus.</summary>
public sealed class SignInTests(AuthService shared)
{
    private AuthClient Client => shared.Client;

    [Fact]
    public async Task A_person_who_consents_is_sent_back_with_a_code_and_the_state_untouched()
    {
        var redirect = await shared.Service.Auth!.SignInAsync(Client.AuthorizeUrl(), "alice@example.org");

        Assert.Equal(AuthClient.Loopback, redirect.GetLeftPart(UriPartial.Authority));
        Assert.Equal("a state & more=é", AuthClient.Query(redirect)["state"]);
        Assert.Equal(["code", "state"], AuthClient.Query(redirect).Keys.Order());
    }

    [Fact]
    public async Task A_code_becomes_a_token_of_each_resource_server_with_that_of_Globus_Auth_on_top()
    {
        using var answer = await Client.RedeemAsync(await Client.SignInAsync(changes: ("scope", $"{AuthClient.Transfer} {AuthClient.Compute} openid email")));

        var body = await Api.ReadAsync(answer);
        var tokens = await AuthClient.TokensAsync(answer);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(("auth.globus.org", "a state & more=é"), (body.GetProperty("resource_server").GetString(), body.GetProperty("state").GetString()));
        Assert.Equal(["auth.globus.org", "funcx_service", "transfer.api.globus.org"], tokens.Keys.Order());
        Assert.Equal(["openid email", AuthClient.Compute, AuthClient.Transfer], tokens.OrderBy(token => token.Key).Select(token => token.Value.Scope));
        Assert.All(tokens.Values, token => Assert.Equal(172_800, token.ExpiresIn));
        Assert.All(tokens.Values, token => Assert.NotNull(token.Refresh));
        Assert.Equal(6, tokens.Values.SelectMany(token => (string[])[token.Access, token.Refresh!]).Distinct().Count());
        Assert.Equal(["auth.globus.org"], tokens.Values.Where(token => token.Id is not null).Select(token => token.Server));
    }

    [Theory]
    [InlineData("online")]
    [InlineData(null)]
    public async Task Refresh_tokens_come_only_with_offline_access(string? accessType)
    {
        var tokens = await Client.GetTokensAsync(changes: ("access_type", accessType));

        Assert.All(tokens.Values, token => Assert.Null(token.Refresh));
    }

    [Fact]
    public async Task Without_openid_there_is_one_token_and_no_id_token()
    {
        var token = Assert.Single(await Client.GetTokensAsync(changes: ("scope", AuthClient.Compute))).Value;

        Assert.Equal(("funcx_service", null), (token.Server, token.Id));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task An_id_token_is_signed_by_the_published_key_for_the_address_that_the_client_uses(string host)
    {
        var origin = $"http://{host}:{shared.Service.Url.Port}";
        var discovery = JsonDocument.Parse(await Client.Http.GetStringAsync($"{origin}/.well-known/openid-configuration")).RootElement;
        var keys = new JsonWebKeySet(await Client.Http.GetStringAsync(discovery.GetProperty("jwks_uri").GetString()));
        var code = await Client.SignInAsync("bob@example.org", ("scope", "openid profile email"), ("nonce", "a nonce"));
        using var answer = await Client.PostAsync(discovery.GetProperty("token_endpoint").GetString()!, new Dictionary<string, string?>
        {
            ["client_id"] = Client.NativeId,
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["code_verifier"] = AuthClient.Verifier,
            ["redirect_uri"] = AuthClient.Loopback,
        });
        var token = (await AuthClient.TokensAsync(answer)).Values.Single();

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token.Id, new TokenValidationParameters
        {
            ValidIssuer = origin,
            ValidAudience = Client.NativeId,
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidAlgorithms = [.. discovery.GetProperty("id_token_signing_alg_values_supported").EnumerateArray().Select(value => value.GetString()!)],
        });

        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal(origin, discovery.GetProperty("issuer").GetString());
        var bob = shared.Service.Auth!.People.Single(person => person.Username == "bob@example.org");
        Assert.Equal([bob.Id.ToString(), bob.Name, bob.Username, bob.Username, "a nonce"], ((string[])["sub", "name", "preferred_username", "email", "nonce"]).Select(claim => result.Claims[claim]));
    }

    [Fact]
    public async Task A_pasted_code_is_shown_on_a_page()
    {
        foreach (var host in (string[])["127.0.0.1", "localhost"])
        {
            var page = $"http://{host}:{shared.Service.Url.Port}/v2/web/auth-code";
            var redirect = await shared.Service.Auth!.SignInAsync(Client.AuthorizeUrl(("redirect_uri", page)), "alice@example.org");

            Assert.StartsWith(page + "?", redirect.AbsoluteUri);
            var code = AuthClient.Query(redirect)["code"];
            Assert.Contains($"<code id=\"code\">{code}</code>", await Client.Http.GetStringAsync(redirect));
            using var answer = await Client.RedeemAsync(code, ("redirect_uri", page));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_person_who_denies_is_sent_back_with_an_error()
    {
        var redirect = await shared.Service.Auth!.SignInAsync(Client.AuthorizeUrl(), "alice@example.org", consent: false);

        var query = AuthClient.Query(redirect);
        Assert.Equal(("access_denied", "a state & more=é"), (query["error"], query["state"]));
        Assert.DoesNotContain("code", query.Keys);
    }

    [Fact]
    public async Task Userinfo_tells_what_the_scopes_allow()
    {
        var all = await Client.GetTokensAsync("carol@example.edu", ("scope", "openid profile email"));
        var some = await Client.GetTokensAsync("carol@example.edu");

        using var full = await Client.GetAsync("v2/oauth2/userinfo", all["auth.globus.org"].Access);
        using var little = await Client.GetAsync("v2/oauth2/userinfo", some["auth.globus.org"].Access);
        using var wrong = await Client.GetAsync("v2/oauth2/userinfo", some["funcx_service"].Access);
        using var unknown = await Client.GetAsync("v2/oauth2/userinfo", "nonsense");

        Assert.Equal(["email", "name", "preferred_username", "sub"], (await Api.ReadAsync(full)).EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(["sub"], (await Api.ReadAsync(little)).EnumerateObject().Select(member => member.Name));
        Assert.Equal((403, "forbidden"), await AuthClient.ReadErrorAsync(wrong));
        Assert.Equal((401, "unauthorized"), await AuthClient.ReadErrorAsync(unknown));
    }
}
