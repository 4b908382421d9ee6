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
        await tab.VisitAsync($"/runs/{server.Runs.Trees}/artifacts/tables/scored.parquet", "artifact-parquet");
        Assert.Equal(200, await tab.Page.Locator(".preview tbody tr").CountAsync());
        await tab.VisitAsync($"/runs/{server.Runs.Trees}/artifacts/tables/broken.parquet", "artifact-broken");
        await tab.VisitAsync($"/runs/{server.Runs.Trees}/artifacts/report.json", "artifact-json");
        await tab.VisitAsync($"/runs/{server.Runs.Trees}/artifacts/picture.svg", "artifact-picture");
        await tab.VisitAsync($"/runs/{server.Runs.Trees}/artifacts/plots/report.html", "artifact-page");
        await tab.VisitAsync($"/runs/{server.Runs.Trees}/artifacts/plots", "artifact-folder");
        await tab.VisitAsync($"/runs/compare?ids={server.Runs.Trees},{server.Runs.Logistic},{server.Runs.Baseline}", "compare");
        await tab.VisitAsync("/models", "models");
        await tab.VisitAsync("/models/mortgages", "model");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task A_visitor_walks_from_runs_to_a_run_a_comparison_and_its_model(int width)
    {
        await using var tab = await browser.OpenAsync(server.Server.Url, width, ColorScheme.Light);
        var page = tab.Page;
        await tab.VisitAsync("/", "walk-1-experiments");

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "mortgages", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "ROC AUC", Exact = true }).ClickAsync();
        await tab.CheckAsync("walk-2-runs");
        Assert.EndsWith("/experiments/1?sort=metrics.roc_auc&desc=1", page.Url, StringComparison.Ordinal);
        Assert.Equal("boosted trees", await page.Locator(".runs tbody th a").First.TextContentAsync());

        var compare = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Compare selected runs" });
        await page.GetByLabel("Select boosted trees").CheckAsync();
        Assert.True(await compare.IsDisabledAsync());
        await page.GetByLabel("Select logistic regression").CheckAsync();
        Assert.Equal("2 selected", await page.Locator("[data-compare-note]").TextContentAsync());
        await compare.ClickAsync();
        await tab.ReachAsync("/runs/compare?");
        await tab.CheckAsync("walk-3-compare");
        Assert.Equal(2, await page.Locator(".compare thead th a").CountAsync());

        await page.Locator(".compare thead th a").First.ClickAsync();
        await tab.CheckAsync("walk-4-run");
        Assert.Equal("boosted trees", await page.Locator("h1").TextContentAsync());
        await page.GetByText("Show as table").First.ClickAsync();
        Assert.True(await page.Locator(".chart .data table").First.IsVisibleAsync());

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "mortgages v2 · champion" }).ClickAsync();
        await tab.CheckAsync("walk-5-model");
        Assert.Contains("/invocations?model=mortgages", await page.Locator(".snippet code").First.TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_filter_and_the_choice_of_columns_change_the_address()
    {
        await using var tab = await browser.OpenAsync(server.Server.Url, 1280, ColorScheme.Light);
        var page = tab.Page;
        await tab.VisitAsync("/experiments/1?sort=name&desc=0", "filter-1-before");

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("params.seed = '42'");
        await page.Keyboard.PressAsync("Enter");
        await tab.ReachAsync("filter=params.seed");
        Assert.Equal(["boosted trees", "logistic regression"], await page.Locator(".runs tbody th a").AllTextContentsAsync());

        await page.GetByText("Columns", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await tab.CheckAsync("filter-2-columns");
        await page.Locator(".choices input[value='params.learner']").UncheckAsync();
        await page.Locator(".choices input[value='metrics.brier']").CheckAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show" }).ClickAsync();
        await tab.ReachAsync("column=metrics.brier");
        await tab.CheckAsync("filter-3-after");
        var headings = await page.Locator(".runs thead th a").AllTextContentsAsync();
        Assert.Contains("Brier score", headings);
        Assert.DoesNotContain("learner", headings);
        Assert.Equal("params.seed = '42'", await page.GetByLabel("Filter runs").InputValueAsync());
    }

    [Fact]
    public async Task An_html_artifact_runs_in_a_frame_that_reaches_nothing()
    {
        await using var tab = await browser.OpenAsync(server.Server.Url, 1280, ColorScheme.Light);

        await tab.VisitAsync($"/runs/{server.Runs.Trees}/artifacts/plots/report.html", "frame");

        await Assertions.Expect(tab.Page.FrameLocator("iframe.artifact").Locator("#found")).ToHaveTextAsync("origin null, parent closed, cookies closed, storage closed");
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task A_chosen_theme_stays_and_the_charts_follow_it()
    {
        await using var tab = await browser.OpenAsync(server.Server.Url, 1280, ColorScheme.Light);
        var page = tab.Page;
        await tab.VisitAsync($"/runs/{server.Runs.Trees}", "theme-1-light");
        const string Axis = "() => echarts.getInstanceByDom(document.querySelector('[data-chart=roc]')).getOption().xAxis[0].nameTextStyle.color";
        const string Ground = "() => getComputedStyle(document.body).backgroundColor";
        var (axis, ground) = (await page.EvaluateAsync<string>(Axis), await page.EvaluateAsync<string>(Ground));

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Switch between light and dark" }).ClickAsync();
        Assert.NotEqual(axis, await page.EvaluateAsync<string>(Axis));
        Assert.NotEqual(ground, await page.EvaluateAsync<string>(Ground));

        var dark = await page.EvaluateAsync<string>(Ground);
        await tab.VisitAsync("/models", "theme-2-kept");
        Assert.Equal(dark, await page.EvaluateAsync<string>(Ground));

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Switch between light and dark" }).ClickAsync();
        Assert.Equal(ground, await page.EvaluateAsync<string>(Ground));
        Assert.Null(await page.EvaluateAsync<string?>("() => localStorage.getItem('cambium-theme')"));
    }

    [Fact]
    public async Task The_keyboard_reaches_everything_in_reading_order_and_shows_where_it_is()
    {
        await using var tab = await browser.OpenAsync(server.Server.Url, 1280, ColorScheme.Light);
        var page = tab.Page;
        await tab.VisitAsync("/experiments/1", "keyboard-1");
        var names = new List<string>();

        for (var i = 0; i < 13; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            names.Add(await page.EvaluateAsync<string>("() => (document.activeElement.getAttribute('aria-label') ?? document.activeElement.placeholder ?? document.activeElement.textContent).trim()"));
            Assert.NotEqual("none", await page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"));
        }

        Assert.Equal(
            [
                "Skip to content", "Cambium", "Experiments", "Models", "Switch between light and dark", "Experiments", "Manage", "Filter: metrics.accuracy > 0.9 AND params.…", "Filter",
                "Columns", "Views", "Active", "Deleted",
            ],
            names);
    }

    [Fact]
    public async Task The_first_tab_stop_skips_to_the_content()
    {
        await using var tab = await browser.OpenAsync(server.Server.Url, 400, ColorScheme.Light);
        await tab.VisitAsync("/models", "skip-1");

        await tab.Page.Keyboard.PressAsync("Tab");
        await tab.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("main", await tab.Page.EvaluateAsync<string>("() => document.activeElement.id"));
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task Empty_pages_and_pages_that_are_not_there_fit_too(int width, ColorScheme theme)
    {
        await using var tab = await browser.OpenAsync(server.Empty.Url, width, theme);

        await tab.VisitAsync("/", "empty-experiments");
        await tab.VisitAsync("/models", "empty-models");
        await tab.VisitAsync("/runs/compare", "empty-compare");
        await tab.VisitMissingAsync("/runs/nothing-of-this-name", "missing");
    }

    [Fact]
    public async Task Text_stands_out_from_its_ground_in_both_themes()
    {
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var tab = await browser.OpenAsync(server.Server.Url, 1280, theme);
            foreach (var address in new[] { "/", "/experiments/1", $"/runs/{server.Runs.Trees}", $"/runs/compare?ids={server.Runs.Trees},{server.Runs.Failed}", "/models/mortgages" })
            {
                await tab.Page.GotoAsync(address);

                Assert.Empty(await tab.Page.EvaluateAsync<string[]>(Contrast.Script));
                await tab.Page.EvaluateAsync("() => { document.querySelector('h1').style.color = getComputedStyle(document.documentElement).getPropertyValue('--border'); }");
                Assert.Single(await tab.Page.EvaluateAsync<string[]>(Contrast.Script));
            }
        }
    }
}
