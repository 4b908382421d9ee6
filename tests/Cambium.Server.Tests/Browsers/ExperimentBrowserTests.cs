using Cambium.Tracking;
using Microsoft.Playwright;

namespace Cambium.Server.Tests;

/// <summary>The table of runs as people use it: completion, choice, views, and rows that move while a run logs.</summary>
public sealed class ExperimentBrowserTests(RunningServer server, Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task The_filter_completes_names_comparators_and_values_by_keyboard(int width, ColorScheme theme)
    {
        await using var tab = await browser.OpenAsync(server.Server.Url, width, theme);
        var page = tab.Page;
        await tab.VisitAsync("/experiments/1", "complete-1");
        var field = page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Filter runs" });
        await field.FocusAsync();
        Assert.Equal("false", await field.GetAttributeAsync("aria-expanded"));

        await page.Keyboard.TypeAsync("learn");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("true", await field.GetAttributeAsync("aria-expanded"));
        var active = await field.GetAttributeAsync("aria-activedescendant");
        Assert.Equal("params.learner", await page.Locator($"#{active} span").First.TextContentAsync());
        await tab.CheckAsync("complete-2-open");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("'prior' a");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("stat");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("= fin");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("params.learner = 'prior' AND status = 'FINISHED' ", await field.InputValueAsync());

        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("false", await field.GetAttributeAsync("aria-expanded"));
        await page.Keyboard.PressAsync("Enter");
        await tab.ReachAsync("filter=params.learner");
        await tab.CheckAsync("complete-3-filtered");
        Assert.Equal(["baseline"], await page.Locator(".runs tbody th a").AllTextContentsAsync());
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task A_wrong_filter_and_open_menus_fit_the_screen(int width)
    {
        await using var tab = await browser.OpenAsync(server.Server.Url, width, ColorScheme.Light);
        await tab.VisitAsync("/experiments/1?filter=seed%20%3D%2042", "filter-wrong");
        Assert.Contains("Did you mean params.seed", await tab.Page.GetByRole(AriaRole.Alert).TextContentAsync(), StringComparison.Ordinal);
        foreach (var menu in new[] { "Columns", "Views", "Manage" })
        {
            await tab.Page.Locator("summary", new PageLocatorOptions { HasText = menu }).ClickAsync();
            await tab.CheckAsync($"menu-{menu}");
            await tab.Page.Keyboard.PressAsync("Escape");
        }
    }

    [Fact]
    public async Task Chosen_runs_are_part_of_the_address_and_of_every_link()
    {
        await using var tab = await browser.OpenAsync(server.Server.Url, 1280, ColorScheme.Light);
        var page = tab.Page;
        await tab.VisitAsync("/experiments/1", "choose-1");

        await page.GetByLabel("Select baseline").CheckAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "ROC AUC", Exact = true }).ClickAsync();
        await tab.ReachAsync($"selected={server.Runs.Baseline}");
        Assert.True(await page.GetByLabel("Select baseline").IsCheckedAsync());
        await page.GetByLabel("Filter runs").FillAsync("boosted");
        await page.Keyboard.PressAsync("Enter");
        await tab.ReachAsync("filter=boosted");
        await page.GetByLabel("Select boosted trees").CheckAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Compare selected runs" }).ClickAsync();
        await tab.ReachAsync("/runs/compare?");

        Assert.Equal(["baseline", "boosted trees"], (await page.Locator(".compare thead th a").AllTextContentsAsync()).Order());
    }

    [Fact]
    public async Task A_view_is_saved_opened_and_deleted()
    {
        await using var own = await WritableServer.StartAsync();
        own.Tracker.Store.Experiments.CreateExperiment("risk", null, []);
        own.AddRun(1, "first", [("auc", 0.5)], []);
        await using var tab = await browser.OpenAsync(own.Url, 1280, ColorScheme.Light);
        var page = tab.Page;
        await tab.VisitAsync("/experiments/1?sort=name&desc=0", "view-1");

        await page.Locator("summary", new PageLocatorOptions { HasText = "Views" }).ClickAsync();
        await page.GetByLabel("Save what is shown now as").FillAsync("by name");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save view" }).ClickAsync();
        await page.Locator("summary", new PageLocatorOptions { HasText = "Views" }).ClickAsync();
        await tab.CheckAsync("view-2");
        Assert.EndsWith("?sort=name&desc=0", await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "by name" }).GetAttributeAsync("href"), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Delete view by name" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "by name" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_row_of_a_running_run_moves_until_the_run_has_ended()
    {
        await using var own = await WritableServer.StartAsync();
        var runs = own.Tracker.Store.Runs;
        own.Tracker.Store.Experiments.CreateExperiment("risk", null, []);
        var id = runs.CreateRun(new NewRun(1, "live", "", 1_700_000_000_000, null, [])).Id;
        runs.Log(id, new RunBatch { Metrics = [new("auc", 0.125, 1, 1)] });
        await using var tab = await browser.OpenAsync(own.Url, 1280, ColorScheme.Light);
        await tab.VisitAsync("/experiments/1", "live-1");
        var row = tab.Page.Locator(".runs tbody tr");
        await Assertions.Expect(row).ToContainTextAsync("0.1250");
        await tab.Page.GetByLabel("Select live").CheckAsync();
        await tab.Page.EvaluateAsync("() => document.activeElement.blur()");

        runs.Log(id, new RunBatch { Metrics = [new("auc", 0.875, 2, 2)] });
        await Assertions.Expect(row).ToContainTextAsync("0.8750", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        Assert.True(await tab.Page.GetByLabel("Select live").IsCheckedAsync());

        runs.UpdateRun(id, new RunChange(RunStatus.Finished, 1_700_000_060_000, null));
        await Assertions.Expect(row).ToContainTextAsync("finished", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        Assert.Equal(0, await tab.Page.Locator("[data-running]").CountAsync());
    }

    [Fact]
    public async Task The_page_of_a_running_run_shows_what_it_logs_as_it_comes()
    {
        await using var own = await WritableServer.StartAsync();
        var runs = own.Tracker.Store.Runs;
        own.Tracker.Store.Experiments.CreateExperiment("risk", null, []);
        var id = runs.CreateRun(new NewRun(1, "live", "", 1_700_000_000_000, null, [])).Id;
        runs.Log(id, new RunBatch { Metrics = [.. Enumerable.Range(0, 4).Select(step => new MetricValue("auc", 0.125 * step, step, step))] });
        await using var tab = await browser.OpenAsync(own.Url, 1280, ColorScheme.Dark);
        await tab.VisitAsync($"/runs/{id}", "run-live-1");
        await Assertions.Expect(tab.Page.Locator("[data-live=metrics]")).ToContainTextAsync("0.3750");

        runs.Log(id, new RunBatch { Metrics = [new("auc", 0.8125, 4, 4)] });
        await Assertions.Expect(tab.Page.Locator("[data-live=metrics]")).ToContainTextAsync("0.8125", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        Assert.Equal(5, await tab.Page.EvaluateAsync<int>("() => echarts.getInstanceByDom(document.querySelector('[data-chart=learning-0]')).getOption().series[0].data.length"));

        // A parameter is a table that was not there: the page is loaded again.
        runs.Log(id, new RunBatch { Parameters = [new("depth", "6")] });
        runs.UpdateRun(id, new RunChange(RunStatus.Finished, 1_700_000_060_000, null));
        await Assertions.Expect(tab.Page.Locator("[data-live=parameters]")).ToContainTextAsync("depth", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        await Assertions.Expect(tab.Page.Locator("[data-live=status]")).ToHaveTextAsync("finished", new LocatorAssertionsToHaveTextOptions { Timeout = 30_000 });
        await tab.CheckAsync("run-live-2");
    }
}
