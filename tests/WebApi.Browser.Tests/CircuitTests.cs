using GlobusCompute.Remote.LocalService;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;
using WebApi.Browser.Tests.Components;
using Xunit;

namespace WebApi.Browser.Tests;

/// <summary>A component of a Blazor Server app in a real browser, whose circuit calls real Python as its user.</summary>
public sealed class CircuitTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_component_calls_as_its_user_and_leads_to_another_sign_in_where_Globus_requires_one()
    {
        await using var local = await LocalComputeService.StartAsync(
            new LocalComputeServiceOptions { Auth = true, Python = "/usr/bin/python3", Workers = 1 }, Token);
        await using var app = await StartAsync(local, chromium.Artifacts);
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();

        await page.GotoAsync(app.Urls.Single() + "/lab");
        await page.ChooseAsync("bob@example.org");
        await FindAsync(page);
        await Assertions.Expect(page.Locator("#peaks")).ToHaveTextAsync("7 at 1");
        local.Auth!.RequireSession(new LocalSessionRequirement { RequiredMfa = true, Message = "A second factor, please." });
        await FindAsync(page);
        await Assertions.Expect(page.GetByText("A second factor, please.")).ToBeVisibleAsync();
        await page.ChooseAsync("bob@example.org");
        await Assertions.Expect(page).ToHaveURLAsync(app.Urls.Single() + "/lab?again");
        await FindAsync(page);
        await Assertions.Expect(page.Locator("#peaks")).ToHaveTextAsync("7 at 1");

        Assert.Equal(["bob@example.org", "bob@example.org"], local.GetTasks().Select(static task => task.User));
        await page.CloseAsync();
        await app.StopAsync(Token);
    }

    private static async Task FindAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("#mode")).ToHaveTextAsync("circuit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find peaks" }).ClickAsync();
    }

    private static async Task<WebApplication> StartAsync(LocalComputeService local, string content)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = Environments.Development,
            ApplicationName = typeof(CircuitTests).Assembly.GetName().Name,
            // The settings in the folder of these tests are those of the sample.
            ContentRootPath = content,
        });
        var client = new LocalAuthClient(LocalAuthClientKind.Web) { Name = "Lab", Secret = "a-secret-of-the-lab" };
        builder.Configuration.AddInMemoryCollection(
        [
            new("GlobusCompute:ServiceUrl", local.Url.AbsoluteUri),
            new("GlobusCompute:Delivery", "Poll"),
            new("GlobusCompute:PollInterval", "00:00:00.05"),
            new("GlobusCompute:RequestBudget:Requests", "100000"),
            new("GlobusCompute:Executors:default:EndpointId", local.EndpointId.ToString()),
            new("GlobusSignIn:AuthUrl", local.Auth!.Url.AbsoluteUri),
            new("GlobusSignIn:ClientId", client.Id.ToString()),
            new("GlobusSignIn:ClientSecret", client.Secret),
        ]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddGlobusCompute().AddGlobusSignIn().AddUserProxy<IAnalysis>();
        var app = builder.Build();
        app.UseGlobusSignIn();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        await app.StartAsync(Token);
        client.RedirectUris = [new Uri($"{app.Urls.Single()}/signin-globus")];
        local.Auth.AddClient(client);
        return app;
    }
}
