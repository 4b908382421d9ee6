using Cambium.Learn;
using Microsoft.Playwright;

namespace Cambium.Server.Tests;

/// <summary>The page of fairness in a browser: drawn at every width, and moving with the threshold.</summary>
public sealed class FairnessBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task It_fits_the_screen(int width, ColorScheme theme)
    {
        await using var own = await WritableServer.StartAsync();
        var people = DemoFairness.Keep(own.Tracker, DemoFairness.Of(DemoFairness.Plain) with { TradeOff = DemoFairness.Curve() });
        var errors = DemoFairness.Keep(own.Tracker, DemoFairness.OfRegressor());
        await using var tab = await browser.OpenAsync(own.Url, width, theme);

        await tab.VisitAsync($"/runs/{people}/fairness", "fairness");
        await tab.VisitAsync($"/runs/{errors}/fairness", "fairness-errors");
    }

    [Fact]
    public async Task Bars_differences_and_the_point_follow_the_threshold_by_keyboard_and_go_back()
    {
        await using var own = await WritableServer.StartAsync();
        var sweep = DemoFairness.Of(DemoFairness.Plain).Thresholds!;
        var run = DemoFairness.Keep(own.Tracker, DemoFairness.Of(DemoFairness.Plain));
        await using var tab = await browser.OpenAsync(own.Url, 1280, ColorScheme.Light);
        await tab.VisitAsync($"/runs/{run}/fairness", "fairness-own");
        var (slider, back) = (tab.Page.GetByLabel("Call a row “yes” from this probability on"), tab.Page.GetByRole(AriaRole.Button, new() { Name = "The model's own: 0.5" }));
        await ShowsAsync(tab.Page, sweep.At(0.5));
        Assert.True(await back.IsDisabledAsync());

        await slider.FocusAsync();
        for (var press = 0; press < 7; press++)
        {
            await tab.Page.Keyboard.PressAsync("ArrowLeft");
        }

        Assert.Equal("0.43", await tab.Page.Locator(".threshold output").TextContentAsync());
        Assert.Equal("0.43", await slider.GetAttributeAsync("aria-valuetext"));
        await ShowsAsync(tab.Page, sweep.At(0.43));
        Assert.Equal(sweep.At(0.43).SelectionRateDifference, await PointAsync(tab.Page), 1e-12);
        await tab.CheckAsync("fairness-moved");

        await tab.Page.Keyboard.PressAsync("End");
        await ShowsAsync(tab.Page, sweep.At(1));

        await back.ClickAsync();
        await ShowsAsync(tab.Page, sweep.At(0.5));
        Assert.Equal("0.5, the model's own", await slider.GetAttributeAsync("aria-valuetext"));
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task A_model_that_goes_by_more_than_one_threshold_begins_and_ends_with_its_own_calls()
    {
        await using var own = await WritableServer.StartAsync();
        var evidence = DemoFairness.Of(new GroupThresholdClassifier { Base = new LogisticRegression(), Groups = ["region"], Hidden = true });
        await using var tab = await browser.OpenAsync(own.Url, 1280, ColorScheme.Light);
        await tab.VisitAsync($"/runs/{DemoFairness.Keep(own.Tracker, evidence)}/fairness", "fairness-fair");
        await ShowsAsync(tab.Page, evidence.Groups!);
        Assert.Equal("own calls", await tab.Page.Locator(".threshold output").TextContentAsync());

        await tab.Page.GetByLabel("Call a row “yes” from this probability on").FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await ShowsAsync(tab.Page, evidence.Thresholds!.At(0.51));

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "The model's own calls" }).ClickAsync();
        await ShowsAsync(tab.Page, evidence.Groups!);
    }

    /// <summary>Bars, intervals and differences of the page are those of a comparison.</summary>
    static async Task ShowsAsync(IPage page, GroupComparison comparison)
    {
        foreach (var rate in FairnessRate.All)
        {
            var shares = await page.Locator($"[data-rate={rate.Name}] .share").AllTextContentsAsync();
            var ends = await page.Locator($"[data-rate={rate.Name}] td .key").AllTextContentsAsync();
            Assert.Equal(comparison.Groups.Select(group => Numbers.Percent(rate.Of(group).Value)), shares);
            Assert.Equal(
                comparison.Groups.Select(group => rate.Of(group).Interval is { } interval ? FormattableString.Invariant($"{100 * interval.Low:0.0} to {100 * interval.High:0.0}") : ""), ends);
        }

        foreach (var name in FairnessBoard.Unfairness.Append("demographic_parity_ratio"))
        {
            Assert.Equal(FairnessBoard.Three(comparison[name].Value), await page.Locator($"[data-figure={name}] .moved").TextContentAsync());
        }
    }

    static Task<double> PointAsync(IPage page) =>
        page.EvaluateAsync<double>("() => echarts.getInstanceByDom(document.querySelector('[data-own=fairness-curve]')).getOption().series[2].data[0][0]");
}
