using System.Net;
using System.Net.Http.Headers;
using GlobusCompute.Remote.AspNetCore.Tests.Apps;
using Xunit;

namespace GlobusCompute.Remote.AspNetCore.Tests;

/// <summary>People sign out.</summary>
public sealed class SignOutTests(AuthService auth) : IClassFixture<AuthService>
{
    private const string Session = ".GlobusCompute.Session";

    [Fact]
    public async Task Signing_out_revokes_the_tokens_and_ends_the_session_for_good()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        await browser.ReadAsync("/status");
        var cookie = browser.Cookies[Session];
        var token = app.Spy.ComputeTokens[^1];
        Assert.Equal(HttpStatusCode.OK, await CallAsync(token));

        using var answer = await browser.SignOutAsync();

        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.False(browser.Cookies.ContainsKey(Session));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(token));
        browser.Cookies[Session] = cookie;
        Assert.Equal("home of nobody", await browser.ReadAsync("/"));
        Assert.StartsWith("302", await browser.ReadAsync("/status"));
    }

    [Fact]
    public async Task A_cookie_of_before_stays_worthless_after_another_sign_in()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        var cookie = browser.Cookies[Session];
        (await browser.SignOutAsync()).Dispose();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        using var thief = app.Open();
        thief.Cookies[Session] = cookie;

        Assert.Equal("home of alice@example.org", await browser.ReadAsync("/"));
        Assert.Equal("home of nobody", await thief.ReadAsync("/"));
    }

    [Fact]
    public async Task Signing_out_ends_the_sessions_of_the_same_person_elsewhere_and_nobody_elses()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var desk = app.Open();
        using var home = app.Open();
        using var bob = app.Open();
        (await desk.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        (await home.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        (await bob.SignInAsync(auth.Auth, AuthService.Bob)).Dispose();

        (await desk.SignOutAsync()).Dispose();

        Assert.Equal("home of nobody", await home.ReadAsync("/"));
        Assert.Contains("sees", await bob.ReadAsync("/status"));
    }

    [Theory]
    [InlineData("POST", null, HttpStatusCode.BadRequest)]
    [InlineData("POST", "made-up", HttpStatusCode.BadRequest)]
    [InlineData("GET", null, HttpStatusCode.MethodNotAllowed)]
    public async Task No_other_site_signs_anybody_out(string method, string? token, HttpStatusCode expected)
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();

        using var answer = method == "GET" ? await browser.GoAsync("/globus/sign-out")
            : token is null ? await browser.PostAsync("/globus/sign-out")
            : await browser.PostAsync("/globus/sign-out", ("__RequestVerificationToken", token));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("home of alice@example.org", await browser.ReadAsync("/"));
    }

    [Fact]
    public async Task Who_is_not_signed_in_can_sign_out()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();

        using var answer = await browser.SignOutAsync();

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private async Task<HttpStatusCode> CallAsync(string token)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync(new Uri(auth.Service.Url, $"v2/endpoints/{auth.Service.EndpointId}/status"));
        return answer.StatusCode;
    }
}
