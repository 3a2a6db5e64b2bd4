using System.Net;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Auth;

/// <summary>The authorize page is strict, and tells nobody of errors to whom it would not give a code.</summary>
public sealed class AuthorizeRefusalTests(AuthService shared)
{
    private AuthClient Client => shared.Client;

    [Theory]
    [InlineData("scope", "openid nonsense", "invalid_scope")]
    [InlineData("scope", "openid offline_access", "invalid_scope")]
    [InlineData("scope", "openid " + AuthClient.Compute + "[x]", "invalid_scope")]
    [InlineData("scope", " ", "invalid_scope")]
    [InlineData("scope", null, "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "too-short", "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("access_type", "always", "invalid_request")]
    [InlineData("client_info", "1", "invalid_request")]
    [InlineData("response_mode", "form_post", "invalid_request")]
    [InlineData("prompt", "select_account", "invalid_request")]
    [InlineData("prompt", "none", "login_required")]
    [InlineData("session_required_mfa", "perhaps", "invalid_request")]
    [InlineData("session_required_single_domain", "example.com", "access_denied")]
    public async Task What_Globus_does_not_know_is_refused_by_a_redirect_with_the_state(string name, string? value, string error)
    {
        using var answer = await Client.Http.GetAsync(Client.AuthorizeUrl((name, value)));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var query = AuthClient.Query(answer.Headers.Location!);
        Assert.Equal(AuthClient.Loopback, answer.Headers.Location!.GetLeftPart(UriPartial.Authority));
        Assert.Equal((error, "a state & more=é"), (query["error"], query["state"]));
        Assert.NotEmpty(query["error_description"]);
    }

    [Fact]
    public async Task A_parameter_that_is_there_twice_is_refused()
    {
        using var answer = await Client.Http.GetAsync(Client.AuthorizeUrl() + "&scope=openid");

        Assert.Equal("invalid_request", AuthClient.Query(answer.Headers.Location!)["error"]);
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.example.org/")]
    [InlineData("redirect_uri", "http://evil.example.org:45678")]
    [InlineData("redirect_uri", "http://127.0.0.1.evil.example.org/")]
    [InlineData("redirect_uri", "http://127.0.0.1:45678@evil.example.org/")]
    [InlineData("redirect_uri", "http://evil.example.org\\@127.0.0.1:45678/")]
    [InlineData("redirect_uri", "https://127.0.0.1:45678")]
    [InlineData("redirect_uri", "http://127.0.0.1:45678/#fragment")]
    [InlineData("redirect_uri", "http://127.0.0.1:45678/?next=x")]
    [InlineData("redirect_uri", "http://user@127.0.0.1:45678/")]
    [InlineData("redirect_uri", "http://0.0.0.0:45678/")]
    [InlineData("redirect_uri", "custom:scheme")]
    [InlineData("redirect_uri", "/relative")]
    [InlineData("redirect_uri", "{own}v2/oauth2/authorize")]
    [InlineData("redirect_uri", "https://app.example.org/signin-oidc?tenant=1")]
    [InlineData("redirect_uri", null)]
    [InlineData("client_id", "00000000-0000-4000-8000-000000000000")]
    [InlineData("client_id", "nonsense")]
    [InlineData("client_id", null)]
    public async Task A_bad_redirect_URI_or_client_is_a_page_and_no_redirect(string name, string? value)
    {
        using var answer = await Client.Http.GetAsync(Client.AuthorizeUrl((name, value?.Replace("{own}", shared.Service.Url.ToString(), StringComparison.Ordinal))));

        Assert.Equal((HttpStatusCode.BadRequest, null), (answer.StatusCode, answer.Headers.Location));
        Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => shared.Service.Auth!.SignInAsync(Client.AuthorizeUrl((name, value)), "alice@example.org"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://127.0.0.1:65000/callback/")]
    [InlineData("http://localhost:45678")]
    [InlineData("http://localhost")]
    [InlineData("http://[::1]:45678/x")]
    public async Task A_native_app_may_use_any_port_of_the_loopback_interface(string uri)
    {
        var code = await Client.SignInAsync(changes: ("redirect_uri", uri));

        using var other = await Client.RedeemAsync(code, ("redirect_uri", uri + "/"));
        using var same = await Client.RedeemAsync(code, ("redirect_uri", uri));
        Assert.Equal((400, "invalid_grant"), await AuthClient.ReadErrorAsync(other));
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
    }

    [Theory]
    [InlineData("https://app.example.org/signin-oidc")]
    [InlineData("https://app.example.org/signin-oidc?tenant=2")]
    [InlineData("https://app.example.org/signin-oidc?tenant=1&x")]
    [InlineData("https://APP.example.org/signin-oidc?tenant=1")]
    [InlineData("http://127.0.0.1:45678")]
    [InlineData("{own}v2/web/auth-code")]
    public async Task A_web_app_may_use_only_what_is_registered_character_by_character(string uri)
    {
        var url = Client.AuthorizeUrl(
            ("client_id", shared.Service.Auth!.WebClient.Id.ToString()), ("redirect_uri", uri.Replace("{own}", shared.Service.Url.ToString(), StringComparison.Ordinal)));

        using var answer = await Client.Http.GetAsync(url);

        Assert.Equal((HttpStatusCode.BadRequest, null), (answer.StatusCode, answer.Headers.Location));
    }

    [Fact]
    public async Task What_the_application_says_is_escaped_on_the_pages()
    {
        const string Evil = "<script>alert('x')</script>";
        var url = Client.AuthorizeUrl(("session_message", Evil), ("prefill_named_grant", Evil));

        var choose = await Client.Http.GetStringAsync(url);
        var signIn = choose.Split("name=\"sign_in\" value=\"")[1].Split('"')[0];
        using var consent = await Client.PostAsync("v2/web/sign-in", new Dictionary<string, string?> { ["sign_in"] = signIn, ["person"] = "alice@example.org" });

        Assert.All([choose, await consent.Content.ReadAsStringAsync()], page => Assert.DoesNotContain("<script", page));
        Assert.Contains("&lt;script&gt;", choose);
        Assert.Contains("frame-ancestors 'none'", consent.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task A_consent_can_be_answered_once_and_only_after_a_person_was_chosen()
    {
        var page = await Client.Http.GetStringAsync(Client.AuthorizeUrl());
        var signIn = page.Split("name=\"sign_in\" value=\"")[1].Split('"')[0];
        var answer = new Dictionary<string, string?> { ["sign_in"] = signIn, ["answer"] = "allow" };

        using var early = await Client.PostAsync("v2/web/consent", answer);
        using var again = await Client.PostAsync("v2/web/consent", answer);
        using var unknown = await Client.PostAsync("v2/web/sign-in", new Dictionary<string, string?> { ["sign_in"] = "x", ["person"] = "alice@example.org" });

        Assert.All([early, again, unknown], page => Assert.Equal((HttpStatusCode.BadRequest, null), (page.StatusCode, page.Headers.Location)));
    }

    [Fact]
    public async Task Only_people_who_meet_the_session_parameters_can_sign_in()
    {
        var url = Client.AuthorizeUrl(("session_required_single_domain", "example.edu"));

        var page = await Client.Http.GetStringAsync(url);
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => shared.Service.Auth!.SignInAsync(url, "alice@example.org"));

        Assert.DoesNotContain("alice@example.org", page);
        Assert.Contains("alice@example.org does not meet the session requirements", refusal.Message);
        Assert.NotEmpty(await Client.SignInAsync("carol@example.edu", ("session_required_single_domain", "example.edu")));
    }

    [Theory]
    [InlineData("?client_id={native}&redirect_uri=http://127.0.0.1:5/&redirect_name=App", true)]
    [InlineData("?client_id={native}&redirect_uri=https://evil.example.org/", false)]
    [InlineData("?redirect_uri=http://127.0.0.1:5/", false)]
    [InlineData("", false)]
    public async Task The_page_after_a_sign_out_links_only_to_registered_URIs(string query, bool isLinked)
    {
        var page = await Client.Http.GetStringAsync("v2/web/logout" + query.Replace("{native}", Client.NativeId, StringComparison.Ordinal));

        Assert.Equal(isLinked, page.Contains("<a href=", StringComparison.Ordinal));
    }
}
