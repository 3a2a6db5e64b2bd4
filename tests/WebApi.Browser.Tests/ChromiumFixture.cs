using Microsoft.Playwright;
using Xunit;

namespace WebApi.Browser.Tests;

/// <summary>Debian's Chromium without a window, which talks to this machine alone.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    // Where tests share a machine with others, a page may take its time.
    private const float LimitInMilliseconds = 60_000;

    private IPlaywright _playwright = null!;

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>A folder for what a person may look at after the run.</summary>
    public string Artifacts { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "artifacts")).FullName;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(LimitInMilliseconds);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("GCOMPUTE_CHROMIUM") ?? "/usr/bin/chromium",
            Timeout = LimitInMilliseconds,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--no-proxy-server",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }
}
