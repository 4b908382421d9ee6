using System.Net;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>The pages of webhooks.</summary>
public sealed class WebhookPageTests
{
    const string Secret = "a secret that is never shown";

    static readonly (string, string)[] Fields =
    [
        ("name", "chat"), ("url", "https://example.com/hook"), ("description", "the team's <b>room</b>"), ("events", "model_version.created"),
        ("events", "model_version_alias.created"), ("secret", Secret),
    ];

    [Fact]
    public async Task A_webhook_is_added_changed_paused_resumed_and_deleted_and_its_secret_never_shown()
    {
        await using var server = await PeopledServer.StartAsync();
        var root = await server.SignedInAsync("root");

        var (status, _, answer) = await PeopledServer.SendAsync(root, "/webhooks", "/webhooks", Fields);
        Assert.Equal(303, status);
        var page = answer.Headers.Location!.ToString();
        var made = Assert.Single(server.Store.Webhooks!.ListWebhooks(10, null).Items);
        Assert.Equal(("chat", "https://example.com/hook", true), (made.Name, made.Url, made.HasSecret));
        Assert.Equal(["model_version.created", "model_version_alias.created"], made.Events);
        foreach (var path in new[] { "/webhooks", page })
        {
            var html = (await PeopledServer.GetAsync(root, path)).Text;
            Assert.DoesNotContain(Secret, html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>room", html, StringComparison.Ordinal);
            Assert.Contains("a version is added, an alias is pointed at a version", html, StringComparison.Ordinal);
        }

        await PeopledServer.SendAsync(root, page, page, ("name", "room"), ("url", "https://example.com/2"), ("events", "registered_model.created"), ("secret", ""));
        var changed = server.Store.Webhooks.GetWebhook(made.Id);
        Assert.Equal(("room", "https://example.com/2", "", true), (changed.Name, changed.Url, changed.Description, changed.HasSecret));
        await PeopledServer.SendAsync(root, page, page, ("name", "room"), ("url", "https://example.com/2"), ("events", "registered_model.created"), ("unsigned", "true"));
        Assert.False(server.Store.Webhooks.GetWebhook(made.Id).HasSecret);
        await PeopledServer.SendAsync(root, page, page + "/pause");
        Assert.Equal(WebhookStatus.Disabled, server.Store.Webhooks.GetWebhook(made.Id).Status);
        await PeopledServer.SendAsync(root, page, page + "/resume");
        Assert.Equal(WebhookStatus.Active, server.Store.Webhooks.GetWebhook(made.Id).Status);
        Assert.Equal("/webhooks", (await PeopledServer.SendAsync(root, page, page + "/delete")).Answer.Headers.Location!.ToString());
        Assert.Empty(server.Store.Webhooks.ListWebhooks(10, null).Items);
        Assert.Equal(404, (await PeopledServer.GetAsync(root, page)).Status);
        Assert.DoesNotContain(Secret, string.Join('\n', server.Log()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("url", "https://127.0.0.1/", "Invalid webhook URL: 127.0.0.1 is not a public address. Whoever runs the server may allow private ones.")]
    [InlineData("url", "javascript:alert(1)", "Invalid webhook URL scheme: 'javascript'. Allowed schemes are: https.")]
    [InlineData("name", " ", "Webhook name cannot be empty or just whitespace")]
    [InlineData("events", "model.baked", "Unknown webhook event 'model.baked'. The events are: registered_model.created, model_version.created, model_version_tag.set, model_version_tag.deleted, model_version_alias.created, model_version_alias.deleted.")]
    public async Task What_is_not_allowed_is_told_on_the_page(string field, string value, string message)
    {
        await using var server = await PeopledServer.StartAsync();

        var (status, html, _) = await PeopledServer.SendAsync(
            await server.SignedInAsync("root"), "/webhooks", "/webhooks", [.. Fields.Where(one => one.Item1 != field), (field, value)]);

        Assert.Equal(400, status);
        Assert.Contains($"role=\"alert\">{message}</p>", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_administrators_see_webhooks_and_forms_come_from_the_page()
    {
        await using var server = await PeopledServer.StartAsync();
        var (max, root) = (await server.SignedInAsync("max"), await server.SignedInAsync("root"));

        Assert.Equal(403, (await PeopledServer.GetAsync(max, "/webhooks")).Status);
        Assert.Equal(403, (await PeopledServer.PostAsync(max, "/webhooks", Fields)).Status);
        Assert.Equal(403, (await PeopledServer.PostAsync(root, "/webhooks", Fields)).Status);
        Assert.DoesNotContain("/webhooks", (await PeopledServer.GetAsync(max, "/models")).Text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/webhooks\">Webhooks</a>", (await PeopledServer.GetAsync(root, "/models")).Text, StringComparison.Ordinal);
        Assert.Empty(server.Store.Webhooks!.ListWebhooks(10, null).Items);
    }

    [Fact]
    public async Task A_test_tells_how_it_went_and_a_message_that_was_taken_is_told_of()
    {
        using var receiver = new ThankfulReceiver();
        await using var server = await PeopledServer.StartAsync(options: new ServerOptions { PrivateWebhooks = true });
        var root = await server.SignedInAsync("root");
        var made = await PeopledServer.SendAsync(root, "/webhooks", "/webhooks", [.. Fields.Where(one => one.Item1 != "url"), ("url", receiver.Url)]);
        var page = made.Answer.Headers.Location!.ToString();

        var testing = PeopledServer.SendAsync(root, page, page + "/test", ("event", "model_version_alias.created"));
        Assert.Contains("example_alias", await receiver.NextAsync(), StringComparison.Ordinal);
        Assert.Contains("<p class=\"notice good\" role=\"status\">The test was taken: the receiver answered with status 200.</p>", (await testing).Text, StringComparison.Ordinal);
        Assert.Contains("none yet", (await PeopledServer.GetAsync(root, page)).Text, StringComparison.Ordinal);

        server.Store.Models.CreateModel("risk", null, []);
        server.Store.Models.CreateVersion("risk", new NewVersion("s3://bucket/first", null, null, null, null, []));
        Assert.Contains("s3://bucket/first", await receiver.NextAsync(), StringComparison.Ordinal);
        for (var i = 0; i < 200 && server.Store.Webhooks!.ListWebhooks(1, null).Items[0].LastReceipt is null; i++)
        {
            // The server notes it after the answer.
            await Task.Delay(50, Test.Stop);
        }

        Assert.Contains("(a version is added)", (await PeopledServer.GetAsync(root, page)).Text, StringComparison.Ordinal);
        receiver.Dispose();
        var failed = await PeopledServer.SendAsync(root, page, page + "/test");
        Assert.Contains("The test was not taken: ", failed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("notice good", failed.Text, StringComparison.Ordinal);
    }
}
