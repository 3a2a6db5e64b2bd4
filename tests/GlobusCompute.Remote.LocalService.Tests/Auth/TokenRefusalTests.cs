using System.Net;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Auth;

/// <summary>The token endpoint gives nothing to who cannot prove that it is theirs.</summary>
public sealed class TokenRefusalTests(AuthService shared)
{
    private AuthClient Client => shared.Client;

    [Theory]
    [InlineData("code_verifier", "another-verifier-that-is-long-enough-0123456789", 400, "invalid_grant")]
    [InlineData("code_verifier", null, 400, "invalid_grant")]
    [InlineData("code_verifier", "short", 400, "invalid_request")]
    [InlineData("redirect_uri", "http://127.0.0.1:45679", 400, "invalid_grant")]
    [InlineData("redirect_uri", "http://127.0.0.1:45678/", 400, "invalid_grant")]
    [InlineData("redirect_uri", null, 400, "invalid_grant")]
    [InlineData("code", "nonsense", 400, "invalid_grant")]
    [InlineData("code", null, 400, "invalid_request")]
    [InlineData("grant_type", "password", 400, "unsupported_grant_type")]
    [InlineData("grant_type", null, 400, "invalid_request")]
    [InlineData("client_id", "00000000-0000-4000-8000-000000000000", 401, "invalid_client")]
    [InlineData("client_id", null, 401, "invalid_client")]
    [InlineData("client_secret", "x", 401, "invalid_client")]
    [InlineData("client_info", "1", 400, "invalid_request")]
    [InlineData("scope", "openid", 400, "invalid_request")]
    public async Task A_code_is_redeemed_only_with_all_that_belongs_to_it(string name, string? value, int status, string error)
    {
        var code = await Client.SignInAsync();

        using var refused = await Client.RedeemAsync(code, (name, value));
        using var accepted = await Client.RedeemAsync(code);

        Assert.Equal((status, error), await AuthClient.ReadErrorAsync(refused));
        Assert.Equal(status == 401, refused.Headers.WwwAuthenticate.ToString().StartsWith("Basic", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Fact]
    public async Task A_code_of_one_client_is_worth_nothing_to_another()
    {
        var other = shared.Service.Auth!.AddClient(new LocalAuthClient { Name = "Other" });
        var code = await Client.SignInAsync();

        using var answer = await Client.RedeemAsync(code, ("client_id", other.Id.ToString()));

        Assert.Equal((400, "invalid_grant"), await AuthClient.ReadErrorAsync(answer));
    }

    [Fact]
    public async Task A_code_that_is_used_twice_takes_its_tokens_with_it()
    {
        var code = await Client.SignInAsync();
        using var first = await Client.RedeemAsync(code);
        var tokens = await AuthClient.TokensAsync(first);
        using var before = await Client.GetAsync("v2/authenticate", tokens["funcx_service"].Access);

        using var second = await Client.RedeemAsync(code);

        Assert.Equal((400, "invalid_grant"), await AuthClient.ReadErrorAsync(second));
        using var after = await Client.GetAsync("v2/authenticate", tokens["funcx_service"].Access);
        using var refresh = await Client.RefreshAsync(tokens["funcx_service"].Refresh!);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode));
        Assert.Equal((400, "invalid_grant"), await AuthClient.ReadErrorAsync(refresh));
    }

    [Theory]
    [InlineData("nonsense", null, 400, "invalid_grant")]
    [InlineData(null, "openid", 400, "invalid_scope")]
    [InlineData(null, "offline_access", 400, "invalid_scope")]
    public async Task A_refresh_token_renews_only_what_it_is_for(string? token, string? scope, int status, string error)
    {
        var tokens = await Client.GetTokensAsync();

        using var answer = await Client.RefreshAsync(token ?? tokens["funcx_service"].Refresh!, ("scope", scope));

        Assert.Equal((status, error), await AuthClient.ReadErrorAsync(answer));
    }

    [Fact]
    public async Task An_access_token_is_not_a_refresh_token_and_another_clients_is_neither()
    {
        var tokens = await Client.GetTokensAsync();
        var other = shared.Service.Auth!.AddClient(new LocalAuthClient { Name = "Other" });

        using var access = await Client.RefreshAsync(tokens["funcx_service"].Access);
        using var foreign = await Client.RefreshAsync(tokens["funcx_service"].Refresh!, ("client_id", other.Id.ToString()));
        using var compute = await Client.GetAsync("v2/authenticate", tokens["funcx_service"].Refresh!);

        Assert.Equal((400, "invalid_grant"), await AuthClient.ReadErrorAsync(access));
        Assert.Equal((400, "invalid_grant"), await AuthClient.ReadErrorAsync(foreign));
        Assert.Equal(HttpStatusCode.Unauthorized, compute.StatusCode);
    }

    [Fact]
    public async Task Only_a_form_in_the_body_is_read()
    {
        using var json = await Client.Http.PostAsync("v2/oauth2/token", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        using var query = await Client.PostAsync("v2/oauth2/token?grant_type=refresh_token", new Dictionary<string, string?> { ["client_id"] = Client.NativeId });
        using var twice = await Client.Http.PostAsync("v2/oauth2/token", new FormUrlEncodedContent(
            [new("grant_type", "refresh_token"), new("client_id", Client.NativeId), new("refresh_token", "a"), new("refresh_token", "b")]));
        using var method = await Client.Http.GetAsync("v2/oauth2/token");
        using var unknown = await Client.Http.GetAsync("v2/oauth2/nonsense");

        Assert.Equal((400, "invalid_request"), await AuthClient.ReadErrorAsync(json));
        Assert.Equal((400, "invalid_request"), await AuthClient.ReadErrorAsync(query));
        Assert.Equal((400, "invalid_request"), await AuthClient.ReadErrorAsync(twice));
        Assert.Equal((405, "invalid_request"), await AuthClient.ReadErrorAsync(method));
        Assert.Equal((404, "invalid_request"), await AuthClient.ReadErrorAsync(unknown));
    }
}
