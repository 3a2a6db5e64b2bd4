using Microsoft.Playwright;
using WebApi.Browser.Tests;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LocalService.Dashboard.Browser.Tests;

/// <summary>The list with more tasks than a browser could hold as rows.</summary>
public sealed class ManyTaskTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    private const int Count = 50_000;
    private const int InOneRequest = 5_000;

    [Fact]
    public async Task Fifty_thousand_tasks_are_scrolled_and_searched_with_a_few_dozen_rows()
    {
        await using var service = await ViewTests.StartAsync(workers: 2);
        using var functions = new Functions(service);
        var first = functions.Add("first_of_all", "def first_of_all():\n    raise KeyError('the very first')\n");
        // One that does not end keeps the others waiting: what is tried here is the list.
        var hold = functions.Add("hold", "import time\ndef hold():\n    time.sleep(3600)\n");
        var add = functions.Add("add", "def add(a, b):\n    return a + b\n");
        var id = Assert.Single(await functions.SubmitAsync(first));
        await functions.SubmitAsync(hold, 2);
        for (var i = 0; i < Count / InOneRequest; i++)
        {
            await functions.SubmitAsync(add, InOneRequest, Functions.Arguments("[2, 3]"));
        }

        await using var dashboard = await DashboardPage.OpenAsync(service, chromium);
        await Expect(dashboard.Page.Locator("#total")).ToHaveTextAsync("50,003 tasks");
        await Expect(dashboard.Rows.First).ToContainTextAsync("add(2, 3)");
        Assert.InRange(await dashboard.Rows.CountAsync(), 5, 60);
        await dashboard.ScreenshotAsync("many");

        var list = dashboard.Page.Locator(".rows");
        await list.EvaluateAsync("list => list.scrollTop = list.scrollHeight / 2");
        await Expect(dashboard.Page.Locator("tr[aria-rowindex='25010']")).ToBeInViewportAsync();
        await list.EvaluateAsync("list => list.scrollTop = list.scrollHeight");
        var last = dashboard.Rows.GetByRole(AriaRole.Link, new() { Name = "first_of_all" });
        await Expect(last).ToBeInViewportAsync();
        Assert.InRange(await dashboard.Rows.CountAsync(), 5, 60);

        // Who reads further down keeps their place while tasks arrive, and is told of them.
        await functions.SubmitAsync(add, 7, Functions.Arguments("[2, 3]"));
        await Expect(dashboard.Page.GetByRole(AriaRole.Button, new() { Name = "7 newer tasks" })).ToBeVisibleAsync();
        await Expect(last).ToBeInViewportAsync();
        await dashboard.Page.GetByRole(AriaRole.Button, new() { Name = "7 newer tasks" }).ClickAsync();
        await Expect(dashboard.Page.Locator("#total")).ToHaveTextAsync("50,010 tasks");
        Assert.Equal(0, await list.EvaluateAsync<int>("list => list.scrollTop"));

        await dashboard.Page.GetByLabel("Search tasks").FillAsync("the very FIRST");
        await Expect(dashboard.Page.Locator("#total")).ToHaveTextAsync("1 task matches");
        await Expect(last).ToBeVisibleAsync();
        await dashboard.Page.GetByLabel("Search tasks").FillAsync(id.ToString()[..13]);
        await Expect(dashboard.Page.Locator("#total")).ToHaveTextAsync("1 task matches");
        await dashboard.Page.GetByLabel("Search tasks").FillAsync("nothing of that name");
        await Expect(dashboard.Page.GetByText("No task matches.")).ToBeVisibleAsync();
        await dashboard.Page.GetByLabel("Search tasks").FillAsync("");
        await dashboard.Page.GetByText("Running", new() { Exact = true }).ClickAsync();
        await Expect(dashboard.Page.Locator("#total")).ToHaveTextAsync("2 tasks match");
        Assert.EndsWith("#/tasks?state=running", dashboard.Page.Url, StringComparison.Ordinal);
        await dashboard.Page.ReloadAsync();
        await Expect(dashboard.Page.Locator("#total")).ToHaveTextAsync("2 tasks match");
        dashboard.CheckConsole();
    }

    [Fact]
    public async Task The_keyboard_alone_reaches_every_task_and_each_view()
    {
        await using var service = await ViewTests.StartAsync();
        using var functions = new Functions(service);
        var add = functions.Add("add", "def add(a, b):\n    return a + b\n");
        await functions.SubmitAsync(add, 300, Functions.Arguments("[2, 3]"));
        await using var dashboard = await DashboardPage.OpenAsync(service, chromium);
        await Expect(dashboard.Count("succeeded")).ToHaveTextAsync("300");
        var keyboard = dashboard.Page.Keyboard;
        async Task<string> FocusedAsync() => await dashboard.Page.EvaluateAsync<string>("document.activeElement.closest('tr')?.getAttribute('aria-rowindex') ?? ''");

        await TabToAsync(dashboard.Page, "tr.task a");
        Assert.Equal("2", await FocusedAsync());
        await keyboard.PressAsync("ArrowDown");
        Assert.Equal("3", await FocusedAsync());
        await keyboard.PressAsync("End");
        await Expect(dashboard.Page.Locator("tr[aria-rowindex='301'] a")).ToBeFocusedAsync();
        await Expect(dashboard.Page.Locator("tr[aria-rowindex='301']")).ToBeInViewportAsync();
        await keyboard.PressAsync("ArrowUp");
        await Expect(dashboard.Page.Locator("tr[aria-rowindex='300'] a")).ToBeFocusedAsync();
        await keyboard.PressAsync("Home");
        await Expect(dashboard.Page.Locator("tr[aria-rowindex='2'] a")).ToBeFocusedAsync();
        await keyboard.PressAsync("PageDown");
        await Expect(dashboard.Page.Locator("tr[aria-rowindex='2'] a")).Not.ToBeFocusedAsync();
        await dashboard.ScreenshotAsync("keyboard");
        await keyboard.PressAsync("Enter");
        await Expect(dashboard.Page.Locator("h1")).ToHaveTextAsync("add");
        await Expect(dashboard.Page.Locator("h1")).ToBeFocusedAsync();

        await TabToAsync(dashboard.Page, "nav a[data-view=faults]");
        await keyboard.PressAsync("Enter");
        await Expect(dashboard.Page.Locator("h1")).ToHaveTextAsync("Faults");
        await TabToAsync(dashboard.Page, ".switch");
        await keyboard.PressAsync("Space");
        await dashboard.ScreenshotAsync("switched");
        await Expect(dashboard.Page.Locator(".switch").First).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Single(service.Faults!.Rules);
        dashboard.CheckConsole();
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 60; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"The Tab key does not reach {selector}.");
    }
}
