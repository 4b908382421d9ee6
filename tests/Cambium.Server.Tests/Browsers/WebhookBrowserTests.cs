using Cambium.Tracking;
using Microsoft.Playwright;

namespace Cambium.Server.Tests;

/// <summary>Webhooks, as an administrator sees them.</summary>
public sealed class WebhookBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task A_webhook_is_added_tested_paused_and_deleted(int width, ColorScheme theme)
    {
        await using var server = await WritableServer.StartAsync();
        await using var tab = await browser.OpenAsync(server.Url, width, theme);
        var page = tab.Page;

        await tab.VisitAsync("/models", "webhooks-0-models");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Webhooks" }).ClickAsync();
        await tab.CheckAsync("webhooks-1-none");
        await page.Locator("#name").FillAsync("Deployments");
        await page.Locator("#url").FillAsync("https://203.0.114.1/hooks/models/that/have/a/long/name");
        await page.Locator("#description").FillAsync("Rolls out what champion points at");
        await page.Locator("#secret").FillAsync("a long secret of two hands");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Add the webhook" }).ClickAsync();
        await tab.ReachAsync("/webhooks/");
        await tab.CheckAsync("webhooks-2-added");
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast.Script));

        var store = server.Tracker.Store;
        store.Models.CreateModel("risk", null, []);
        store.Models.CreateVersion("risk", new NewVersion("s3://bucket/first", null, null, null, null, []));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Resume" })).ToBeVisibleAsync();
        await tab.CheckAsync("webhooks-3-paused");
        await tab.VisitAsync("/webhooks", "webhooks-4-list");
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast.Script));

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Deployments" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Delete" }).ClickAsync();
        await tab.ReachAsync("/webhooks");
        await Assertions.Expect(page.GetByText("Deployments")).ToHaveCountAsync(0);
    }
}
