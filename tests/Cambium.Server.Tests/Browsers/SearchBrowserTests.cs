using Cambium.Learn;
using Microsoft.Playwright;

namespace Cambium.Server.Tests;

/// <summary>The page of a search in a browser: drawn at every width, and moving while trials end.</summary>
public sealed class SearchBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task Searches_curves_and_pipelines_fit_the_screen(int width, ColorScheme theme)
    {
        await using var own = await WritableServer.StartAsync();
        using var search = DemoSearch.Begin(own.Tracker, 12, new SearchOptions { Metrics = ["rmse", "mae"] });
        search.Run.Log(new Impute().Then(new OneHot()).Then(new LogisticRegression()).Fit(DemoStore.Mortgages(), "deny"));
        FoldScore score = new("rmse", 2, 0.5, [1.5, 2.5]);
        search.Run.Log(new ValidationCurve("trees", [new ValidationCurvePoint("5", [score], [score]), new ValidationCurvePoint("50", [score], [score with { Mean = 3 }])]));
        await using var tab = await browser.OpenAsync(own.Url, width, theme);

        await tab.VisitAsync($"/runs/{search.Run.Id}", "search");

        Assert.Equal(0, await tab.Page.Locator("[data-chart=search-importance]").CountAsync());
        Assert.Equal(12, await tab.Page.EvaluateAsync<int>("() => echarts.getInstanceByDom(document.querySelector('[data-chart=search-parallel]')).getOption().series[0].data.length"));
    }

    [Fact]
    public async Task The_page_of_a_search_moves_while_trials_end()
    {
        await using var own = await WritableServer.StartAsync();
        using var search = DemoSearch.Begin(own.Tracker, 9);
        await using var tab = await browser.OpenAsync(own.Url, 1280, ColorScheme.Light);
        await tab.VisitAsync($"/runs/{search.Run.Id}", "search-live-1");
        var board = tab.Page.Locator("[data-live=leaderboard]");
        await Assertions.Expect(board).ToContainTextAsync("9 complete");

        search.Report(DemoSearch.Of(10) with { Status = TrialStatus.Complete, Scores = DemoSearch.Scores(0.5) });

        await Assertions.Expect(board).ToContainTextAsync("10 complete", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        await Assertions.Expect(board.Locator("tr.current")).ToContainTextAsync("trial 10");
        Assert.Equal(10, await tab.Page.EvaluateAsync<int>("() => echarts.getInstanceByDom(document.querySelector('[data-chart=search-parallel]')).getOption().series[0].data.length"));
        await tab.CheckAsync("search-live-2");
    }
}
