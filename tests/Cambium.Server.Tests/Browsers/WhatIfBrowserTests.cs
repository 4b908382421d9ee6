using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Cambium.Server.Tests;

/// <summary>The what-if page in a browser: the answer moves while values change.</summary>
public sealed class WhatIfBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task A_changed_value_moves_the_answer_and_the_address(int width, ColorScheme theme)
    {
        await using var own = await WritableServer.StartAsync();
        WhatIfStore.AddLoans(own.Tracker);
        await using var tab = await browser.OpenAsync(own.Url, width, theme);
        await tab.VisitAsync("/models/loans/1/what-if", "what-if");
        var said = tab.Page.Locator("[data-said]");
        await Assertions.Expect(said).ToContainTextAsync("Nothing is changed yet.");
        Assert.Equal(0, await tab.Page.Locator("[data-changed]:visible").CountAsync());

        await tab.Page.GetByLabel("payment_to_income", new PageGetByLabelOptions { Exact = true }).FillAsync("0.59");
        await tab.Page.GetByLabel("credit_history", new PageGetByLabelOptions { Exact = true }).FillAsync("6");

        await Assertions.Expect(said).ToContainTextAsync("The answer turns from 'no' to 'yes'.");
        await Assertions.Expect(tab.Page.Locator("[data-live-words]")).ToContainTextAsync("→");
        Assert.Equal(2, await tab.Page.Locator("[data-changed]:visible").CountAsync());
        Assert.EndsWith("/models/loans/1/what-if?c.payment_to_income=0.59&c.credit_history=6", tab.Page.Url, StringComparison.Ordinal);
        await tab.CheckAsync("what-if-changed");
        var words = await said.TextContentAsync();
        await tab.Page.ReloadAsync();
        await Assertions.Expect(said).ToHaveTextAsync(words ?? "");

        await tab.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Back to the start" }).ClickAsync();

        await Assertions.Expect(said).ToContainTextAsync("Nothing is changed yet.");
        Assert.EndsWith("/models/loans/1/what-if", tab.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sliders_and_menus_are_used_by_the_keyboard_and_a_wrong_value_is_told_beside_its_field()
    {
        await using var own = await WritableServer.StartAsync();
        WhatIfStore.AddLoans(own.Tracker);
        await using var tab = await browser.OpenAsync(own.Url, 1280, ColorScheme.Light);
        await tab.VisitAsync("/models/loans/1/what-if", "what-if-keys");
        var number = tab.Page.GetByLabel("payment_to_income", new PageGetByLabelOptions { Exact = true });

        await tab.Page.GetByLabel("payment_to_income by slider").PressAsync("End");
        await Assertions.Expect(number).ToHaveValueAsync(new Regex("^0\\.[56]", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(tab.Page.Locator("[data-said]")).ToContainTextAsync("mostly by payment_to_income");
        await tab.Page.GetByLabel("afam", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("");
        await Assertions.Expect(tab.Page.Locator(".what-if-steps")).ToContainTextAsync("missing");
        await number.FillAsync("much");

        await Assertions.Expect(tab.Page.Locator("[data-field=payment_to_income] [data-problem]")).ToHaveTextAsync("found 'much', expected a number such as 0.25");
        await tab.CheckAsync("what-if-wrong");
        await number.FillAsync("0.3");
        await Assertions.Expect(tab.Page.Locator("[data-field=payment_to_income] [data-problem]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_kept_row_is_a_start_and_the_nearest_change_that_turns_its_decision_is_one_click()
    {
        await using var own = await WritableServer.StartAsync();
        WhatIfStore.AddLoans(own.Tracker, keepsRows: true);
        await using var tab = await browser.OpenAsync(own.Url, 1280, ColorScheme.Light);
        await tab.VisitAsync("/models/loans/1/what-if", "what-if-kept");

        await tab.Page.GetByLabel("Start from").SelectOptionAsync("7");
        await tab.ReachAsync("from=7");
        var answer = await tab.Page.Locator("tr.current th").First.TextContentAsync();
        await tab.Page.GetByLabel("credit_history", new PageGetByLabelOptions { Exact = true }).FillAsync("2");
        await Assertions.Expect(tab.Page.Locator("[data-count]")).ToHaveTextAsync("1 value changed");
        await tab.ReachAsync("from=7");
        await tab.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Find the nearest change that turns the decision" }).ClickAsync();
        await tab.ReachAsync("flip=1");
        await tab.CheckAsync("what-if-flip");
        await tab.Page.Locator(".what-if-flip a").First.ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".what-if-flip")).ToHaveCountAsync(0);

        Assert.NotNull(answer);
        Assert.Contains("from=7", tab.Page.Url, StringComparison.Ordinal);
        Assert.True(await tab.Page.Locator("[data-changed]:visible").CountAsync() > 0);
    }

    [Fact]
    public async Task Among_200_columns_one_is_found_by_its_name()
    {
        await using var own = await WritableServer.StartAsync();
        WhatIfStore.AddWide(own.Tracker);
        await using var tab = await browser.OpenAsync(own.Url, 1280, ColorScheme.Light);
        await tab.VisitAsync("/models/wide/1/what-if", "what-if-wide");

        await tab.Page.GetByLabel("Find a column").FillAsync("c77");

        Assert.Equal(1, await tab.Page.Locator("[data-field]:visible").CountAsync());
        await tab.Page.GetByLabel("c77", new PageGetByLabelOptions { Exact = true }).FillAsync("0.9");
        await Assertions.Expect(tab.Page.Locator("[data-said]")).ToContainTextAsync("y: ");
        await Assertions.Expect(tab.Page.Locator("[data-count]")).ToHaveTextAsync("1 value changed");
    }
}
