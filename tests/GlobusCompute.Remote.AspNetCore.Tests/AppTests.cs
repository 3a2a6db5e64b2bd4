using System.Net;
using System.Security.Claims;
using GlobusCompute.Remote.AspNetCore.Tests.Apps;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Hosting;
using GlobusCompute.Remote.Testing;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace GlobusCompute.Remote.AspNetCore.Tests;

/// <summary>Apps are configured, restarted, and have circuits.</summary>
public sealed class AppTests(AuthService auth) : IClassFixture<AuthService>
{
    [Fact]
    public async Task Who_was_signed_in_stays_so_when_the_app_restarts_with_its_keys_and_its_cache()
    {
        using var keys = new TemporaryFolder();
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        using var browser = await SignInAsync(cache, keys);

        await using var restarted = await StartAsync(cache, keys);
        using var same = restarted.Open();
        same.Cookies[".GlobusCompute.Session"] = browser.Cookies[".GlobusCompute.Session"];

        Assert.Contains("sees", await same.ReadAsync("/status"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_its_keys_or_its_cache_a_restarted_app_has_its_users_sign_in_again(bool hasKeys)
    {
        using var keys = new TemporaryFolder();
        using var others = new TemporaryFolder();
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        using var browser = await SignInAsync(cache, keys);

        var lost = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        await using var restarted = await StartAsync(hasKeys ? lost : cache, hasKeys ? keys : others);
        using var same = restarted.Open();
        same.Cookies[".GlobusCompute.Session"] = browser.Cookies[".GlobusCompute.Session"];

        Assert.Equal("home of nobody", await same.ReadAsync("/"));
        using var back = await same.SignInAsync(auth.Auth, AuthService.Alice, "/status");
        Assert.Equal("/status", back.Headers.Location!.OriginalString);
        Assert.Contains("sees", await same.ReadAsync("/status"));
    }

    [Fact]
    public async Task A_circuit_calls_as_the_user_of_its_authentication_state()
    {
        await using var app = await TestApp.StartAsync(auth, static builder => builder.Services.AddRazorComponents().AddInteractiveServerComponents());
        using var browser = app.Open();
        (await browser.SignInAsync(auth.Auth, AuthService.Bob)).Dispose();
        var id = auth.Auth.People.Single(static person => person.Username == AuthService.Bob).Id.ToString();
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", id)], GlobusSignInDefaults.AuthenticationScheme));

        // As the circuit's host does, in a scope that no request has.
        await using var circuit = app.Services.CreateAsyncScope();
        ((IHostEnvironmentAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
        var mine = circuit.ServiceProvider.GetRequiredService<ComputeClientLease>();

        Assert.Equal(id, mine.UserId);
        Assert.NotNull(await mine.Client.GetEndpointStatusAsync(auth.Service.EndpointId));

        (await browser.SignOutAsync()).Dispose();
        await Assert.ThrowsAnyAsync<AuthorizationRequiredException>(() => mine.Client.GetEndpointStatusAsync(auth.Service.EndpointId));
        (await browser.SignInAsync(auth.Auth, AuthService.Bob)).Dispose();
        Assert.NotNull(await mine.Client.GetEndpointStatusAsync(auth.Service.EndpointId));
    }

    [Fact]
    public async Task A_circuit_in_which_nobody_is_signed_in_has_no_client()
    {
        await using var app = await TestApp.StartAsync(auth, static builder => builder.Services.AddRazorComponents().AddInteractiveServerComponents());
        await using var circuit = app.Services.CreateAsyncScope();
        ((IHostEnvironmentAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "x")], "Other")))));

        Assert.Throws<AuthorizationRequiredException>(circuit.ServiceProvider.GetRequiredService<ComputeClientLease>);
    }

    [Fact]
    public async Task A_component_gets_an_address_that_asks_for_what_a_call_requires()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        var links = app.Services.GetRequiredService<GlobusSignInLinks>();

        var authorize = await browser.GetAuthorizeUrlAsync(links.SignIn("/page", new AuthorizationParameters { RequiresMfa = true }));
        var forged = await browser.GetAuthorizeUrlAsync("/globus/sign-in?requirements=CfDJ8forged");

        Assert.Contains("session_required_mfa=True", authorize.Query);
        Assert.DoesNotContain("session_required", forged.Query);
    }

    [Theory]
    [InlineData(nameof(GlobusSignInOptions.ClientId), null, "GlobusSignIn:ClientId must be the UUID")]
    [InlineData(nameof(GlobusSignInOptions.ClientId), "my-app", "GlobusSignIn:ClientId must be the UUID")]
    [InlineData(nameof(GlobusSignInOptions.AuthUrl), "http://auth.example/", "must be absolute, https")]
    [InlineData(nameof(GlobusSignInOptions.Environment), "moon", "'moon' is not the name of an environment")]
    [InlineData(nameof(GlobusSignInOptions.CallbackPath), "signin", "GlobusSignIn:CallbackPath must be a path")]
    [InlineData(nameof(GlobusSignInOptions.RoutePrefix), "//evil.example", "GlobusSignIn:RoutePrefix must be a path")]
    [InlineData(nameof(GlobusSignInOptions.FailurePath), "https://evil.example", "GlobusSignIn:FailurePath must be a path")]
    [InlineData(nameof(GlobusSignInOptions.SessionLifetime), "00:00:10", "GlobusSignIn:SessionLifetime must be from one minute")]
    [InlineData(nameof(GlobusSignInOptions.RequestTimeout), "00:00:00", "GlobusSignIn:RequestTimeout must be more than zero")]
    public async Task An_app_with_options_that_cannot_work_does_not_start(string key, string? value, string expected)
    {
        var failure = await Assert.ThrowsAnyAsync<OptionsValidationException>(
            () => TestApp.StartAsync(auth, builder => builder.Configuration[$"GlobusSignIn:{key}"] = value));

        Assert.Contains(expected, failure.Message);
    }

    [Fact]
    public async Task No_token_code_or_secret_is_in_any_log()
    {
        await using var app = await TestApp.StartAsync(auth);
        using var browser = app.Open();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice, "/status")).Dispose();
        await browser.ReadAsync("/status");
        auth.Time.Advance(TimeSpan.FromMinutes(9.5));
        await browser.ReadAsync("/status");
        auth.Auth.Revoke(AuthService.Alice);
        auth.Time.Advance(TimeSpan.FromMinutes(10));
        using (var page = await browser.GoAsync("/status"))
        {
            Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        }

        var url = await auth.Auth.SignInAsync(await browser.GetAuthorizeUrlAsync(), AuthService.Alice);
        (await browser.GoAsync(url.AbsoluteUri.Replace("state=", "state=x"))).Dispose();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        (await browser.SignOutAsync()).Dispose();

        var all = string.Join('\n', app.Logs.Lines);
        Assert.Contains("alice@example.org signed in.", all);
        Assert.Contains("alice@example.org signed out.", all);
        Assert.True(app.Spy.Secrets.Count > 15);
        var cookies = browser.SetCookies.Select(static cookie => cookie[(cookie.IndexOf('=') + 1)..cookie.IndexOf(';')]).Where(static value => value.Length > 1);
        Assert.All(app.Spy.Secrets.Concat(cookies), secret => Assert.DoesNotContain(secret, all));
        Assert.DoesNotContain("code=", all);
    }

    private Task<TestApp> StartAsync(IDistributedCache cache, TemporaryFolder keys) => TestApp.StartAsync(auth, builder =>
    {
        builder.Services.AddDataProtection().SetApplicationName("app").PersistKeysToFileSystem(new DirectoryInfo(keys.Path));
        builder.Services.AddSingleton(cache);
    });

    private async Task<Browser> SignInAsync(IDistributedCache cache, TemporaryFolder keys)
    {
        await using var app = await StartAsync(cache, keys);
        var browser = app.Open();
        (await browser.SignInAsync(auth.Auth, AuthService.Alice)).Dispose();
        Assert.Contains("sees", await browser.ReadAsync("/status"));
        return browser;
    }
}
