using System.Net;
using System.Text.RegularExpressions;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>The forms of a model's page: gates, requests, aliases, its description, and what was live when.</summary>
public sealed partial class ModelFormTests
{
    const string Page = "/models/risk/1";

    [Fact]
    public async Task A_manager_gates_an_alias_an_editor_asks_and_the_manager_approves()
    {
        await using var server = await GateServer.StartAsync();
        var (max, ed) = (await server.People.SignedInAsync("max"), await server.People.SignedInAsync("ed"));

        var gated = await PeopledServer.SendAsync(
            max, Page, "/models/risk/gates", ("shown", "1"), ("alias", "champion"), ("checks", "metrics.roc_auc >= 0.7\r\n\r\n tags.ok = 'yes' "), ("approvals", "1"), ("reason", "the board asked"));
        Assert.Equal((303, "/models/risk/1#gates"), (gated.Status, gated.Answer.Headers.Location!.ToString()));
        var before = await TextAsync(ed, Page);
        Assert.Contains("<li class=\"pass\"><span class=\"visually-hidden\">Passes:</span><code>metrics.roc_auc >= 0.7</code></li>", before, StringComparison.Ordinal);
        Assert.Contains("<code>tags.ok = 'yes'</code><span class=\"note\">there is no ok</span>", before, StringComparison.Ordinal);
        Assert.Contains("nobody has asked yet", before, StringComparison.Ordinal);

        server.Store.Models.SetVersionTag("risk", 1, "ok", "yes");
        await PeopledServer.SendAsync(ed, Page, "/models/risk/requests", ("shown", "1"), ("alias", "champion"), ("reason", "it <b>wins</b>"));
        var asked = await TextAsync(max, Page);
        Assert.Contains("ed asked; nobody has approved yet", asked, StringComparison.Ordinal);
        Assert.Contains("<q>it &lt;b&gt;wins&lt;/b&gt;</q>", (await PeopledServer.GetAsync(max, Page)).Text, StringComparison.Ordinal);
        var request = Assert.Single(server.Store.Gates.Requests("risk", openOnly: true)).Id;
        await PeopledServer.SendAsync(max, Page, "/models/risk/requests/approve", ("shown", "1"), ("request", $"{request}"), ("reason", "read it"), ("move", "true"));

        var after = await TextAsync(max, Page);
        Assert.Contains("Version 1 is there", after, StringComparison.Ordinal);
        Assert.Contains("champion points at version 1", after, StringComparison.Ordinal);
        Assert.Contains("champion gated: 2\u00A0checks, 1\u00A0approval", after, StringComparison.Ordinal);
        Assert.Equal(1, server.Store.Models.GetVersionByAlias("risk", "champion").Version);
    }

    [Fact]
    public async Task An_administrator_is_offered_to_remove_a_gate_with_approvals_and_a_manager_one_without()
    {
        await using var server = await GateServer.StartAsync();
        var (root, max) = (await server.People.SignedInAsync("root"), await server.People.SignedInAsync("max"));
        server.Store.Gates.SetPolicy("risk", new AliasPolicy("champion", [], 1), new RegistryActor("max", null));
        Assert.Contains("/gates/remove", await TextAsync(root, Page), StringComparison.Ordinal);

        server.Store.Gates.SetPolicy("risk", new AliasPolicy("champion", ["tags.ok = 'yes'"], 0), new RegistryActor("max", null));
        Assert.Contains("/gates/remove", await TextAsync(max, Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_sees_the_forms_of_their_role_only()
    {
        await using var server = await GateServer.StartAsync();
        server.Store.Gates.SetPolicy("risk", new AliasPolicy("champion", [], 1), new RegistryActor("max", null));
        var request = server.Store.Gates.Ask("risk", "champion", 1, new RegistryActor("ed", null)).Id;

        foreach (var (user, ask, decide, cancel, manage) in new[]
        {
            ("vera", false, false, false, false), ("ed", true, false, true, false), ("max", true, true, false, true),
        })
        {
            var client = await server.People.SignedInAsync(user);
            var html = (await PeopledServer.GetAsync(client, "/models/risk/2")).Text;
            Assert.Equal(ask, html.Contains("action=\"/models/risk/requests\"", StringComparison.Ordinal));
            Assert.Equal(ask, html.Contains("action=\"/models/risk/describe\"", StringComparison.Ordinal));
            Assert.Equal(decide, html.Contains("formaction=\"/models/risk/requests/approve\"", StringComparison.Ordinal));
            Assert.Equal(decide, html.Contains("formaction=\"/models/risk/requests/refuse\"", StringComparison.Ordinal));
            Assert.Equal(cancel, html.Contains("formaction=\"/models/risk/requests/cancel\"", StringComparison.Ordinal));
            Assert.Equal(manage, html.Contains("action=\"/models/risk/gates\"", StringComparison.Ordinal));
            Assert.Equal(manage, html.Contains("so only an administrator removes it, takes checks out, or lets fewer people approve.", StringComparison.Ordinal));
            Assert.DoesNotContain("/gates/remove", html, StringComparison.Ordinal);
            Assert.Contains($"request {request}", html, StringComparison.Ordinal);
        }

        var ed = await server.People.SignedInAsync("ed");
        Assert.Equal(403, (await PeopledServer.SendAsync(ed, Page, "/models/risk/gates", ("alias", "champion"), ("approvals", "1"))).Status);
        Assert.Equal(403, (await PeopledServer.PostAsync(await server.People.SignedInAsync("max"), "/models/risk/gates/remove", ("alias", "champion"))).Status);
        Assert.Single(server.Store.Gates.Policies("risk"));
    }

    [Fact]
    public async Task A_request_is_refused_and_taken_back_with_a_reason()
    {
        await using var server = await GateServer.StartAsync();
        server.Store.Gates.SetPolicy("risk", new AliasPolicy("champion", [], 1), new RegistryActor("max", null));
        var (max, ed) = (await server.People.SignedInAsync("max"), await server.People.SignedInAsync("ed"));
        await PeopledServer.SendAsync(ed, Page, "/models/risk/requests", ("shown", "1"), ("alias", "champion"));
        await PeopledServer.SendAsync(ed, Page, "/models/risk/requests", ("shown", "2"), ("alias", "champion"));
        var (second, first) = server.Store.Gates.Requests("risk", openOnly: true) switch { var all => (all[0].Id, all[1].Id) };

        await PeopledServer.SendAsync(max, Page, "/models/risk/requests/refuse", ("shown", "1"), ("request", $"{first}"), ("reason", "not calibrated"));
        await PeopledServer.SendAsync(ed, Page, "/models/risk/requests/cancel", ("shown", "1"), ("request", $"{second}"));

        var html = await TextAsync(ed, Page);
        Assert.Contains("<strong>max</strong> refused", html, StringComparison.Ordinal);
        Assert.Contains("<q>not calibrated</q>", html, StringComparison.Ordinal);
        Assert.Contains("<strong>ed</strong> took it back", html, StringComparison.Ordinal);
        Assert.Contains("Version 1 refused as champion", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aliases", "version", "1", 403, "Alias 'champion' of model 'risk' may not point at version 1 yet: 1 approval of other people must be asked for.")]
    [InlineData("aliases", "version", "x", 400, "'x' is no version. Give a whole number.")]
    [InlineData("aliases", "version", "99999999999", 400, "'99999999999' is no version. Give a whole number.")]
    [InlineData("requests", "shown", "7", 404, "Model Version (name=risk, version=7) not found")]
    [InlineData("gates", "checks", "loss < 1", 400, "Invalid attribute key 'loss' specified. Valid keys are '{}'")]
    [InlineData("requests/approve", "request", "77", 404, "There is no request 77.")]
    public async Task What_cannot_be_done_is_told_on_the_page(string form, string field, string value, int status, string message)
    {
        await using var server = await GateServer.StartAsync();
        server.Store.Gates.SetPolicy("risk", new AliasPolicy("champion", [], 1), new RegistryActor("max", null));
        var fields = new Dictionary<string, string> { ["alias"] = "champion", ["approvals"] = "1", ["shown"] = field == "shown" ? "" : "1", [field] = value };

        var (given, html, _) = await PeopledServer.SendAsync(
            await server.People.SignedInAsync("max"), Page, $"/models/risk/{form}", [.. fields.Select(pair => (pair.Key, pair.Value))]);

        Assert.Equal(status, given);
        Assert.Contains(field == "shown" ? "Model 'risk' has no version '7'." : $"role=\"alert\">{message}</p>", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alias_is_pointed_with_a_reason_and_a_description_written()
    {
        await using var server = await GateServer.StartAsync();
        var max = await server.People.SignedInAsync("max");

        await PeopledServer.SendAsync(max, Page, "/models/risk/aliases", ("shown", "1"), ("alias", "live"), ("version", "2"), ("reason", "it is newer"));
        await PeopledServer.SendAsync(max, Page, "/models/risk/describe", ("shown", "1"), ("of", ""), ("text", "# Risk\r\n\r\n<script>alert(1)</script>"));
        await PeopledServer.SendAsync(max, Page, "/models/risk/describe", ("shown", "1"), ("of", "1"), ("text", "The *first*."));

        var (_, html, _) = await PeopledServer.GetAsync(max, Page);
        Assert.Contains("<div class=\"markdown\"><h3>Risk</h3>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", html, StringComparison.Ordinal);
        Assert.Contains("<p>The <em>first</em>.</p>", html, StringComparison.Ordinal);
        Assert.Contains("it is newer", html, StringComparison.Ordinal);
        Assert.Equal("max", server.Store.ModelHistory.AliasPeriods("risk")[0].Began.User);
        Assert.Equal("# Risk\n\n<script>alert(1)</script>", server.Store.Models.GetModel("risk").Description);
    }

    [Fact]
    public async Task What_was_live_at_an_instant_is_in_the_address()
    {
        await using var server = await GateServer.StartAsync();
        var models = server.Store.Models.ActingAs(new RegistryActor("ada", "it won"));
        models.SetAlias("risk", "champion", 1);
        var then = server.People.Time.GetUtcNow();
        server.People.Time.Advance(TimeSpan.FromHours(2));
        models.SetAlias("risk", "champion", 2);
        server.People.Time.Advance(TimeSpan.FromHours(2));
        models.DeleteAlias("risk", "champion");
        var vera = await server.People.SignedInAsync("vera");
        var instant = Uri.EscapeDataString($"{then.AddHours(1):yyyy-MM-ddTHH:mm:ss}");

        var html = await TextAsync(vera, $"/models/risk?at={instant}");

        Assert.Contains($"At {Times.Absolute(then.AddHours(1))}: <span class=\"then\"><span class=\"badge alias champion\">champion</span> → <a href=\"/models/risk/1\">version 1</a>", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{then.AddHours(1):yyyy-MM-ddTHH:mm:ss}\"", html, StringComparison.Ordinal);
        Assert.Contains("no alias pointed at any version", await TextAsync(vera, $"/models/risk?at={Uri.EscapeDataString($"{then.AddHours(4):O}")}"), StringComparison.Ordinal);
        Assert.Contains("There was no model of this name at 2001-01-01 00:00:00 UTC.", await TextAsync(vera, "/models/risk?at=2001-01-01"), StringComparison.Ordinal);
        Assert.Contains("“<b>now</b>” is no date and time.", await TextAsync(vera, "/models/risk?at=%3Cb%3Enow%3C/b%3E"), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>now", (await PeopledServer.GetAsync(vera, "/models/risk?at=%3Cb%3Enow%3C/b%3E")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_has_pages_and_can_be_bounded_to_an_alias()
    {
        await using var server = await GateServer.StartAsync();
        for (var i = 0; i < 160; i++)
        {
            server.Store.Models.SetAlias("risk", i % 3 == 0 ? "live" : "shadow", 1 + (i % 2));
        }

        var vera = await server.People.SignedInAsync("vera");
        var pages = new List<string>();
        for (var next = "/models/risk"; next.Length > 0; next = NextOf(pages[^1]))
        {
            pages.Add(await TextAsync(vera, next));
        }

        Assert.StartsWith("/models/risk?before=", NextOf(pages[0]), StringComparison.Ordinal);
        Assert.Equal([.. Enumerable.Repeat(false, pages.Count - 1), true], pages.Select(page => page.Contains("The model was made", StringComparison.Ordinal)));
        Assert.Equal(server.Store.ModelHistory.Events(new HistoryQuery("risk")).Items.Count, pages.Sum(page => page.Split("<td class=\"why\" data-label=\"Why\">").Length - 1) - (pages.Count * server.Store.ModelHistory.AliasPeriods("risk").Count));
        Assert.DoesNotContain("shadow moved", await TextAsync(vera, "/models/risk?alias=live"), StringComparison.Ordinal);
        Assert.Contains("live moved", await TextAsync(vera, "/models/risk?alias=live"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_are_no_users_the_page_says_why_nobody_can_ask()
    {
        await using var server = await WritableServer.StartAsync();
        var store = server.Tracker.Store;
        store.Models.CreateModel("risk", null, []);
        store.Models.CreateVersion("risk", new NewVersion("mlflow-artifacts:/9/first", null, null, null, null, []));
        await server.SubmitAsync("/models/risk", "/models/risk/gates", ("shown", "1"), ("alias", "champion"), ("checks", ""), ("approvals", "1"));

        Assert.Contains("Only people ask and approve, and this server does not know who you are, as it has no users yet.", await server.GetAsync("/models/risk"), StringComparison.Ordinal);
        var asked = await server.SubmitAsync("/models/risk", "/models/risk/requests", ("shown", "1"), ("alias", "champion"));
        Assert.Equal(HttpStatusCode.Forbidden, asked.Status);
        Assert.Contains("Only a person can ask for an alias", asked.Text, StringComparison.Ordinal);
    }

    static string NextOf(string page) => NextUrl().Match(page).Groups["url"].Value;

    [GeneratedRegex("rel=\"next\" href=\"(?<url>[^\"]*)#events\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex NextUrl();

    static async Task<string> TextAsync(HttpClient client, string path)
    {
        var (status, html, _) = await PeopledServer.GetAsync(client, path);
        Assert.True(status == 200, $"{path} gave {status}");
        return WebUtility.HtmlDecode(html);
    }
}
