using System.Net;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>The pages of grants and of the audit log.</summary>
public sealed class GrantPageTests
{
    [Fact]
    public async Task An_administrator_gives_changes_and_takes_grants()
    {
        await using var server = await PeopledServer.StartAsync();
        var root = await server.SignedInAsync("root");
        var churn = server.Store.Experiments.CreateExperiment("churn", null, []);
        server.Store.Models.CreateModel("fraud/2", null, []);

        var given = await PeopledServer.SendAsync(root, "/grants", "/grants", ("user", "vera"), ("on", "experiment"), ("subject", "churn"), ("role", "editor"));
        await PeopledServer.SendAsync(root, "/grants", "/grants?user=vera", ("user", "nora"), ("on", "model"), ("subject", "fraud/2"), ("role", "viewer"));
        await PeopledServer.SendAsync(root, "/grants", "/grants", ("user", "vera"), ("on", "experiment"), ("subject", $"#{churn}"), ("role", "manager"));

        Assert.Equal((303, "/grants"), (given.Status, given.Answer.Headers.Location!.ToString()));
        Assert.Equal(Role.Manager, server.People.Grants.OnExperiment("vera", churn));
        Assert.Equal(Role.Viewer, server.People.Grants.OnModel("nora", "fraud/2"));
        var (_, all, _) = await PeopledServer.GetAsync(root, "/grants");
        Assert.Contains("<a href=\"/models/fraud%2F2\">fraud/2</a>", all, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/experiments/{churn}\">churn</a>", all, StringComparison.Ordinal);
        Assert.DoesNotContain("fraud", (await PeopledServer.GetAsync(root, "/grants?user=VER&subject=chu")).Text, StringComparison.Ordinal);
        Assert.Contains("No grant matches.", (await PeopledServer.GetAsync(root, "/grants?user=nobody")).Text, StringComparison.Ordinal);

        var taken = await PeopledServer.SendAsync(root, "/grants", "/grants?user=vera", ("user", "vera"), ("on", "experiment"), ("subject", $"#{churn}"), ("role", ""));
        Assert.Equal("/grants?user=vera", taken.Answer.Headers.Location!.ToString());
        Assert.Null(server.People.Grants.OnExperiment("vera", churn));
        Assert.Equal("root grant.remove experiment:1 done vera", server.Log().Last());
    }

    [Fact]
    public async Task Who_manages_an_experiment_grants_on_it_and_sees_no_other_grants()
    {
        await using var server = await PeopledServer.StartAsync();
        var (own, other) = (server.Store.Experiments.CreateExperiment("own", null, []), server.Store.Experiments.CreateExperiment("other", null, []));
        server.People.Grants.SetOnExperiment("root", "vera", own, Role.Manager);
        server.People.Grants.SetOnExperiment("root", "ed", other, Role.Manager);
        var vera = await server.SignedInAsync("vera");

        var (status, html, _) = await PeopledServer.GetAsync(vera, "/grants");
        var given = await PeopledServer.SendAsync(vera, "/grants", "/grants", ("user", "nora"), ("on", "experiment"), ("subject", "own"), ("role", "viewer"));
        var refused = await PeopledServer.SendAsync(vera, "/grants", "/grants", ("user", "nora"), ("on", "experiment"), ("subject", $"#{other}"), ("role", "viewer"));

        Assert.Equal(200, status);
        Assert.Contains(">own</a>", html, StringComparison.Ordinal);
        Assert.DoesNotContain(">other</a>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/grants\" aria-current=\"true\">Grants</a>", html, StringComparison.Ordinal);
        Assert.Equal(303, given.Status);
        Assert.Equal(400, refused.Status);
        Assert.Contains($"This needs the role manager on experiment {other}; vera has viewer there.", refused.Text, StringComparison.Ordinal);
        Assert.Null(server.People.Grants.OnExperiment("nora", other));
        Assert.Equal(403, (await PeopledServer.GetAsync(await server.SignedInAsync("ed"), "/audit")).Status);
        server.People.Grants.SetOnExperiment("root", "ed", other, null);
        Assert.Equal(403, (await PeopledServer.GetAsync(await server.SignedInAsync("ed"), "/grants")).Status);
    }

    [Theory]
    [InlineData("vera", "experiment", "nope", "editor", "There is no experiment 'nope'. Give its name, or # and its number, such as #3.")]
    [InlineData("vera", "experiment", "#77", "editor", "No Experiment with id=77 exists")]
    [InlineData("vera", "model", "<b>", "editor", "Registered Model with name=<b> not found")]
    [InlineData("vera", "planet", "x", "editor", "A grant is on an experiment or a model, not on 'planet'.")]
    [InlineData("eve", "experiment", "Default", "editor", "User with username=eve not found")]
    [InlineData("vera", "experiment", "Default", "boss", "There is no role 'boss'. The roles are: none, viewer, editor, manager, admin.")]
    [InlineData("vera", "experiment", "Default", "admin", "The role admin holds for the whole store and cannot be granted on one experiment or model. Grant manager, or make the user an administrator.")]
    public async Task What_cannot_be_granted_is_said_on_the_page(string user, string on, string subject, string role, string problem)
    {
        await using var server = await PeopledServer.StartAsync();

        var (status, html, _) = await PeopledServer.SendAsync(await server.SignedInAsync("root"), "/grants", "/grants", ("user", user), ("on", on), ("subject", subject), ("role", role));

        Assert.Equal(400, status);
        Assert.Contains($"role=\"alert\">{problem}</p>", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Empty(server.People.Grants.All());
    }

    [Fact]
    public async Task The_audit_log_is_searched_paged_and_checked()
    {
        await using var server = await PeopledServer.StartAsync();
        for (var i = 0; i < 130; i++)
        {
            server.People.Audit.Append(new AuditDraft(i % 2 == 0 ? "ann" : "bob", "run.delete", $"run:{i}<i>", AuditDraft.Done, "100%"));
        }

        server.Time.Advance(TimeSpan.FromDays(1));
        server.People.Audit.Append(new AuditDraft("Ann", "alias.set", "model:fraud", AuditDraft.Refused));
        var root = server.Client(PeopledServer.Basic("root"));

        Assert.Equal((101, "alias.set"), Shown(await PageAsync("/audit")));
        Assert.Contains("href=\"/audit?before=", await PageAsync("/audit"), StringComparison.Ordinal);
        Assert.Equal((67, "alias.set"), Shown(await PageAsync("/audit?who=aNN")));
        Assert.Equal((2, "alias.set"), Shown(await PageAsync("/audit?who=ann&what=FRAUD")));
        Assert.Equal((2, "alias.set"), Shown(await PageAsync("/audit?what=refused")));
        Assert.Equal((2, "alias.set"), Shown(await PageAsync("/audit?from=2026-01-03")));
        Assert.Equal((101, "run.delete"), Shown(await PageAsync("/audit?until=2026-01-02")));
        Assert.Equal((5, "user.add"), Shown(await PageAsync("/audit?before=5")));
        Assert.Contains("No entry matches.", await PageAsync("/audit?who=eve"), StringComparison.Ordinal);
        Assert.Contains("role=\"alert\">'soon' is no day. Give one as year-month-day, such as 2026-11-22; days are those of UTC.</p>", WebUtility.HtmlDecode(await PageAsync("/audit?from=soon")), StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", await PageAsync("/audit"), StringComparison.Ordinal);

        Assert.Contains($"<code class=\"wrap\">{server.People.Audit.Head()}</code>", await PageAsync("/audit?check=1"), StringComparison.Ordinal);
        StoreCare.DatabaseOf(server.Store).Write(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TRIGGER audit_entries_are_not_changed; UPDATE audit_entries SET actor = 'eve' WHERE number = 9";
            return command.ExecuteNonQuery();
        });
        Assert.Contains("role=\"alert\">Entry 9 is not the one that was written", await PageAsync("/audit?check=1"), StringComparison.Ordinal);

        async Task<string> PageAsync(string address) => (await PeopledServer.GetAsync(root, address)).Text;

        static (int Rows, string First) Shown(string html) =>
            (html.Split("<tr>").Length - 1, html.Split("<th scope=\"row\">") is [_, var first, ..] ? first[..first.IndexOf('<', StringComparison.Ordinal)] : "");
    }
}
