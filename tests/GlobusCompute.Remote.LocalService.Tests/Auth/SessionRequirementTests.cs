using System.Net;
using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Auth;

/// <summary>Compute asks for another sign-in on demand, in the form of a "Globus Auth Requirements Error".</summary>
public sealed class SessionRequirementTests
{
    [Fact]
    public async Task Compute_refuses_a_token_until_one_of_a_sign_in_with_the_session_parameters_comes()
    {
        await using var service = await AuthService.StartAsync();
        using var client = new AuthClient(service);
        var early = await client.GetTokensAsync(changes: ("session_required_mfa", "True"));
        service.Auth!.RequireSession(new LocalSessionRequirement
        {
            Message = "Prove it",
            RequiredIdentities = ["alice@example.org"],
            RequiredSingleDomain = ["example.org"],
            RequiredPolicies = ["p1", "p2"],
            RequiredMfa = true,
            RequiredScopes = [AuthClient.Transfer],
            Prompt = "login",
        });

        using var answer = await client.GetAsync($"v2/endpoints/{service.EndpointId}", early["funcx_service"].Access);

        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((HttpStatusCode.Forbidden, "AuthorizationRequired", "Prove it"), (answer.StatusCode, body.GetProperty("code").GetString(), body.GetProperty("reason").GetString()));
        Assert.Equal(
            """{"session_message":"Prove it","session_required_identities":["alice@example.org"],"session_required_single_domain":["example.org"]""" +
            ""","session_required_policies":["p1","p2"],"session_required_mfa":true,"required_scopes":["urn:globus:auth:scope:transfer.api.globus.org:all"],"prompt":"login"}""",
            body.GetProperty("authorization_parameters").GetRawText());
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(client, await RenewAsync(client, early["funcx_service"].Refresh!)));
        (string, string?)[] parameters =
        [
            ("session_required_identities", "alice@example.org"), ("session_required_single_domain", "example.org"), ("session_required_policies", "p2,p1"),
            ("session_required_mfa", "True"), ("prompt", "login"), ("scope", $"openid {AuthClient.Compute} {AuthClient.Transfer}"),
        ];
        foreach (var (missing, _) in parameters)
        {
            var other = missing == "scope" ? $"openid {AuthClient.Compute}" : null;
            var some = await client.GetTokensAsync(changes: [.. parameters.Where(item => item.Item1 != missing), (missing, other)]);
            Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(client, some["funcx_service"].Access));
        }

        var all = await client.GetTokensAsync(changes: parameters);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(client, all["funcx_service"].Access));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(client, await RenewAsync(client, all["funcx_service"].Refresh!)));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(client, service.Token));

        service.Auth.RequireSession(null);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(client, early["funcx_service"].Access));
    }

    [Fact]
    public async Task Scopes_alone_are_a_consent_that_is_required()
    {
        await using var service = await AuthService.StartAsync();
        using var client = new AuthClient(service);
        service.Auth!.RequireSession(new LocalSessionRequirement { RequiredScopes = [AuthClient.Transfer] });

        using var answer = await client.GetAsync("v2/authenticate", service.Auth.IssueAccessToken("bob@example.org"));

        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((HttpStatusCode.Forbidden, "ConsentRequired"), (answer.StatusCode, body.GetProperty("code").GetString()));
    }

    private static async Task<HttpStatusCode> CallAsync(AuthClient client, string token)
    {
        using var answer = await client.GetAsync("v2/authenticate", token);
        return answer.StatusCode;
    }

    private static async Task<string> RenewAsync(AuthClient client, string refresh)
    {
        using var answer = await client.RefreshAsync(refresh);
        return (await AuthClient.TokensAsync(answer))["funcx_service"].Access;
    }
}
