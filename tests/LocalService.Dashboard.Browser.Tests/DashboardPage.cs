using Deque.AxeCore.Playwright;
using GlobusCompute.Remote.LocalService;
using Microsoft.Playwright;
using WebApi.Browser.Tests;
using Xunit;

namespace LocalService.Dashboard.Browser.Tests;

/// <summary>The dashboard of a service in a tab of a browser of its own, and what went wrong there.</summary>
internal sealed class DashboardPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ChromiumFixture _chromium;
    private readonly List<string> _problems = [];

    private DashboardPage(LocalComputeService service, IBrowserContext context, IPage page, ChromiumFixture chromium)
    {
        (Service, _context, Page, _chromium) = (service, context, page, chromium);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _problems.Add($"{message.Type}: {message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => _problems.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(service.Url.AbsoluteUri, StringComparison.Ordinal))
            {
                _problems.Add($"a request elsewhere: {request.Url}");
            }
        };
    }

    public LocalComputeService Service { get; }

    public IPage Page { get; }

    /// <summary>Opens a link of the service.</summary>
    public static async Task<DashboardPage> OpenAsync(
        LocalComputeService service, ChromiumFixture chromium, string path = "", ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 860)
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = new DashboardPage(service, context, await context.NewPageAsync(), chromium);
        await page.Page.GotoAsync(service.CreateDashboardLink().AbsoluteUri);
        if (path.Length > 0)
        {
            await page.GoAsync(path);
        }

        return page;
    }

    public Task GoAsync(string path) => Page.GotoAsync(new Uri(Service.Url, path).AbsoluteUri);

    public ILocator Count(string state) => Page.Locator($"#counts a[data-state={state}] b");

    public ILocator Rows => Page.Locator("tr.task");

    public Task ScreenshotAsync(string name) =>
        Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(_chromium.Artifacts, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });

    /// <summary>Fails for what keeps people with disabilities out.</summary>
    public async Task CheckAccessAsync()
    {
        var result = await Page.RunAxe();
        Assert.Empty(result.Violations.Where(static violation => violation.Impact is not "minor").Select(static violation =>
            $"{violation.Impact}: {violation.Id}, {violation.Help}: {string.Join("; ", violation.Nodes.Select(static node => node.Html))}"));
    }

    /// <summary>Fails for errors and warnings in the browser's console.</summary>
    public void CheckConsole() => Assert.Empty(_problems);

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
