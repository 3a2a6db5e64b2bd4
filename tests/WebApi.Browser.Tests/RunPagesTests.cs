using GlobusCompute.Remote.LocalService;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Playwright;
using Xunit;

namespace WebApi.Browser.Tests;

/// <summary>The sample in a real browser: people sign in, start runs with real Python, and see their own.</summary>
public sealed class RunPagesTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_people_sign_in_and_each_sees_only_their_own_runs()
    {
        await using var local = await StartServiceAsync();
        await using var app = new SignInFactory(local);
        var address = app.Start();
        await using var alices = await chromium.Browser.NewContextAsync();
        await using var bobs = await chromium.Browser.NewContextAsync();
        var (alice, bob) = (await alices.NewPageAsync(), await bobs.NewPageAsync());

        await SignInAsync(alice, address, "alice@example.org");
        await SignInAsync(bob, address, "bob@example.org");
        await RunAsync(alice, "1 7 2", "7 at 1");
        await RunAsync(bob, "0 1 9 3", "9 at 2");
        await RunAsync(bob, "1 2", "none");
        await alice.ReloadAsync();
        await alice.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(chromium.Artifacts, "alice.png") });
        await bob.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(chromium.Artifacts, "bob.png") });

        Assert.Equal(["1 7 2"], await alice.Locator("tbody tr td:nth-child(2)").AllTextContentsAsync());
        Assert.Equal(["0 1 9 3", "1 2"], await bob.Locator("tbody tr td:nth-child(2)").AllTextContentsAsync());
        Assert.Equal(
            ["alice@example.org", "bob@example.org", "bob@example.org"],
            local.GetTasks().Select(static task => task.User).Order());
    }

    [Fact]
    public async Task What_Globus_requires_leads_a_person_to_sign_in_again_and_back_to_the_page()
    {
        await using var local = await StartServiceAsync();
        await using var app = new SignInFactory(local);
        var address = app.Start();
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await SignInAsync(page, address, "alice@example.org");
        local.Auth!.RequireSession(new LocalSessionRequirement { RequiredMfa = true, Message = "This cluster needs a second factor." });

        await page.GetByRole(AriaRole.Button, new() { Name = "Find peaks" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This cluster needs a second factor.")).ToBeVisibleAsync();
        await page.ChooseAsync("alice@example.org");
        await RunAsync(page, "1 7 2", "7 at 1");

        Assert.Equal(new Uri(address, "runs").AbsoluteUri, page.Url);
    }

    [Fact]
    public async Task Who_signs_out_sees_the_page_after_another_sign_in_alone()
    {
        await using var local = await StartServiceAsync();
        await using var app = new SignInFactory(local);
        var address = app.Start();
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await SignInAsync(page, address, "alice@example.org");
        await RunAsync(page, "1 7 2", "7 at 1");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await SignInAsync(page, address, "bob@example.org");

        Assert.Equal(0, await page.Locator("tbody tr").CountAsync());
    }

    private static Task<LocalComputeService> StartServiceAsync() => LocalComputeService.StartAsync(
        new LocalComputeServiceOptions { Auth = true, Python = "/usr/bin/python3", Workers = 1 }, Token);

    private static async Task SignInAsync(IPage page, Uri address, string person)
    {
        await page.GotoAsync(new Uri(address, "runs").AbsoluteUri);
        await page.ChooseAsync(person);
        await Assertions.Expect(page.Locator("#user")).ToHaveTextAsync(person);
    }

    private static async Task RunAsync(IPage page, string heights, string peaks)
    {
        await page.GetByLabel("Heights of a curve").FillAsync(heights);
        await page.GetByRole(AriaRole.Button, new() { Name = "Find peaks" }).ClickAsync();
        var row = page.Locator("tbody tr").Last;
        await Assertions.Expect(row.Locator("td:nth-child(2)")).ToHaveTextAsync(heights);
        await Assertions.Expect(row.Locator("td:nth-child(3)")).ToHaveTextAsync(peaks);
    }

    /// <summary>The sample at a port of this machine, with a client at the service's Globus Auth.</summary>
    private sealed class SignInFactory : WebApplicationFactory<Program>
    {
        private readonly LocalComputeService _local;
        private readonly LocalAuthClient _client = new(LocalAuthClientKind.Web) { Name = "Web API", Secret = "a-secret-of-the-sample" };

        public SignInFactory(LocalComputeService local)
        {
            _local = local;
            UseKestrel(0);
        }

        public Uri Start()
        {
            StartServer();
            var address = new Uri($"http://localhost:{ClientOptions.BaseAddress.Port}/");
            _client.RedirectUris = [new Uri(address, "signin-globus")];
            _local.Auth!.AddClient(_client);
            return address;
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
            .UseEnvironment("Production")
            .UseSetting("GlobusCompute:ServiceUrl", _local.Url.AbsoluteUri)
            .UseSetting("GlobusCompute:Delivery", "Poll")
            .UseSetting("GlobusCompute:PollInterval", "00:00:00.05")
            .UseSetting("GlobusCompute:RequestBudget:Requests", "100000")
            .UseSetting("GlobusCompute:Executors:default:EndpointId", _local.EndpointId.ToString())
            .UseSetting("GlobusSignIn:AuthUrl", _local.Auth!.Url.AbsoluteUri)
            .UseSetting("GlobusSignIn:ClientId", _client.Id.ToString())
            .UseSetting("GlobusSignIn:ClientSecret", _client.Secret);
    }
}
