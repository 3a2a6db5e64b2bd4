using GlobusCompute.Remote.LocalService;
using Microsoft.Playwright;
using WebApi.Browser.Tests;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LocalService.Dashboard.Browser.Tests;

/// <summary>Each view with real tasks, clicked through.</summary>
public sealed class ViewTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    private const string FitLine = """
        import time
        def fit_line(x, y, degree=1):
            print(f"fitting {len(x)} points")
            time.sleep(0.02)
            return {"slope": 2.0, "intercept": 1.0, "residuals": [0.1, -0.1]}
        """;

    private const string Calibrate = """
        def read_sensor(name):
            raise ValueError(f"sensor {name} is out of range")

        def calibrate(name):
            print("reading", name)
            return read_sensor(name)
        """;

    [Fact]
    public async Task Two_hundred_tasks_are_watched_and_a_failure_shows_its_traceback()
    {
        await using var service = await StartAsync(workers: 2);
        using var functions = new Functions(service);
        var fit = functions.Add("fit_line", FitLine);
        var calibrate = functions.Add("calibrate", Calibrate);
        await using var dashboard = await DashboardPage.OpenAsync(service, chromium);
        await Expect(dashboard.Page.GetByText("No tasks yet")).ToBeVisibleAsync();

        for (var i = 0; i < 20; i++)
        {
            await functions.SubmitAsync(fit, 9, Functions.Arguments("[[0.0, 1.0, 2.0], [1.0, 3.0, 5.0]]", "{\"degree\": 1}"));
            await functions.SubmitAsync(calibrate, 1, Functions.Arguments("[\"T1\"]"));
        }

        await Expect(dashboard.Page.Locator("#total")).ToHaveTextAsync("200 tasks");
        await dashboard.ScreenshotAsync("tasks-running");
        await Expect(dashboard.Count("succeeded")).ToHaveTextAsync("180");
        await Expect(dashboard.Count("failed")).ToHaveTextAsync("20");
        await Expect(dashboard.Rows.First.Locator(".word")).ToHaveTextAsync("failed");
        await dashboard.ScreenshotAsync("tasks");
        await dashboard.Page.SetViewportSizeAsync(1200, 620);
        await dashboard.ScreenshotAsync("dashboard");
        await dashboard.Page.SetViewportSizeAsync(1280, 860);
        await dashboard.CheckAccessAsync();

        await dashboard.Page.GetByRole(AriaRole.Link, new() { Name = "Failures" }).ClickAsync();
        await Expect(dashboard.Page.Locator("details[open] pre")).ToContainTextAsync("ValueError: sensor T1 is out of range");
        await Expect(dashboard.Page.Locator("summary .count")).ToHaveTextAsync("20 ×");
        await dashboard.ScreenshotAsync("failures");
        await dashboard.CheckAccessAsync();

        await dashboard.Page.GetByRole(AriaRole.Link, new() { Name = "Latest task" }).ClickAsync();
        await Expect(dashboard.Page.Locator("h1")).ToHaveTextAsync("calibrate");
        await Expect(dashboard.Page.Locator("pre.traceback")).ToContainTextAsync("in read_sensor");
        await Expect(dashboard.Page.GetByLabel("Arguments")).ToHaveTextAsync("'T1'");
        await Expect(dashboard.Page.Locator(".output")).ToContainTextAsync("reading T1");
        await dashboard.ScreenshotAsync("failed-task");
        await dashboard.CheckAccessAsync();

        await dashboard.Page.GetByRole(AriaRole.Link, new() { Name = "Functions" }).ClickAsync();
        await Expect(dashboard.Page.GetByRole(AriaRole.Row, new() { Name = "fit_line" }).Locator("td").Nth(1)).ToHaveTextAsync("180");
        await dashboard.ScreenshotAsync("functions");
        await dashboard.CheckAccessAsync();
        await dashboard.Page.GetByRole(AriaRole.Link, new() { Name = "fit_line" }).ClickAsync();
        await Expect(dashboard.Page.GetByLabel("Source")).ToContainTextAsync("def fit_line(x, y, degree=1):");
        await dashboard.Page.GetByRole(AriaRole.Link, new() { Name = "All tasks" }).ClickAsync();
        await Expect(dashboard.Page.Locator("#total")).ToHaveTextAsync("180 tasks match");
        await dashboard.Rows.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(dashboard.Page.GetByLabel("Arguments")).ToHaveTextAsync("[0.0, 1.0, 2.0], [1.0, 3.0, 5.0], degree=1");
        await Expect(dashboard.Page.GetByLabel("Result")).ToHaveTextAsync("{'slope': 2.0, 'intercept': 1.0, 'residuals': [0.1, -0.1]}");
        await dashboard.ScreenshotAsync("task");
        await dashboard.CheckAccessAsync();

        foreach (var (view, text) in new[] { ("Workers", "Worker 1"), ("Results", "no message broker"), ("Output", "reading T1") })
        {
            await dashboard.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = view }).ClickAsync();
            await Expect(dashboard.Page.GetByText(text).First).ToBeVisibleAsync();
            await dashboard.ScreenshotAsync(view.ToLowerInvariant());
            await dashboard.CheckAccessAsync();
        }

        dashboard.CheckConsole();
    }

    internal static Task<LocalComputeService> StartAsync(int workers = 1) => LocalComputeService.StartAsync(
        new LocalComputeServiceOptions { Python = "/usr/bin/python3", Workers = workers }, TestContext.Current.CancellationToken);
}
