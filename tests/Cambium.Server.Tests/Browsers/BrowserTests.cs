using Microsoft.Playwright;

namespace Cambium.Server.Tests;

/// <summary>What people see: every page at the widths and in the themes that are promised.</summary>
public sealed class BrowserTests(RunningServer server, Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task Every_page_draws_its_charts_fits_the_screen_and_leaves_the_console_clean(int width, ColorScheme theme)
    {
        await using var tab = await browser.OpenAsync(server.Server.Url, width, theme);

        await tab.VisitAsync("/", "experiments");
        await tab.VisitAsync("/experiments/1", "experiment");
        await tab.VisitAsync($"/runs/{server.Runs.Trees}", "run");
        await tab.VisitAsync($"/runs/{server.Runs.Failed}", "run-failed");
        await tab.VisitAsync($"/runs/{server.Runs.Regression}", "run-regression");
        await tab.VisitAsync($"/runs/{server.Runs.Flowers}", "run-three-classes");
        await tab.VisitAsync($"/runs/{server.Runs.Hostile}", "run-hostile");
        await tab.VisitAsync($"/runs/{server.Runs.Trees}/artifacts/scored.csv", "artifact-table");
        await tab.VisitAsync($"/runs/{server.Runs.Trees}/artifacts/report.json", "artifact-json");
        await tab.VisitAsync($"/runs/{server.Runs.Trees}/artifacts/picture.svg", "artifact-picture");
        await tab.VisitAsync($"/runs/compare?ids={server.Runs.Trees},{server.Runs.Logistic},{server.Runs.Baseline}", "compare");
        await tab.VisitAsync("/models", "models");
        await tab.VisitAsync("/models/mortgages", "model");
    }
}
