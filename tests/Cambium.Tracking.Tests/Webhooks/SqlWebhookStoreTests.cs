namespace Cambium.Tracking.Tests;

public abstract class SqlWebhookStoreTests(StorePlace place) : RegistryFixture(place)
{
    static readonly WebhookChange Full = new()
    {
        Name = "deploy", Url = "https://example.com/hook", Events = ["model_version.created", "model_version_alias.created"], Secret = "s3cret", Description = "d",
    };

    static readonly WebhookSettings Settings = new();

    IWebhookStore Webhooks => Store.Webhooks!; // the tests' own store has one

    [Fact]
    public void A_webhook_has_what_it_was_made_with_but_its_secret()
    {
        var made = Webhooks.CreateWebhook(Full, Settings);

        Assert.Equivalent(
            new WebhookRecord
            {
                Id = made.Id,
                Name = "deploy",
                Description = "d",
                Url = "https://example.com/hook",
                Events = ["model_version.created", "model_version_alias.created"],
                Status = WebhookStatus.Active,
                HasSecret = true,
                Created = Now,
                Updated = Now,
            },
            made,
            strict: true);
        Assert.Equivalent(made, Webhooks.GetWebhook(made.Id), strict: true);
    }

    [Fact]
    public void A_webhook_changes_in_what_is_given_only()
    {
        var made = Webhooks.CreateWebhook(Full, Settings);
        var later = Tick();

        var changed = Webhooks.UpdateWebhook(made.Id, new WebhookChange { Events = ["registered_model.created", "registered_model.created"], Status = WebhookStatus.Disabled }, Settings);

        Assert.Equivalent(made with { Events = ["registered_model.created"], Status = WebhookStatus.Disabled, Updated = later }, changed, strict: true);
        Assert.False(Webhooks.UpdateWebhook(made.Id, new WebhookChange { Secret = "" }, Settings).HasSecret);
        Assert.Equal(("n", "https://example.com/2"), Webhooks.UpdateWebhook(made.Id, new() { Name = "n", Url = "https://example.com/2" }, Settings) switch { var w => (w.Name, w.Url) });
    }

    [Fact]
    public void Webhooks_are_listed_in_pages_the_newest_first()
    {
        for (var i = 0; i < 5; i++)
        {
            Webhooks.CreateWebhook(Full with { Name = $"w{i}" }, Settings);
            Tick();
        }

        var first = Webhooks.ListWebhooks(3, null);
        var second = Webhooks.ListWebhooks(3, first.NextToken);

        Assert.Equal(["w4", "w3", "w2", "w1", "w0"], first.Items.Concat(second.Items).Select(webhook => webhook.Name));
        Assert.Null(second.NextToken);
    }

    [Fact]
    public void A_deleted_webhook_is_gone_with_what_waited_for_it()
    {
        var made = Webhooks.CreateWebhook(Full, Settings);
        AddModel("m", 1);
        Assert.Single(Webhooks.Undelivered(made.Id));

        Webhooks.DeleteWebhook(made.Id);

        var message = $"Webhook with ID {made.Id} not found.";
        Refused(TrackingErrorCode.ResourceDoesNotExist, message, () => Webhooks.GetWebhook(made.Id));
        Refused(TrackingErrorCode.ResourceDoesNotExist, message, () => Webhooks.DeleteWebhook(made.Id));
        Refused(TrackingErrorCode.ResourceDoesNotExist, message, () => Webhooks.UpdateWebhook(made.Id, new WebhookChange(), Settings));
        Refused(TrackingErrorCode.ResourceDoesNotExist, message, () => Webhooks.Undelivered(made.Id));
        Refused(TrackingErrorCode.ResourceDoesNotExist, message, () => Webhooks.TestMessage(made.Id, null));
        Assert.Empty(Store.Outbox!.TakeDue(10, [], TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void What_is_not_allowed_is_refused()
    {
        void Invalid(string message, WebhookChange webhook) => Refused(TrackingErrorCode.InvalidParameterValue, message, () => Webhooks.CreateWebhook(webhook, Settings));

        Invalid("Webhook name cannot be empty or just whitespace", Full with { Name = null });
        Invalid("'name' exceeds the maximum length of 256 characters", Full with { Name = new string('n', 257) });
        Invalid("Webhook URL cannot be empty or just whitespace", Full with { Url = null });
        Invalid("Invalid webhook URL scheme: 'http'. Allowed schemes are: https.", Full with { Url = "http://example.com" });
        Invalid(
            "Invalid webhook URL: 10.0.0.1 is not a public address. Whoever runs the server may allow private ones.", Full with { Url = "https://10.0.0.1/" });
        Invalid("Webhook events cannot be empty", Full with { Events = null });
        Invalid(
            "Unknown webhook event 'run.created'. The events are: registered_model.created, model_version.created, model_version_tag.set, model_version_tag.deleted, "
            + "model_version_alias.created, model_version_alias.deleted.",
            Full with { Events = ["run.created"] });
        Invalid("'secret' exceeds the maximum length of 1000 characters", Full with { Secret = new string('s', 1001) });
        Assert.Empty(Webhooks.ListWebhooks(10, null).Items);
    }

    public sealed class OnSqlite() : SqlWebhookStoreTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : SqlWebhookStoreTests(new PostgresPlace(server));
}
