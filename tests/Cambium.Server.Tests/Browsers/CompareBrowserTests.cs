using Cambium.Tracking;
using Microsoft.Playwright;

namespace Cambium.Server.Tests;

/// <summary>The comparison of runs as people use it: curves, plots, and points that come while a run logs.</summary>
public sealed class CompareBrowserTests(RunningServer server, Browser browser) : IClassFixture<Browser>
{
    string Address => $"/runs/compare?ids={server.Runs.Trees},{server.Runs.Logistic},{server.Runs.Baseline}";

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task Curves_are_smoothed_stretched_and_shown_by_step_time_and_clock_and_the_address_says_so(int width, ColorScheme theme)
    {
        await using var tab = await browser.OpenAsync(server.Server.Url, width, theme);
        var page = tab.Page;
        await tab.VisitAsync(Address, "curves-1");
        await Assertions.Expect(page.Locator("[data-metric]")).ToHaveCountAsync(4);
        Assert.Equal(["60", "60", "60"], await page.EvaluateAsync<string[]>(Points("training_loss")));

        await page.GetByLabel("Smoothing").FillAsync("0.6");
        Assert.Equal(["60", "60", "60", "60", "60", "60"], await page.EvaluateAsync<string[]>(Points("training_loss")));
        await page.GetByLabel("Along").SelectOptionAsync("relative");
        await page.GetByLabel("log y").CheckAsync();
        await tab.ReachAsync("smooth=0.6&x=relative&logy=1");
        Assert.Equal(["value", "log"], await page.EvaluateAsync<string[]>(Types("training_loss")));
        await page.GetByLabel("Along").SelectOptionAsync("wall");
        Assert.Equal(["time", "log"], await page.EvaluateAsync<string[]>(Types("training_loss")));
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-metric]")).ToHaveCountAsync(4);
        Assert.Equal(["time", "log"], await page.EvaluateAsync<string[]>(Types("training_loss")));
        await tab.CheckAsync("curves-2");

        await page.Locator("summary", new PageLocatorOptions { HasText = "Metrics" }).ClickAsync();
        await page.GetByLabel("training_loss", new PageGetByLabelOptions { Exact = true }).UncheckAsync();
        await Assertions.Expect(page.Locator("[data-metric]")).ToHaveCountAsync(3);
        await tab.CheckAsync("curves-3");
        Assert.DoesNotContain("metric=training_loss", page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    public async Task Parameters_are_plotted_against_a_metric_in_three_ways(int width, ColorScheme theme)
    {
        await using var own = await WritableServer.StartAsync();
        own.Tracker.Store.Experiments.CreateExperiment("sweep", null, []);
        string[] ids =
        [
            .. Enumerable.Range(0, 9).Select(i => own.AddRun(
                1, $"run {i}", [("roc_auc", 0.7 + (0.02 * i) - (0.01 * (i % 3))), ("log_loss", 0.5 - (0.02 * i))], [("depth", $"{i % 3 + 2}"), ("rate", $"{0.05 * (i / 3 + 1):0.00}"), ("learner", i % 2 == 0 ? "forest" : "boosted")])),
        ];
        await using var tab = await browser.OpenAsync(own.Url, width, theme);
        var page = tab.Page;

        await tab.VisitAsync($"/runs/compare?ids={string.Join(',', ids)}", "plot-parallel");
        await page.Locator("select[name=plot]").SelectOptionAsync("scatter");
        await tab.CheckAsync("plot-scatter");
        await page.Locator("select[name=plot]").SelectOptionAsync("contour");
        await tab.ReachAsync("plot=contour");
        await tab.CheckAsync("plot-contour");
        Assert.Equal("", await page.Locator("[data-plot-note]").TextContentAsync());

        await page.Locator("select[name=py]").SelectOptionAsync("params.learner");
        Assert.Equal("A contour needs numbers; learner has others.", await page.Locator("[data-plot-note]").TextContentAsync());
        await tab.ReachAsync("py=params.learner");
    }

    [Fact]
    public async Task Curves_grow_while_a_run_logs_and_the_table_follows()
    {
        await using var own = await WritableServer.StartAsync();
        var runs = own.Tracker.Store.Runs;
        own.Tracker.Store.Experiments.CreateExperiment("live", null, []);
        var id = runs.CreateRun(new NewRun(1, "live", "", 1_700_000_000_000, null, [])).Id;
        runs.Log(id, new RunBatch { Metrics = [.. Enumerable.Range(0, 5).Select(step => new MetricValue("loss", 1.0 / (step + 1), 1_700_000_000_000 + step, step))] });
        await using var tab = await browser.OpenAsync(own.Url, 1280, ColorScheme.Light);
        await tab.VisitAsync($"/runs/compare?ids={id}", "compare-live-1");
        await Assertions.Expect(tab.Page.Locator("[data-metric]")).ToHaveCountAsync(1);
        Assert.Equal(["5"], await tab.Page.EvaluateAsync<string[]>(Points("loss")));

        runs.Log(id, new RunBatch { Metrics = [new("loss", 0.0625, 1_700_000_000_900, 9)] });
        runs.UpdateRun(id, new RunChange(RunStatus.Finished, 1_700_000_060_000, null));
        await Assertions.Expect(tab.Page.Locator(".compare")).ToContainTextAsync("0.0625", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        await tab.Page.WaitForFunctionAsync($"() => ({Points("loss")})()[0] === '6'");
        await tab.CheckAsync("compare-live-2");
    }

    static string Points(string metric) => $"() => echarts.getInstanceByDom(document.querySelector('[data-chart=\"metric-{metric}\"]')).getOption().series.map(one => String(one.data.length))";

    static string Types(string metric) =>
        $"() => {{ const chart = echarts.getInstanceByDom(document.querySelector('[data-chart=\"metric-{metric}\"]')).getOption(); return [chart.xAxis[0].type, chart.yAxis[0].type]; }}";
}
