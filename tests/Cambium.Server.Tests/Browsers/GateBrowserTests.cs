using Microsoft.Playwright;

namespace Cambium.Server.Tests;

/// <summary>Gates, requests and the history of a model, as people see them.</summary>
public sealed class GateBrowserTests(Browser browser) : IClassFixture<Browser>
{
    const string Card =
        """
        # Risk of default

        Scores *mortgage* applications. **Not** for car loans; see the [policy](https://example.com/policy).

        | group | selected |
        | ----- | -------- |
        | yes   | 12 %     |
        | no    | 14 %     |

        - learned from `loans.csv` of 2026
        - ![the curve](https://example.com/curve.png)

        > Fails where the income is not known.
        """;

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task A_version_is_gated_asked_for_approved_and_found_in_the_history(int width, ColorScheme theme)
    {
        await using var server = await GateServer.StartAsync();
        server.Store.Models.DescribeModel("risk", Card);
        await using var tab = await browser.OpenAsync(server.People.Url, width, theme);
        var page = tab.Page;

        await SignInAsync(tab, "max");
        await tab.VisitAsync("/models/risk/1", "gates-1-none");
        await page.GetByText("Put a gate before an alias").ClickAsync();
        await page.Locator("#gate-checks-new").FillAsync("metrics.roc_auc >= 0.7\ntags.reviewed = 'yes'");
        await page.Locator("#gate-reason-new").FillAsync("The board wants four eyes");
        await tab.CheckAsync("gates-2-form");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Set the gate" }).ClickAsync();
        await Assertions.Expect(page.Locator(".checks .fail")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".checks .pass")).ToHaveCountAsync(1);
        await tab.CheckAsync("gates-3-set");
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast.Script));

        server.Store.Models.SetVersionTag("risk", 1, "reviewed", "yes");
        await SignInAsync(tab, "ed");
        await tab.VisitAsync("/models/risk/1", "gates-4-editor");
        await page.GetByLabel("Why should version 1 be champion?").FillAsync("Its AUC is 0.75, four points more");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Ask for it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Take it back" })).ToBeVisibleAsync();
        await tab.CheckAsync("gates-5-asked");

        await SignInAsync(tab, "max");
        await tab.VisitAsync("/models/risk/1", "gates-6-to-approve");
        await page.Locator(".request input[name=reason]").FillAsync("I read the report");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Approve", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Version 1 is there")).ToBeVisibleAsync();
        await page.GetByText("Earlier requests").ClickAsync();
        await tab.CheckAsync("gates-7-approved");
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast.Script));
        Assert.Equal(1, server.Store.Models.GetVersionByAlias("risk", "champion").Version);

        await page.GetByLabel("What was live at").FillAsync($"{server.People.Time.GetUtcNow():yyyy-MM-ddTHH:mm:ss}");
        await page.Locator("#history button").ClickAsync();
        await tab.ReachAsync("?at=");
        await tab.CheckAsync("gates-8-live-at");
        Assert.Equal("champion", (await page.Locator(".then .alias").TextContentAsync())?.Trim());
    }

    static async Task SignInAsync(Tab tab, string name)
    {
        await tab.Page.Context.ClearCookiesAsync();
        await tab.Page.GotoAsync("/login");
        await tab.Page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync(name);
        await tab.Page.GetByLabel("Password", new PageGetByLabelOptions { Exact = true }).FillAsync(PeopledServer.Password);
        await tab.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Experiments" })).ToBeVisibleAsync();
    }
}
