using Cambium.Tracking;
using Microsoft.Playwright;

namespace Cambium.Server.Tests;

/// <summary>Signing in and looking after users, as people see it.</summary>
public sealed class PeopleBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task An_administrator_signs_in_adds_a_user_makes_a_token_and_signs_out(int width, ColorScheme theme)
    {
        await using var server = await PeopledServer.StartAsync();
        await using var tab = await browser.OpenAsync(server.Url, width, theme);
        var page = tab.Page;

        await tab.VisitAsync("/models", "people-1-login");
        Assert.EndsWith("/login?next=%2Fmodels", page.Url, StringComparison.Ordinal);
        await page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("root");
        await page.GetByLabel("Password", new PageGetByLabelOptions { Exact = true }).FillAsync(PeopledServer.Password);
        await page.Keyboard.PressAsync("Enter");
        await tab.ReachAsync("/models");
        await tab.CheckAsync("people-2-signed-in");

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Users", Exact = true }).ClickAsync();
        await tab.CheckAsync("people-3-users");
        await page.Locator("#name").FillAsync("zoe");
        await page.Locator("#role").SelectOptionAsync("editor");
        await page.Locator("#password").FillAsync(PeopledServer.Password);
        await page.Locator("#again").FillAsync(PeopledServer.Password);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Add the user" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Disable zoe" })).ToBeVisibleAsync();
        Assert.Equal(Role.Editor, server.People.Users.Get("zoe").Role);
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast.Script));

        await tab.VisitAsync("/tokens", "people-4-tokens");
        await page.Locator("#name").FillAsync("nightly");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Make the token" }).ClickAsync();
        await Assertions.Expect(page.Locator(".snippet code")).ToContainTextAsync("export MLFLOW_TRACKING_TOKEN=cmb_");
        await tab.CheckAsync("people-5-token-made");
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast.Script));

        await tab.VisitAsync("/account", "people-6-account");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign out here" }).ClickAsync();
        await tab.ReachAsync("/login");
        await tab.CheckAsync("people-7-signed-out");
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast.Script));
    }
}
