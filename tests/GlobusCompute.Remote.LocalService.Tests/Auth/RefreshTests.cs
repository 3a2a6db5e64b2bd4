using System.Net;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Auth;

/// <summary>Tokens last as long as they are said to, and are renewed for one resource server at a time.</summary>
public sealed class RefreshTests
{
    [Fact]
    public async Task A_refresh_answers_with_one_token_of_one_resource_server_and_the_same_refresh_token()
    {
        await using var service = await AuthService.StartAsync();
        using var client = new AuthClient(service);
        var tokens = await client.GetTokensAsync();

        foreach (var server in (string[])["funcx_service", "auth.globus.org"])
        {
            using var answer = await client.RefreshAsync(tokens[server].Refresh!);
            var token = Assert.Single(await AuthClient.TokensAsync(answer)).Value;
            Assert.Equal((server, tokens[server].Refresh, tokens[server].Scope, null), (token.Server, token.Refresh, token.Scope, token.Id));
            Assert.NotEqual(tokens[server].Access, token.Access);
        }

        var requests = service.Auth!.TokenRequests;
        Assert.Equal(["authorization_code", "refresh_token", "refresh_token"], requests.Select(request => request.GrantType));
        Assert.Equal(["auth.globus.org funcx_service", "funcx_service", "auth.globus.org"], requests.Select(request => string.Join(' ', request.ResourceServers)));
        Assert.All(requests, request => Assert.Equal((service.Auth.NativeClient.Id, null), (request.ClientId, request.Error)));
    }

    [Fact]
    public async Task Rotation_voids_the_refresh_token_that_was_used()
    {
        await using var service = await AuthService.StartAsync(options => options.AuthOptions.RotateRefreshTokens = true);
        using var client = new AuthClient(service);
        var first = (await client.GetTokensAsync())["funcx_service"].Refresh!;
        using var answer = await client.RefreshAsync(first);
        var second = (await AuthClient.TokensAsync(answer))["funcx_service"].Refresh!;

        using var old = await client.RefreshAsync(first);
        using var current = await client.RefreshAsync(second);

        Assert.Equal((400, "invalid_grant"), await AuthClient.ReadErrorAsync(old));
        Assert.Equal(HttpStatusCode.OK, current.StatusCode);
    }

    [Fact]
    public async Task Everything_expires_when_it_is_said_to()
    {
        var time = new ManualTimeProvider();
        await using var service = await AuthService.StartAsync(options =>
        {
            options.TimeProvider = time;
            options.AuthOptions.AccessTokenLifetime = TimeSpan.FromSeconds(20);
            options.AuthOptions.CodeLifetime = TimeSpan.FromSeconds(5);
            options.AuthOptions.RefreshTokenIdleLifetime = TimeSpan.FromSeconds(60);
        });
        using var client = new AuthClient(service);
        var (late, inTime) = (await client.SignInAsync(), await client.SignInAsync());
        time.Advance(TimeSpan.FromSeconds(4));
        using var redeemed = await client.RedeemAsync(inTime);
        var token = (await AuthClient.TokensAsync(redeemed))["funcx_service"];
        Assert.Equal(20, token.ExpiresIn);

        time.Advance(TimeSpan.FromSeconds(1));
        using var expired = await client.RedeemAsync(late);
        Assert.Equal((400, "invalid_grant"), await AuthClient.ReadErrorAsync(expired));

        time.Advance(TimeSpan.FromSeconds(18));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, token.Access));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, token.Access));

        time.Advance(TimeSpan.FromSeconds(39));
        using var renewed = await client.RefreshAsync(token.Refresh!);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, (await AuthClient.TokensAsync(renewed))["funcx_service"].Access));
        time.Advance(TimeSpan.FromSeconds(59));
        using var again = await client.RefreshAsync(token.Refresh!);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        time.Advance(TimeSpan.FromSeconds(60));
        using var dead = await client.RefreshAsync(token.Refresh!);
        Assert.Equal((400, "invalid_grant"), await AuthClient.ReadErrorAsync(dead));
    }

    [Fact]
    public async Task Tests_can_revoke_tokens_and_end_sessions()
    {
        await using var service = await AuthService.StartAsync();
        using var client = new AuthClient(service);
        var (alice, bob) = (await client.GetTokensAsync(), await client.GetTokensAsync("bob@example.org"));

        service.Auth!.Revoke("alice@example.org");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest), await BothAsync(alice));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await BothAsync(bob));

        service.Auth.RevokeAccessTokens();
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), await BothAsync(bob));

        var carol = await client.GetTokensAsync("carol@example.edu");
        service.Auth.EndSessions();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), await BothAsync(carol));

        var issued = service.Auth.IssueAccessToken(service.Auth.People[0].Id.ToString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, issued));
        Assert.Throws<ArgumentException>(() => service.Auth.Revoke("nobody@example.org"));

        async Task<(HttpStatusCode Access, HttpStatusCode Refresh)> BothAsync(Dictionary<string, AuthClient.Token> tokens)
        {
            using var refresh = await client.RefreshAsync(tokens["funcx_service"].Refresh!);
            return (await StatusAsync(client, tokens["funcx_service"].Access), refresh.StatusCode);
        }
    }

    [Fact]
    public async Task The_token_endpoint_can_fail_on_demand()
    {
        await using var service = await AuthService.StartAsync(options => options.AuthOptions.RotateRefreshTokens = true);
        using var client = new AuthClient(service);
        var refresh = (await client.GetTokensAsync())["funcx_service"].Refresh!;

        service.Faults = new FaultPlan([new FaultRule { At = FaultTarget.Token, Kind = FaultKind.Status, Status = 503, RetryAfter = 7, Nth = 1 }]);
        using var busy = await client.RefreshAsync(refresh);
        using var renewed = await client.RefreshAsync(refresh);
        var next = (await AuthClient.TokensAsync(renewed))["funcx_service"].Refresh!;
        service.Faults = new FaultPlan([new FaultRule { At = FaultTarget.Token, Kind = FaultKind.DropAnswer }]);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.RefreshAsync(next));
        service.Faults = null;
        using var lost = await client.RefreshAsync(next);

        Assert.Equal((503, "temporarily_unavailable"), await AuthClient.ReadErrorAsync(busy));
        Assert.Equal(TimeSpan.FromSeconds(7), busy.Headers.RetryAfter?.Delta);
        Assert.Equal((400, "invalid_grant"), await AuthClient.ReadErrorAsync(lost));
    }

    private static async Task<HttpStatusCode> StatusAsync(AuthClient client, string token)
    {
        using var answer = await client.GetAsync("v2/authenticate", token);
        return answer.StatusCode;
    }
}
