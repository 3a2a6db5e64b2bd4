using System.Net;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Auth;

/// <summary>Services and web apps prove who they are by HTTP Basic.</summary>
public sealed class ClientWithSecretTests(AuthService shared)
{
    private AuthClient Client => shared.Client;

    private LocalAuth Auth => shared.Service.Auth!;

    [Fact]
    public async Task A_service_gets_tokens_for_itself()
    {
        using var answer = await GrantAsync(Basic(Auth.ConfidentialClient), ("scope", AuthClient.Compute));

        var token = Assert.Single(await AuthClient.TokensAsync(answer)).Value;
        Assert.Equal(("funcx_service", null, null), (token.Server, token.Refresh, token.Id));
        using var compute = await Client.GetAsync("v2/authenticate", token.Access);
        Assert.Equal(HttpStatusCode.OK, compute.StatusCode);
    }

    [Fact]
    public async Task Scopes_of_several_resource_servers_give_several_tokens()
    {
        using var answer = await GrantAsync(Basic(Auth.ConfidentialClient), ("scope", $"{AuthClient.Compute} openid"));

        Assert.Equal(["auth.globus.org", "funcx_service"], (await AuthClient.TokensAsync(answer)).Keys.Order());
    }

    [Fact]
    public async Task A_secret_that_is_not_right_or_not_in_the_header_is_refused()
    {
        var (id, secret) = (Auth.ConfidentialClient.Id, Auth.ConfidentialClient.Secret!);
        (string? Basic, (string, string?)[] Form, string Error)[] cases =
        [
            ($"{id}:wrong", [], "invalid_client"),
            ($"{id}:", [], "invalid_client"),
            ($"{id}:{secret} ", [], "invalid_client"),
            ($"{id}:{secret.ToUpperInvariant()}", [], "invalid_client"),
            ($"{id}", [], "invalid_client"),
            ($"{Auth.NativeClient.Id}:{secret}", [], "invalid_client"),
            ($"{Auth.NativeClient.Id}:", [], "invalid_client"),
            ($"{Auth.WebClient.Id}:{secret}", [], "invalid_client"),
            ($"{id}:{secret}", [("client_id", Auth.WebClient.Id.ToString())], "invalid_client"),
            ($"{id}:{secret}", [("client_secret", secret)], "invalid_client"),
            (null, [("client_id", id.ToString())], "invalid_client"),
            (null, [("client_id", id.ToString()), ("client_secret", secret)], "invalid_client"),
            (null, [("client_id", Client.NativeId)], "unauthorized_client"),
            ($"{id}:{secret}", [("scope", null)], "invalid_request"),
            ($"{id}:{secret}", [("scope", "nonsense")], "invalid_scope"),
            ($"{id}:{secret}", [("scope", $"{AuthClient.Compute} offline_access")], "invalid_scope"),
            ($"{id}:{secret}", [("resource", "x")], "invalid_request"),
        ];
        foreach (var (basic, form, error) in cases)
        {
            using var answer = await GrantAsync(basic, [("scope", AuthClient.Compute), .. form]);
            Assert.Equal(error, (await AuthClient.ReadErrorAsync(answer)).Error);
        }
    }

    [Fact]
    public async Task A_web_app_signs_people_in_with_its_secret_and_with_or_without_a_challenge()
    {
        foreach (var hasChallenge in (bool[])[true, false])
        {
            (string, string?)[] changes =
            [
                ("client_id", Auth.WebClient.Id.ToString()), ("redirect_uri", AuthService.WebRedirect.OriginalString),
                .. hasChallenge ? ((string, string?)[])[] : [("code_challenge", null), ("code_challenge_method", null)],
            ];
            var redirect = await Auth.SignInAsync(Client.AuthorizeUrl(changes), "bob@example.org");
            Assert.StartsWith(AuthService.WebRedirect + "&code=", redirect.AbsoluteUri);
            var form = new Dictionary<string, string?>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = AuthClient.Query(redirect)["code"],
                ["redirect_uri"] = AuthService.WebRedirect.OriginalString,
            };
            var verified = new Dictionary<string, string?>(form) { ["code_verifier"] = AuthClient.Verifier };

            using var open = await Client.PostAsync("v2/oauth2/token", new Dictionary<string, string?>(verified) { ["client_id"] = Auth.WebClient.Id.ToString() });
            using var other = await Client.PostAsync("v2/oauth2/token", hasChallenge ? form : verified, Basic(Auth.WebClient));
            using var right = await Client.PostAsync("v2/oauth2/token", hasChallenge ? verified : form, Basic(Auth.WebClient));

            Assert.Equal((401, "invalid_client"), await AuthClient.ReadErrorAsync(open));
            Assert.Equal((400, "invalid_grant"), await AuthClient.ReadErrorAsync(other));
            var refresh = (await AuthClient.TokensAsync(right))["funcx_service"].Refresh!;
            using var renewed = await Client.PostAsync(
                "v2/oauth2/token", new Dictionary<string, string?> { ["grant_type"] = "refresh_token", ["refresh_token"] = refresh }, Basic(Auth.WebClient));
            Assert.Equal(HttpStatusCode.OK, renewed.StatusCode);
        }
    }

    [Fact]
    public async Task A_confidential_client_signs_nobody_in()
    {
        var client = Auth.AddClient(new LocalAuthClient(LocalAuthClientKind.Confidential));

        using var answer = await Client.Http.GetAsync(Client.AuthorizeUrl(("client_id", client.Id.ToString())));

        Assert.Equal((HttpStatusCode.BadRequest, null), (answer.StatusCode, answer.Headers.Location));
    }

    [Fact]
    public async Task Introspection_tells_a_client_with_a_secret_what_a_token_is()
    {
        var tokens = await Client.GetTokensAsync("carol@example.edu");
        var carol = Auth.People.Single(person => person.Username == "carol@example.edu");

        using var valid = await IntrospectAsync(tokens["funcx_service"].Access);
        using var unknown = await IntrospectAsync("nonsense");
        using var open = await Client.PostAsync("v2/oauth2/token/introspect", new Dictionary<string, string?> { ["token"] = "x", ["client_id"] = Client.NativeId });

        var facts = await Api.ReadAsync(valid);
        Assert.Equal((true, carol.Id, "carol@example.edu"), (facts.GetProperty("active").GetBoolean(), facts.GetProperty("sub").GetGuid(), facts.GetProperty("username").GetString()));
        Assert.Equal(172_800, facts.GetProperty("exp").GetInt64() - facts.GetProperty("iat").GetInt64());
        Assert.Equal(["funcx_service", Client.NativeId], facts.GetProperty("aud").EnumerateArray().Select(value => value.GetString()));
        Assert.Equal("{\"active\":false}", await unknown.Content.ReadAsStringAsync());
        Assert.Equal((401, "invalid_client"), await AuthClient.ReadErrorAsync(open));

        Task<HttpResponseMessage> IntrospectAsync(string token) =>
            Client.PostAsync("v2/oauth2/token/introspect", new Dictionary<string, string?> { ["token"] = token }, Basic(Auth.ConfidentialClient));
    }

    [Fact]
    public async Task A_token_is_revoked_by_its_client_alone_and_a_refresh_token_with_its_access_tokens()
    {
        var tokens = await Client.GetTokensAsync();
        var (compute, auth) = (tokens["funcx_service"], tokens["auth.globus.org"]);

        using var foreign = await Client.PostAsync("v2/oauth2/token/revoke", new Dictionary<string, string?> { ["token"] = compute.Access }, Basic(Auth.ConfidentialClient));
        using var own = await RevokeAsync(auth.Access);
        using var refresh = await RevokeAsync(compute.Refresh!);
        using var again = await RevokeAsync(compute.Refresh!);
        using var unknown = await RevokeAsync("nonsense");

        Assert.Equal((400, "unauthorized_client"), await AuthClient.ReadErrorAsync(foreign));
        foreach (var answer in (HttpResponseMessage[])[own, refresh, again, unknown])
        {
            Assert.Equal("{\"active\":false}", await answer.Content.ReadAsStringAsync());
        }

        using var called = await Client.GetAsync("v2/authenticate", compute.Access);
        using var renewed = await Client.RefreshAsync(auth.Refresh!);
        using var dead = await Client.RefreshAsync(compute.Refresh!);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.BadRequest), (called.StatusCode, renewed.StatusCode, dead.StatusCode));

        Task<HttpResponseMessage> RevokeAsync(string token) =>
            Client.PostAsync("v2/oauth2/token/revoke", new Dictionary<string, string?> { ["token"] = token, ["client_id"] = Client.NativeId });
    }

    [Fact]
    public void A_client_that_cannot_be_registered_is_refused()
    {
        LocalAuthClient[] clients =
        [
            new() { Id = Auth.NativeClient.Id },
            new() { Id = Guid.Empty },
            new() { Name = " " },
            new() { Secret = "native clients have none" },
            new() { Kind = (LocalAuthClientKind)7 },
            new(LocalAuthClientKind.Web, new Uri("https://a.example.org/#x")),
            new(LocalAuthClientKind.Web, new Uri("custom:x")),
            new(LocalAuthClientKind.Web, new Uri("https://a.example.org/é")),
            new(LocalAuthClientKind.Web) { Secret = "a b" },
            new(LocalAuthClientKind.Confidential, new Uri("https://a.example.org/")),
        ];
        Assert.All(clients, client => Assert.Throws<ArgumentException>(() => Auth.AddClient(client)));
    }

    private static string Basic(LocalAuthClient client) => $"{client.Id}:{client.Secret}";

    private Task<HttpResponseMessage> GrantAsync(string? basic, params (string Name, string? Value)[] form)
    {
        var parameters = new Dictionary<string, string?> { ["grant_type"] = "client_credentials" };
        foreach (var (name, value) in form)
        {
            parameters[name] = value;
        }

        return Client.PostAsync("v2/oauth2/token", parameters.Where(item => item.Value is not null).ToDictionary(), basic);
    }
}
