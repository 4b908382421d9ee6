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

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task An_administrator_grants_takes_away_and_reads_in_the_log_who_did(int width, ColorScheme theme)
    {
        await using var server = await PeopledServer.StartAsync();
        server.Store.Experiments.CreateExperiment("churn of customers", null, []);
        server.Store.Models.CreateModel("fraud", null, []);
        await using var tab = await browser.OpenAsync(server.Url, width, theme);
        var page = tab.Page;
        await tab.VisitAsync("/login?next=%2Fusers", "grants-1-login");
        await page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("root");
        await page.GetByLabel("Password", new PageGetByLabelOptions { Exact = true }).FillAsync(PeopledServer.Password);
        await page.Keyboard.PressAsync("Enter");
        await tab.ReachAsync("/users");

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Grants", Exact = true }).ClickAsync();
        await tab.CheckAsync("grants-2-none");
        await GrantAsync("vera", "experiment", "churn of customers", "editor");
        await GrantAsync("ed", "model", "fraud", "manager");
        await tab.CheckAsync("grants-3-two");
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast.Script));
        await Choice("Role of vera on churn of customers").SelectOptionAsync("none");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Set the role of vera on churn of customers" }).ClickAsync();
        await Assertions.Expect(Choice("Role of vera on churn of customers")).ToHaveValueAsync("none");
        Assert.Equal(Role.None, server.People.Grants.OnExperiment("vera", 1));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Take away the grant of ed on fraud" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "fraud" })).ToHaveCountAsync(0);
        Assert.Null(server.People.Grants.OnModel("ed", "fraud"));

        await tab.VisitAsync("/audit?what=grant", "grants-4-log");
        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader)).ToHaveTextAsync(["grant.remove", "grant.set", "grant.set", "grant.set"]);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Check the chain" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The log is whole: 10 entries.");
        await tab.CheckAsync("grants-5-checked");
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast.Script));

        ILocator Choice(string label) => page.GetByLabel(label, new PageGetByLabelOptions { Exact = true });

        async Task GrantAsync(string user, string on, string subject, string role)
        {
            await page.Locator("#user").FillAsync(user);
            await page.Locator("#on").SelectOptionAsync(on);
            await page.Locator("#subject").FillAsync(subject);
            await page.Locator("#role").SelectOptionAsync(role);
            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Grant", Exact = true }).ClickAsync();
            await Assertions.Expect(Choice($"Role of {user} on {subject}")).ToHaveValueAsync(role);
        }
    }
}
