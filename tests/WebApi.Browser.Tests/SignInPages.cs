using Microsoft.Playwright;

namespace WebApi.Browser.Tests;

/// <summary>The pages of the local Globus Auth.</summary>
internal static class SignInPages
{
    public static async Task ChooseAsync(this IPage page, string person)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = person }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
    }
}
