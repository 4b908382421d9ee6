using Microsoft.Playwright;

namespace Cambium.Server.Tests;

/// <summary>Debian's Chromium, driven by Playwright; nothing is downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>Where Chromium is; CAMBIUM_CHROMIUM names another place.</summary>
    static readonly string Executable = Environment.GetEnvironmentVariable("CAMBIUM_CHROMIUM") ?? "/usr/bin/chromium";

    /// <summary>The width from which on pages are laid out in columns.</summary>
    const int WideFrom = 1000;

    IPlaywright? _playwright;
    IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Assert.True(
            File.Exists(Executable),
            $"The browser tests need Chromium, and there is none at {Executable}. Install it (Debian and Ubuntu: apt-get install chromium), or name another place in CAMBIUM_CHROMIUM.");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens a tab of a width and theme.</summary>
    internal async Task<Tab> OpenAsync(Uri server, int width, ColorScheme theme)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions // set before any test runs
        {
            BaseURL = server.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = theme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new Tab(context, await context.NewPageAsync(), $"{width}-{theme.ToString().ToLowerInvariant()}", width >= WideFrom);
    }
}
