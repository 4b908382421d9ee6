using Microsoft.Playwright;

namespace Cambium.Server.Tests;

/// <summary>That axe-core, which every page is looked at with, finds what is wrong.</summary>
public sealed class AxeTests(RunningServer server, Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_field_without_a_name_is_found()
    {
        await using var tab = await browser.OpenAsync(server.Empty.Url, 1280, ColorScheme.Light);
        await tab.VisitAsync("/models", "axe");

        await tab.Page.EvaluateAsync("() => document.querySelector('main').append(document.createElement('input'))");

        Assert.StartsWith("label (Form elements must have labels): <input>", Assert.Single(await Axe.FindAsync(tab.Page)), StringComparison.Ordinal);
    }
}
