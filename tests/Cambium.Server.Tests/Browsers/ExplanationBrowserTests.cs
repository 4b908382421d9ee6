using Cambium.Data;
using Microsoft.Playwright;

namespace Cambium.Server.Tests;

/// <summary>The page of explained rows in a browser: drawn at every width, and moving with what is chosen.</summary>
public sealed class ExplanationBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task Explained_rows_fit_the_screen(int width, ColorScheme theme)
    {
        await using var own = await WritableServer.StartAsync();
        var id = DemoExplanations.TwoClasses(own.Tracker);
        using var large = own.Tracker.Start("large", "large");
        large.Log(DemoExplanations.Of(200, 50, levels: 10));
        await using var tab = await browser.OpenAsync(own.Url, width, theme);

        await tab.VisitAsync($"/runs/{id}/explanation", "explanation");
        Assert.Equal(120 * 3, await PointsAsync(tab, "beeswarm"));
        await tab.VisitAsync($"/runs/{large.Id}/explanation", "explanation-large");
        Assert.Equal(200 * 20, await PointsAsync(tab, "beeswarm"));
    }

    [Fact]
    public async Task A_column_a_row_and_a_curve_are_chosen_by_keyboard_and_the_address_keeps_them()
    {
        await using var own = await WritableServer.StartAsync();
        var id = DemoExplanations.TwoClasses(own.Tracker);
        var sample = own.Tracker.ReadShap(id)!; // just kept
        await using var tab = await browser.OpenAsync(own.Url, 1280, ColorScheme.Light);
        await tab.VisitAsync($"/runs/{id}/explanation", "explanation-before");

        await tab.Page.Locator("[data-shap-row]").FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(tab.Page.Locator("[data-shap-sentence]")).ToHaveTextAsync(sample.Sentence(1));
        await Assertions.Expect(tab.Page.Locator("[data-shap-table=waterfall] tr")).ToHaveCountAsync(4);
        await tab.Page.Locator("[data-shap-column]").SelectOptionAsync("afam");
        await tab.Page.Locator("[data-effect-column]").SelectOptionAsync("afam");
        await tab.Page.Locator("[data-effect-centred]").CheckAsync();

        var afam = sample.Columns.Single(column => column.Name == "afam");
        await Assertions.Expect(tab.Page.Locator("[data-shap-table=dependence] tr").First.Locator("td").First).ToHaveTextAsync(afam.Texts[0]);
        await Assertions.Expect(tab.Page.Locator("[data-effect-table=values] th").First).ToHaveTextAsync("no");
        Assert.Equal("0", await tab.Page.EvaluateAsync<string>("() => String(echarts.getInstanceByDom(document.querySelector('[data-chart=effects]')).getOption().series.at(-1).data[0][1])"));
        var address = tab.Page.Url;
        Assert.Contains($"row={sample.Rows[1].Number}", address, StringComparison.Ordinal);
        Assert.Contains("column=afam", address, StringComparison.Ordinal);
        await tab.VisitAsync(address, "explanation-after");
        await Assertions.Expect(tab.Page.Locator("[data-shap-sentence]")).ToHaveTextAsync(sample.Sentence(1));
        await Assertions.Expect(tab.Page.Locator("[data-shap-column]")).ToHaveValueAsync("afam");
        await Assertions.Expect(tab.Page.Locator("[data-effect-centred]")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task A_point_that_is_clicked_chooses_its_column_and_row()
    {
        await using var own = await WritableServer.StartAsync();
        var id = DemoExplanations.TwoClasses(own.Tracker);
        var sample = own.Tracker.ReadShap(id)!; // just kept
        await using var tab = await browser.OpenAsync(own.Url, 1280, ColorScheme.Light);
        await tab.VisitAsync($"/runs/{id}/explanation", "explanation-click");

        var place = await tab.Page.EvaluateAsync<int[]>(
            """
            () => {
              const canvas = document.querySelector('[data-chart=beeswarm]');
              const chart = echarts.getInstanceByDom(canvas);
              const points = chart.getOption().series[0].data;
              const last = points.findLast(point => point.row !== 0);
              const [x, y] = chart.convertToPixel({ seriesIndex: 0 }, last.value);
              const box = canvas.getBoundingClientRect();
              return [Math.round(box.x + x), Math.round(box.y + y)];
            }
            """);
        await tab.Page.Mouse.ClickAsync(place[0], place[1]);

        await Assertions.Expect(tab.Page.Locator("[data-shap-column]")).ToHaveValueAsync(sample.Columns[^1].Name);
        await tab.ReachAsync("row=");
    }

    [Fact]
    public async Task Another_class_is_another_page()
    {
        await using var own = await WritableServer.StartAsync();
        var id = DemoExplanations.FourClasses(own.Tracker);
        await using var tab = await browser.OpenAsync(own.Url, 1280, ColorScheme.Light);
        await tab.VisitAsync($"/runs/{id}/explanation", "explanation-class-1");

        await tab.Page.Locator("[data-class-menu] select").SelectOptionAsync("west south");

        await tab.ReachAsync("class=west");
        await tab.CheckAsync("explanation-class-2");
        Assert.Equal("margin of west south", await tab.Page.EvaluateAsync<string>("() => JSON.parse(document.getElementById('shap-data').textContent).name"));
    }

    [Fact]
    public async Task Odd_samples_are_drawn_too()
    {
        await using var own = await WritableServer.StartAsync();
        await using var tab = await browser.OpenAsync(own.Url, 1280, ColorScheme.Light);
        var sample = DemoExplanations.Of(1, 1);
        foreach (var (name, odd) in new[]
        {
            ("one", sample),
            ("same", DemoExplanations.Of(30, 2) is var many ? many with { Outputs = [many.Outputs[0] with { Values = new double[60].ToEquatableArray() }] } : many),
            ("unknown", sample with { Columns = [sample.Columns[0] with { Numbers = [double.NaN], Texts = ["missing"] }], Outputs = [sample.Outputs[0] with { BaseValue = double.NaN, Values = [double.NaN] }] }),
            ("hostile", DemoExplanations.Of(20, 3, levels: 1, DemoStore.Hostile)),
        })
        {
            using var run = own.Tracker.Start("odd", name);
            run.Log(odd);
            await tab.VisitAsync($"/runs/{run.Id}/explanation", $"explanation-{name}");
        }
    }

    static Task<int> PointsAsync(Tab tab, string chart) =>
        tab.Page.EvaluateAsync<int>($"() => echarts.getInstanceByDom(document.querySelector('[data-chart={chart}]')).getOption().series[0].data.length");
}
