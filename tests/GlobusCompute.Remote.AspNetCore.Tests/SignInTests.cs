using System.Net;
using System.Text.Json;
using System.Web;
using GlobusCompute.Remote.AspNetCore.Tests.Apps;
using GlobusCompute.Remote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GlobusCompute.Remote.AspNetCore.Tests;

/// <summary>People sign in, or do not.</summary>
public sealed class SignInTests(AuthService auth) : IClassFixture<AuthService>
{
    [Fact]
    public async Task A_person_signs_in_and_comes_back_to_the_page_they_wanted()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();

        var authorize = await browser.GetAuthorizeUrlAsync("/private?tab=2");
        using var back = await browser.GoAsync((await auth.Auth.SignInAsync(authorize, AuthService.Alice)).AbsoluteUri);

        var query = HttpUtility.ParseQueryString(authorize.Query);
        Assert.Equal("openid profile https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all", query["scope"]);
        Assert.Equal(("offline", "code", "S256"), (query["access_type"], query["response_type"], query["code_challenge_method"]));
        Assert.True(query["state"]!.Length > 20 && query["nonce"]!.Length > 20);
        Assert.Equal((HttpStatusCode.Redirect, "/private?tab=2"), (back.StatusCode, back.Headers.Location!.OriginalString));
        Assert.Equal("private page of alice@example.org", await browser.ReadAsync("/private?tab=2"));
    }

    [Theory]
    [InlineData("https://app.example/", true)]
    [InlineData("http://localhost/", false)]
    public async Task Cookies_are_out_of_reach_of_scripts_and_other_sites_and_hold_no_token(string address, bool isSecure)
    {
        await using var app = await TestApp.StartAsync(auth);
        app.Server.BaseAddress = new Uri(address);
        using var browser = app.Open();

        using var back = await browser.SignInAsync(auth.Auth, AuthService.Alice, "/private");

        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Equal(".GlobusCompute.Session", Assert.Single(browser.Cookies).Key);
        Assert.All(browser.SetCookies, cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(isSecure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        });
        Assert.True(app.Spy.Secrets.Count > 6);
        Assert.All(app.Spy.Secrets, secret => Assert.DoesNotContain(secret, string.Join('\n', browser.SetCookies)));
        Assert.All(browser.Cookies, static cookie => Assert.InRange(cookie.Value.Length, 1, 500));
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\\\evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("\n//evil.example")]
    [InlineData("evil")]
    [InlineData("")]
    public async Task Nobody_is_sent_to_another_site(string url)
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();

        using var signedIn = await browser.SignInAsync(auth.Auth, AuthService.Alice, $"/globus/sign-in?return_url={Uri.EscapeDataString(url)}");
        using var signedOut = await browser.PostAsync(
            "/globus/sign-out", ("__RequestVerificationToken", await browser.ReadAsync("/form")), ("return_url", url));

        Assert.Equal((HttpStatusCode.Redirect, "/"), (signedIn.StatusCode, signedIn.Headers.Location!.OriginalString));
        Assert.Equal((HttpStatusCode.Redirect, "/"), (signedOut.StatusCode, signedOut.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("/private")]
    [InlineData("/status")]
    public async Task A_script_that_nobody_signed_in_for_is_refused_without_a_redirect(string url)
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();

        using var answer = await browser.FetchAsync(url);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal((HttpStatusCode.Unauthorized, null), (answer.StatusCode, answer.Headers.Location));
        Assert.Equal("AuthorizationRequired", problem.GetProperty("code").GetString());
        Assert.Equal("/globus/sign-in", problem.GetProperty("sign_in_url").GetString());
        Assert.Equal("{}", problem.GetProperty("authorization_parameters").GetRawText());
    }

    [Fact]
    public async Task Who_denies_consent_is_told_so_and_not_signed_in()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();

        using var back = await browser.SignInAsync(auth.Auth, AuthService.Alice, "/private", consent: false);

        Assert.Equal(HttpStatusCode.Forbidden, back.StatusCode);
        var page = await back.Content.ReadAsStringAsync();
        Assert.Contains("You did not allow this app", page);
        Assert.Contains("href=\"/globus/sign-in?return_url=%2Fprivate\"", page);
        Assert.Equal("home of nobody", await browser.ReadAsync("/"));
    }

    [Theory]
    [InlineData(false, "/failed?error=access_denied")]
    [InlineData(true, "/failed?error=sign_in_failed")]
    public async Task An_app_may_have_a_page_of_its_own_for_failures(bool consent, string expected)
    {
        await using var app = await TestApp.StartAsync(auth, signIn: static options => options.FailurePath = "/failed");
        using var browser = app.Open();
        var url = await auth.Auth.SignInAsync(await browser.GetAuthorizeUrlAsync(), AuthService.Alice, consent);
        using var back = await browser.GoAsync(consent ? url.AbsoluteUri.Replace("state=", "state=x") : url.AbsoluteUri);

        Assert.Equal((HttpStatusCode.Redirect, expected), (back.StatusCode, back.Headers.Location!.OriginalString));
    }

    public static TheoryData<string, Func<string, string>> BadStates { get; } = new()
    {
        { "altered", static url => url.Replace("state=", "state=A", StringComparison.Ordinal) },
        { "missing", static url => url[..url.IndexOf("&state=", StringComparison.Ordinal)] },
        { "empty", static url => url[..(url.IndexOf("&state=", StringComparison.Ordinal) + 7)] },
    };

    [Theory]
    [MemberData(nameof(BadStates))]
    public async Task A_sign_in_with_a_wrong_state_is_not_completed(string kind, Func<string, string> change)
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        var before = auth.Auth.TokenRequests.Count;
        var url = await auth.Auth.SignInAsync(await browser.GetAuthorizeUrlAsync(), AuthService.Alice);

        using var back = await browser.GoAsync(change(url.AbsoluteUri));

        Assert.True(back.StatusCode == HttpStatusCode.BadRequest, kind);
        Assert.Equal(0, auth.Count("authorization_code", before));
        Assert.Equal("home of nobody", await browser.ReadAsync("/"));
    }

    [Fact]
    public async Task Nobody_can_have_another_browser_signed_in_as_themselves()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var attacker = app.Open();
        using var victim = app.Open();
        var url = await auth.Auth.SignInAsync(await attacker.GetAuthorizeUrlAsync(), AuthService.Bob);
        await victim.GetAuthorizeUrlAsync();

        using var back = await victim.GoAsync(url.AbsoluteUri);

        Assert.Equal(HttpStatusCode.BadRequest, back.StatusCode);
        Assert.Equal("home of nobody", await victim.ReadAsync("/"));
    }

    [Fact]
    public async Task A_callback_counts_once()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        var before = auth.Auth.TokenRequests.Count;
        var url = await auth.Auth.SignInAsync(await browser.GetAuthorizeUrlAsync(), AuthService.Alice);

        using var first = await browser.GoAsync(url.AbsoluteUri);
        using var second = await browser.GoAsync(url.AbsoluteUri);

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.BadRequest), (first.StatusCode, second.StatusCode));
        Assert.Equal(1, auth.Count("authorization_code", before));
        Assert.Equal("home of alice@example.org", await browser.ReadAsync("/"));
    }

    [Fact]
    public async Task A_sign_in_that_took_too_long_is_not_completed_and_can_be_tried_again()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        var url = await auth.Auth.SignInAsync(await browser.GetAuthorizeUrlAsync("/private"), AuthService.Alice);
        auth.Time.Advance(TimeSpan.FromMinutes(11));

        using var late = await browser.GoAsync(url.AbsoluteUri);
        using var again = await browser.SignInAsync(auth.Auth, AuthService.Alice, "/private");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Redirect), (late.StatusCode, again.StatusCode));
        Assert.Contains("could not be completed", await late.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_app_whose_clock_is_a_day_ahead_takes_no_sign_in()
    {
        var clock = new ManualTimeProvider();
        clock.Advance(TimeSpan.FromDays(1) + (auth.Time.GetUtcNow() - clock.GetUtcNow()));
        await using var app = await TestApp.StartAsync(auth, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var browser = app.Open();

        using var back = await browser.SignInAsync(auth.Auth, AuthService.Alice);

        Assert.Equal(HttpStatusCode.BadRequest, back.StatusCode);
        Assert.Equal("home of nobody", await browser.ReadAsync("/"));
    }

    [Fact]
    public async Task A_cookie_that_somebody_made_signs_nobody_in()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        using var back = await browser.SignInAsync(auth.Auth, AuthService.Alice);
        browser.Cookies[".GlobusCompute.Session"] = browser.Cookies[".GlobusCompute.Session"].Replace('A', 'B');

        Assert.Equal("home of nobody", await browser.ReadAsync("/"));
    }

    [Fact]
    public async Task A_session_that_somebody_had_before_does_not_become_that_of_who_signs_in()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var attacker = app.Open();
        using var victim = app.Open();
        (await attacker.SignInAsync(auth.Auth, AuthService.Bob)).Dispose();
        victim.Cookies[".GlobusCompute.Session"] = attacker.Cookies[".GlobusCompute.Session"];

        (await victim.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();

        Assert.Equal("home of alice@example.org", await victim.ReadAsync("/"));
        Assert.Equal("home of nobody", await attacker.ReadAsync("/"));
    }

    [Fact]
    public async Task An_app_below_a_path_stays_below_it()
    {
        await using var app = await TestApp.StartAsync(auth, before: static app => Microsoft.AspNetCore.Builder.UsePathBaseExtensions.UsePathBase(app, "/lab"));
        using var browser = app.Open();

        using var back = await browser.SignInAsync(auth.Auth, AuthService.Alice, "/lab/status");

        Assert.Equal((HttpStatusCode.Redirect, "/lab/status"), (back.StatusCode, back.Headers.Location!.OriginalString));
    }
}
