using System.Text.Json;
using GlobusCompute.Remote.LocalService;
using Microsoft.Playwright;
using WebApi.Browser.Tests;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LocalService.Dashboard.Browser.Tests;

/// <summary>What tasks say never acts on the page; and who may open it.</summary>
public sealed class SafetyTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    private const string Markup = "<img src=x onerror=\"document.title='gotcha'\"><script>document.title='gotcha'</script><b>bold</b>";

    [Fact]
    public async Task Markup_and_escape_sequences_of_a_task_are_shown_as_text()
    {
        await using var service = await ViewTests.StartAsync();
        using var functions = new Functions(service);
        var hostile = functions.Add(
            "hostile",
            $"def hostile(text):\n    print(text)\n    print('\\x1b[31mred\\x1b[0m \\x1b]0;title\\x07 \\u202edesrever')\n    raise RuntimeError(text + '\\x1b[2J')\n");
        var echo = functions.Add("echo" + Markup, $"def f(text):\n    return text\n");
        service.AddFunction(echo, Markup, $"globals()[{JsonSerializer.Serialize(Markup)}] = lambda text: text\n");
        var text = JsonSerializer.Serialize(new[] { Markup });
        var id = Assert.Single(await functions.SubmitAsync(hostile, 1, Functions.Arguments(text)));
        var echoed = Assert.Single(await functions.SubmitAsync(echo, 1, Functions.Arguments(text)));

        await using var dashboard = await DashboardPage.OpenAsync(service, chromium);
        await Expect(dashboard.Count("succeeded")).ToHaveTextAsync("1");
        await Expect(dashboard.Count("failed")).ToHaveTextAsync("1");
        await Expect(dashboard.Rows.First.Locator("a")).ToHaveTextAsync(Markup);
        await dashboard.GoAsync($"#/tasks/{id}");
        await Expect(dashboard.Page.Locator("pre.traceback")).ToContainTextAsync($"RuntimeError: {Markup}\\x1b[2J");
        await Expect(dashboard.Page.Locator(".output li").First.Locator("code")).ToHaveTextAsync(Markup);
        await Expect(dashboard.Page.Locator(".output li").Nth(1).Locator("code")).ToHaveTextAsync(@"\x1b[31mred\x1b[0m \x1b]0;title\x07 \u202edesrever");
        await dashboard.ScreenshotAsync("hostile");
        await dashboard.GoAsync($"#/tasks/{echoed}");
        await Expect(dashboard.Page.Locator("h1")).ToHaveTextAsync(Markup);
        await Expect(dashboard.Page.GetByLabel("Result")).ToContainTextAsync(Markup[..20]);
        foreach (var view in new[] { "failures", "functions", "output", "workers" })
        {
            await dashboard.GoAsync($"#/{view}");
            await Expect(dashboard.Page.Locator("main")).ToContainTextAsync(view == "workers" ? "Worker 1" : "<img src=x");
        }

        Assert.DoesNotContain("gotcha", await dashboard.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await dashboard.Page.Locator("main img, main script, main b:text('bold')").CountAsync());
        dashboard.CheckConsole();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Tasks_of_all_users_are_shown_and_names_that_they_chose_are_text(int width)
    {
        const string Hostile = "\u202Egnirts\u001B[31m\u200B" + Markup;
        const string Shown = @"\u202egnirts\x1b[31m\u200b" + Markup;
        await using var service = await LocalComputeService.StartAsync(
            new LocalComputeServiceOptions
            {
                Python = "/usr/bin/python3",
                Workers = 1,
                Auth = true,
                AuthOptions = { People = [new LocalAuthPerson("alice@example.org", "Alice"), new LocalAuthPerson("<b>\u202Ebob</b>@example.org", "Bob")] },
            },
            TestContext.Current.CancellationToken);
        foreach (var person in service.Auth!.People)
        {
            using var functions = new Functions(service, service.Auth.IssueAccessToken(person.Username));
            await functions.SubmitAsync(functions.Add(Hostile, $"globals()[{JsonSerializer.Serialize(Hostile)}] = lambda text: text\n"), 1, Functions.Arguments("[1]"));
        }

        await using var dashboard = await DashboardPage.OpenAsync(service, chromium, "", ColorScheme.Light, width, 780);
        await Expect(dashboard.Rows).ToHaveCountAsync(2);
        await Expect(dashboard.Rows.First.Locator("a")).ToHaveTextAsync(Shown);
        await dashboard.ScreenshotAsync($"users-{width}");
        var task = await dashboard.Rows.First.Locator("a").GetAttributeAsync("href");
        await dashboard.GoAsync(task!);
        await Expect(dashboard.Page.Locator("h1")).ToHaveTextAsync(Shown);
        await Expect(dashboard.Page.Locator("dd").Filter(new() { HasText = @"<b>\u202ebob</b>@example.org" })).ToBeVisibleAsync();
        await dashboard.ScreenshotAsync($"users-task-{width}");
        foreach (var view in new[] { "tasks", "failures", "functions", "output", "workers" })
        {
            await dashboard.GoAsync($"#/{view}");
            await Expect(dashboard.Page.Locator("h1")).ToBeVisibleAsync();
            Assert.True(
                await dashboard.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{view} is wider than a screen of {width} pixels.");
        }

        Assert.DoesNotContain("gotcha", await dashboard.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await dashboard.Page.Locator("main img, main script, main b:text('bob')").CountAsync());
        dashboard.CheckConsole();
    }

    [Fact]
    public async Task A_page_without_a_session_asks_for_the_token_and_a_used_link_says_so()
    {
        await using var service = await ViewTests.StartAsync();
        var link = service.CreateDashboardLink();
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(link.AbsoluteUri);
        await Expect(page.Locator("h1")).ToHaveTextAsync("Tasks");
        Assert.DoesNotContain("token", page.Url, StringComparison.Ordinal);
        Assert.Equal("", await page.EvaluateAsync<string>("document.cookie"));

        await using var others = await chromium.Browser.NewContextAsync(new() { ColorScheme = ColorScheme.Dark });
        var other = await others.NewPageAsync();
        await other.GotoAsync(link.AbsoluteUri);
        await Expect(other.GetByText("This link was used before")).ToBeVisibleAsync();
        await other.GetByLabel("Token").FillAsync("not the token");
        await other.GetByLabel("Token").PressAsync("Enter");
        await Expect(other.GetByText("That is not the token of this service.")).ToBeVisibleAsync();
        await other.ScreenshotAsync(new() { Path = Path.Combine(chromium.Artifacts, "sign-in.png") });
        await other.GetByLabel("Token").FillAsync(service.Token);
        await other.GetByRole(AriaRole.Button, new() { Name = "Open the dashboard" }).ClickAsync();
        await Expect(other.Locator("h1")).ToHaveTextAsync("Tasks");

        await other.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(other.GetByLabel("Token")).ToBeFocusedAsync();
        await other.ReloadAsync();
        await Expect(other.GetByLabel("Token")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Faults_are_switched_on_and_off_and_a_wrong_one_is_explained()
    {
        await using var service = await ViewTests.StartAsync();
        await using var dashboard = await DashboardPage.OpenAsync(service, chromium, "#/faults");
        await dashboard.Page.GetByRole(AriaRole.Button, new() { Name = "Every fourth submission is accepted, and its answer is lost" }).ClickAsync();
        await Expect(dashboard.Page.GetByText("1 on")).ToBeVisibleAsync();
        var rule = Assert.Single(service.Faults!.Rules);
        Assert.Equal((FaultTarget.Submit, FaultKind.DropAnswer, 4), (rule.At, rule.Kind, rule.Every));

        await dashboard.Page.GetByLabel("Fault", new() { Exact = true }).FillAsync("explode at submit");
        await dashboard.Page.GetByRole(AriaRole.Button, new() { Name = "Switch on", Exact = true }).ClickAsync();
        await Expect(dashboard.Page.Locator("#problem")).ToContainTextAsync("fault is 'explode'");
        await dashboard.Page.GetByLabel("Fault", new() { Exact = true }).FillAsync("kill_running at workers nth 1 seconds 0.5");
        await dashboard.Page.GetByLabel("Fault", new() { Exact = true }).PressAsync("Enter");
        await Expect(dashboard.Page.GetByText("2 on")).ToBeVisibleAsync();
        await Expect(dashboard.Page.Locator("#problem")).ToHaveTextAsync("");
        await dashboard.ScreenshotAsync("faults");
        await dashboard.CheckAccessAsync();
        await dashboard.Page.GetByRole(AriaRole.Button, new() { Name = "Switch all off" }).ClickAsync();
        await Expect(dashboard.Page.GetByText("No faults are simulated.")).ToBeVisibleAsync();
        Assert.Null(service.Faults);
    }

    [Fact]
    public async Task A_task_that_is_not_kept_is_explained()
    {
        await using var service = await ViewTests.StartAsync();
        await using var dashboard = await DashboardPage.OpenAsync(service, chromium, "#/tasks/0d4473ef-0b7a-45dc-bfd3-4220c622d991");
        await Expect(dashboard.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Finished tasks are forgotten" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Data_that_a_view_cannot_show_gives_a_message_and_later_data_is_shown()
    {
        await using var service = await ViewTests.StartAsync();
        await using var dashboard = await DashboardPage.OpenAsync(service, chromium);
        await Expect(dashboard.Page.GetByText("No tasks yet")).ToBeVisibleAsync();
        const string Data = "**/dashboard/data/workers";
        await dashboard.Page.RouteAsync(Data, async route =>
        {
            var answer = await route.FetchAsync();
            var text = await answer.TextAsync();
            await route.FulfillAsync(new() { Response = answer, Body = text.Replace("\"lost\":", "\"gone\":", StringComparison.Ordinal) });
        });
        await dashboard.GoAsync("#/workers");
        await Expect(dashboard.Page.Locator("#banner")).ToContainTextAsync("This view cannot be shown");
        await dashboard.Page.UnrouteAsync(Data);
        await Expect(dashboard.Page.GetByText("Worker 1").First).ToBeVisibleAsync();
        await Expect(dashboard.Page.Locator("#banner")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    [InlineData(ColorScheme.Light, 320)]
    [InlineData(ColorScheme.Light, 520)]
    public async Task Dark_and_narrow_screens_show_each_view_within_their_width(ColorScheme scheme, int width)
    {
        await using var service = await ViewTests.StartAsync();
        using var functions = new Functions(service);
        var fail = functions.Add("a_function_with_a_rather_long_name", "def a_function_with_a_rather_long_name(x):\n    print('x' * 300)\n    return 1 / x\n");
        await functions.SubmitAsync(fail, 3, Functions.Arguments("[0]"));
        await functions.SubmitAsync(fail, 3, Functions.Arguments("[4]"));
        await using var dashboard = await DashboardPage.OpenAsync(service, chromium, "", scheme, width, 780);
        await Expect(dashboard.Count("failed")).ToHaveTextAsync("3");
        var task = await dashboard.Page.Locator("tr.task a").Last.GetAttributeAsync("href");
        foreach (var (view, text) in new[]
        {
            ("#/tasks", "6 tasks"), ("#/failures", "ZeroDivisionError"), ("#/functions", "a_function_with"), ("#/workers", "Worker 1"), ("#/results", "no message broker"),
            ("#/output", "xxx"), ("#/faults", "No faults"), (task!, "Traceback"),
        })
        {
            await dashboard.GoAsync(view);
            await Expect(dashboard.Page.GetByText(text).First).ToBeVisibleAsync();
            Assert.True(
                await dashboard.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{view} is wider than a screen of {width} pixels.");
            // A number that is cut off is another number.
            Assert.True(
                await dashboard.Page.EvaluateAsync<bool>(
                    "[...document.querySelectorAll('#counts li:not(.more, .rate) b')].every(b => { b.textContent = '1,234,567'; return b.scrollWidth <= b.clientWidth; })"),
                $"Numbers are cut off on a screen of {width} pixels.");
            if (view == "#/tasks")
            {
                var name = await dashboard.Page.Locator(".rows tbody th.name").First.BoundingBoxAsync();
                Assert.InRange(name!.Width, 100, width);
            }

            await dashboard.ScreenshotAsync($"{(view == task ? "task" : view[2..])}-{scheme.ToString().ToLowerInvariant()}-{width}");
            await dashboard.CheckAccessAsync();
        }

        dashboard.CheckConsole();
    }
}
