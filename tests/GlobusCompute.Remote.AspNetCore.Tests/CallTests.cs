using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Web;
using GlobusCompute.Remote.AspNetCore.Tests.Apps;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.AspNetCore.Tests;

/// <summary>People who are signed in call, and sign in again where that is required.</summary>
public sealed class CallTests(AuthService auth) : IClassFixture<AuthService>, IDisposable
{
    private readonly int _before = auth.Auth.TokenRequests.Count;

    public void Dispose() => auth.Auth.RequireSession(null);

    [Fact]
    public async Task Each_request_calls_as_its_user_and_sees_no_task_of_another()
    {
        await using var app = await TestApp.StartAsync(auth, static builder => builder.Services.AddRealTime());
        using var alice = app.Open();
        using var bob = app.Open();
        (await alice.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        (await bob.SignInAsync(auth.Auth, AuthService.Bob)).Dispose();
        var before = auth.Service.GetTasks().Count;

        using var three = await alice.FetchAsync("/add/1/2", HttpMethod.Post);
        using var seven = await bob.FetchAsync("/add/3/4", HttpMethod.Post);

        Assert.Equal(("3", "7"), (await three.Content.ReadAsStringAsync(), await seven.Content.ReadAsStringAsync()));
        var tasks = auth.Service.GetTasks().Skip(before).ToDictionary(static task => task.User!, static task => task.TaskId);
        Assert.Equal([AuthService.Alice, AuthService.Bob], tasks.Keys.Order());
        Assert.Equal("Success", await alice.ReadAsync($"/task/{tasks[AuthService.Alice]}"), ignoreCase: true);
        await Assert.ThrowsAnyAsync<Exception>(() => bob.ReadAsync($"/task/{tasks[AuthService.Alice]}"));
    }

    [Fact]
    public async Task A_token_that_is_due_is_renewed_once_for_all_requests_of_its_user()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        var id = await browser.ReadAsync("/status");
        auth.Time.Advance(TimeSpan.FromMinutes(9.5));

        var pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.ReadAsync("/status")));
        auth.Time.Advance(TimeSpan.FromMinutes(20));

        Assert.All(pages, page => Assert.Equal(id, page));
        Assert.Equal(1, auth.Count("refresh_token", _before));
        Assert.Equal(id, await browser.ReadAsync("/status"));
        Assert.Equal((2, 1), (auth.Count("refresh_token", _before), auth.Count("authorization_code", _before)));
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_replaced_without_the_user()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        await browser.ReadAsync("/status");
        auth.Auth.RevokeAccessTokens();

        Assert.Contains("sees", await browser.ReadAsync("/status"));
        Assert.Equal(1, auth.Count("refresh_token", _before));
    }

    [Fact]
    public async Task Who_cannot_be_renewed_signs_in_again_and_is_back_at_the_page()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        await browser.ReadAsync("/status");
        auth.Auth.Revoke(AuthService.Alice);
        auth.Time.Advance(TimeSpan.FromMinutes(2));

        using var script = await browser.FetchAsync("/status");
        using var back = await browser.SignInAsync(auth.Auth, AuthService.Alice, "/status?x=1");

        Assert.Equal(HttpStatusCode.Unauthorized, script.StatusCode);
        Assert.Equal((HttpStatusCode.Redirect, "/status?x=1"), (back.StatusCode, back.Headers.Location!.OriginalString));
        Assert.Contains("sees", await browser.ReadAsync("/status?x=1"));
        Assert.Equal((1, 2), (auth.Count("refresh_token", _before), auth.Count("authorization_code", _before)));
    }

    [Fact]
    public async Task A_result_waits_for_a_sign_in_that_is_over_and_comes_after_one_in_another_browser()
    {
        await using var app = await TestApp.StartAsync(auth, static builder => builder.Services.AddRealTime());
        using var gate = new TemporaryFolder();
        using var browser = app.Open();
        using var another = app.Open();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        var call = browser.FetchAsync($"/wait?path={Uri.EscapeDataString(gate.File("go"))}", HttpMethod.Post);
        await Eventually.TrueAsync(async () => await browser.ReadAsync("/delivery") == "Polling");

        auth.Auth.Revoke(AuthService.Alice);
        await Eventually.TrueAsync(async () => await browser.ReadAsync("/delivery") == "SignInRequired");
        await File.WriteAllTextAsync(gate.File("go"), "");
        Assert.False(call.IsCompleted);
        (await another.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        using var answer = await call;

        Assert.Equal("7", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_Globus_requires_of_a_session_is_satisfied_by_a_new_sign_in()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        await browser.ReadAsync("/status");
        auth.Auth.RequireSession(new LocalSessionRequirement
        {
            Message = "For <this> cluster & no other",
            RequiredMfa = true,
            RequiredIdentities = [AuthService.Alice],
            RequiredPolicies = ["p1", "p2"],
            RequiredSingleDomain = ["example.org"],
        });

        var authorize = await browser.GetAuthorizeUrlAsync("/status?x=1");
        using var back = await browser.GoAsync((await auth.Auth.SignInAsync(authorize, AuthService.Alice)).AbsoluteUri);

        var query = HttpUtility.ParseQueryString(authorize.Query);
        Assert.Equal(
            ("For <this> cluster & no other", "True", AuthService.Alice, "p1,p2", "example.org"),
            (query["session_message"], query["session_required_mfa"], query["session_required_identities"], query["session_required_policies"],
                query["session_required_single_domain"]));
        Assert.Equal("/status?x=1", back.Headers.Location!.OriginalString);
        Assert.Contains("sees", await browser.ReadAsync("/status?x=1"));
    }

    [Fact]
    public async Task Scopes_that_Globus_requires_are_requested_too()
    {
        const string Transfer = "urn:globus:auth:scope:transfer.api.globus.org:all";
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        auth.Auth.RequireSession(new LocalSessionRequirement { RequiredScopes = [Transfer] });

        using var back = await browser.SignInAsync(auth.Auth, AuthService.Alice, "/status");

        Assert.Equal("/status", back.Headers.Location!.OriginalString);
        Assert.Contains("sees", await browser.ReadAsync("/status"));
    }

    [Fact]
    public async Task A_script_is_told_what_Globus_requires_and_where_a_person_satisfies_it()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        auth.Auth.RequireSession(new LocalSessionRequirement { RequiredMfa = true, RequiredPolicies = ["p"] });

        using var answer = await browser.FetchAsync("/status", HttpMethod.Post);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        var authorize = await browser.GetAuthorizeUrlAsync(problem.GetProperty("sign_in_url").GetString() + "&return_url=%2Fdata");
        using var back = await browser.GoAsync((await auth.Auth.SignInAsync(authorize, AuthService.Alice)).AbsoluteUri);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(new MediaTypeHeaderValue("application/problem+json"), answer.Content.Headers.ContentType);
        Assert.Equal(
            """{"session_required_policies":["p"],"session_required_mfa":true}""", problem.GetProperty("authorization_parameters").GetRawText());
        Assert.Equal("/data", back.Headers.Location!.OriginalString);
        Assert.Contains("sees", await browser.ReadAsync("/status"));
    }

    [Fact]
    public async Task Who_has_just_signed_in_for_a_requirement_is_not_sent_away_for_it_again()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        auth.Auth.RequireSession(new LocalSessionRequirement { RequiredMfa = true });
        (await browser.SignInAsync(auth.Auth, AuthService.Alice, "/status")).Dispose();
        auth.Auth.RequireSession(new LocalSessionRequirement { RequiredMfa = true });

        using var page = await browser.GoAsync("/status");

        Assert.Equal((HttpStatusCode.Forbidden, null), (page.StatusCode, page.Headers.Location));
        Assert.Contains("although you have just signed in", await page.Content.ReadAsStringAsync());
        auth.Time.Advance(TimeSpan.FromMinutes(2));
        using var later = await browser.GoAsync("/status");
        Assert.Equal(HttpStatusCode.Redirect, later.StatusCode);
    }

    [Theory]
    [InlineData("https://app.example/data?x=1", "/data?x=1")]
    [InlineData("https://evil.example/data", "/")]
    [InlineData("http://app.example/data", "/")]
    [InlineData(null, "/")]
    public async Task Who_sent_a_form_is_back_at_its_page(string? referer, string expected)
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        using var form = new HttpRequestMessage(HttpMethod.Post, "/status") { Headers = { { "Accept", "text/html" } } };
        form.Headers.Referrer = referer is null ? null : new Uri(referer);

        using var challenge = await browser.SendAsync(form);
        using var back = await browser.GoAsync((await auth.Auth.SignInAsync(challenge.Headers.Location!, AuthService.Alice)).AbsoluteUri);

        Assert.Equal(expected, back.Headers.Location!.OriginalString);
    }
}
