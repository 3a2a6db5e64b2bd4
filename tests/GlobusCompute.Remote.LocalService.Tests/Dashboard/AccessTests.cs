using System.Net;
using GlobusCompute.Remote.LocalService.Dashboard.Access;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Dashboard;

/// <summary>Who can open the dashboard, and who cannot.</summary>
public sealed class AccessTests(TestService shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_opens_once_and_its_token_becomes_a_cookie_that_scripts_and_other_sites_do_not_get()
    {
        using var client = new DashboardClient(shared.Service);
        var link = shared.Service.CreateDashboardLink();
        Assert.NotEqual(link, shared.Service.CreateDashboardLink());

        using var first = await client.Http.GetAsync(link, Token);
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (first.StatusCode, first.Headers.Location!.OriginalString));
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.Matches($"^gcompute-dashboard-{shared.Service.Url.Port}=[A-Za-z0-9_-]{{43}}; path=/dashboard; samesite=strict; httponly$", cookie);
        Assert.DoesNotContain(link.Query[7..], cookie, StringComparison.Ordinal);
        await client.ReadAsync("service");

        using var other = new DashboardClient(shared.Service);
        using var second = await other.Http.GetAsync(link, Token);
        Assert.Equal("/#/link-used", second.Headers.Location!.OriginalString);
        Assert.False(second.Headers.Contains("Set-Cookie"));
        using var refused = await other.SendAsync(HttpMethod.Get, "dashboard/data/service");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task What_a_browser_fetches_ahead_does_not_use_a_link_up()
    {
        using var client = new DashboardClient(shared.Service);
        var link = shared.Service.CreateDashboardLink();
        using var ahead = new HttpRequestMessage(HttpMethod.Get, link);
        ahead.Headers.Add("Sec-Purpose", "prefetch;prerender");
        using var answer = await client.Http.SendAsync(ahead, Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        using var head = await client.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, link), Token);
        Assert.False(head.Headers.Contains("Set-Cookie"));

        using var opened = await client.Http.GetAsync(link, Token);
        Assert.True(opened.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public void A_link_is_good_for_a_day_and_of_many_the_oldest_goes()
    {
        var time = new ManualTimeProvider();
        var keys = new AccessKeys(time);
        var (early, late) = (keys.CreateLinkToken(), keys.CreateLinkToken());
        time.Advance(AccessKeys.LinkLifetime - TimeSpan.FromSeconds(1));
        Assert.True(keys.TryUseLink(early));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(keys.TryUseLink(late));

        var first = keys.CreateLinkToken();
        time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 1000; i++)
        {
            keys.CreateLinkToken();
        }

        Assert.False(keys.TryUseLink(first));
    }

    [Fact]
    public async Task The_token_of_the_service_opens_it_and_no_other_does()
    {
        using var client = new DashboardClient(shared.Service);
        using var wrong = await client.SendAsync(HttpMethod.Post, "dashboard/session", new { token = "wrong" });
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using var half = await client.SendAsync(HttpMethod.Post, "dashboard/session", "{\"token\":\"\\ud800\"}");
        Assert.Equal(HttpStatusCode.Unauthorized, half.StatusCode);
        using var right = await client.SendAsync(HttpMethod.Post, "dashboard/session", new { token = $" {shared.Service.Token}\n" });
        Assert.Equal(HttpStatusCode.NoContent, right.StatusCode);
        await client.ReadAsync("service");

        using var end = await client.SendAsync(HttpMethod.Delete, "dashboard/session");
        Assert.Equal(HttpStatusCode.NoContent, end.StatusCode);
        using var after = await client.SendAsync(HttpMethod.Get, "dashboard/data/service");
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Theory]
    [InlineData("dashboard")]
    [InlineData("dashboard/")]
    public async Task The_folder_of_the_dashboard_is_the_page_too(string path)
    {
        using var client = new DashboardClient(shared.Service);
        using var page = await client.Http.GetAsync(path, Token);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task A_bearer_token_does_not_open_the_data_and_a_session_does_not_open_the_service()
    {
        using var client = await DashboardClient.OpenAsync(shared.Service);
        using var bearer = new HttpRequestMessage(HttpMethod.Get, new Uri(shared.Service.Url, "dashboard/data/service"));
        bearer.Headers.Add("Authorization", $"Bearer {shared.Service.Token}");
        bearer.Headers.Add("X-GCompute-Dashboard", "1");
        using var plain = new HttpClient();
        using var refused = await plain.SendAsync(bearer, Token);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        using var api = await client.Http.GetAsync($"v2/endpoints/{TestService.EndpointId}", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:80")]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.0.0.1.nip.io")]
    public async Task A_name_that_another_site_may_have_pointed_here_is_refused(string host)
    {
        using var client = await DashboardClient.OpenAsync(shared.Service);
        foreach (var path in new[] { "", "dashboard/app.js", "dashboard/data/service" })
        {
            using var request = client.Request(HttpMethod.Get, path);
            request.Headers.Host = host;
            using var answer = await client.Http.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("http://evil.example", null)]
    [InlineData("null", null)]
    [InlineData("http://127.0.0.1:1", null)]
    [InlineData("", null)]
    [InlineData(null, "cross-site")]
    [InlineData(null, "same-site")]
    [InlineData(null, "none")]
    public async Task Another_site_can_neither_switch_faults_nor_begin_a_session(string? origin, string? site)
    {
        using var client = await DashboardClient.OpenAsync(shared.Service);
        foreach (var (method, path, body) in new (HttpMethod, string, object)[]
        {
            (HttpMethod.Put, "dashboard/data/faults", new { lines = new[] { "drop at all" } }),
            (HttpMethod.Post, "dashboard/session", new { token = shared.Service.Token }),
            (HttpMethod.Delete, "dashboard/session", new { }),
        })
        {
            using var answer = await client.SendAsync(method, path, body, origin, site);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.Null(shared.Service.Faults);
        await client.ReadAsync("service");
    }

    [Fact]
    public async Task Data_is_not_for_requests_without_the_script_s_header_or_from_elsewhere()
    {
        using var client = await DashboardClient.OpenAsync(shared.Service);
        using var link = await client.Http.GetAsync("dashboard/data/service", Token);
        Assert.Equal(HttpStatusCode.Forbidden, link.StatusCode);
        foreach (var site in new[] { "cross-site", "same-site", "none" })
        {
            using var answer = await client.SendAsync(HttpMethod.Get, "dashboard/data/service", site: site);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        using var own = await client.SendAsync(HttpMethod.Get, "dashboard/data/service", site: "same-origin");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("dashboard/app.js", "text/javascript")]
    [InlineData("dashboard/style.css", "text/css")]
    [InlineData("dashboard/icon.svg", "image/svg+xml")]
    [InlineData("dashboard/data/service", "application/json")]
    [InlineData("dashboard/none.js", "application/json")]
    public async Task Every_answer_has_the_headers_that_keep_it_to_itself(string path, string type)
    {
        using var client = await DashboardClient.OpenAsync(shared.Service);
        using var answer = await client.SendAsync(HttpMethod.Get, path);

        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
            "frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
            Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_log_has_neither_links_nor_sessions()
    {
        using var loggers = new CapturingLoggers();
        await using var service = await LocalComputeService.StartAsync(
            new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1, LoggerFactory = loggers }, Token);
        var link = service.CreateDashboardLink();
        using var client = new DashboardClient(service);
        using var opened = await client.Http.GetAsync(link, Token);
        var session = opened.Headers.GetValues("Set-Cookie").Single().Split('=', ';')[1];
        await client.ReadAsync("service");
        using var wrong = await client.SendAsync(HttpMethod.Post, "dashboard/session", new { token = "wrong-token" });

        var log = string.Join("\n", loggers.Lines.Select(static line => line.Text));
        Assert.Contains(service.Url.AbsoluteUri, log, StringComparison.Ordinal);
        Assert.DoesNotContain("?token", log, StringComparison.Ordinal);
        Assert.DoesNotContain(link.Query[7..], log, StringComparison.Ordinal);
        Assert.DoesNotContain(session, log, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-token", log, StringComparison.Ordinal);
    }
}
