using System.Text.Json.Nodes;

namespace Cambium.Tracking.Tests;

public abstract class WebhookDeliveryTests : RegistryFixture
{
    static readonly WebhookSettings Settings = new() { AllowsHttp = true, AllowsPrivateAddresses = true, MostAttempts = 4, Poll = TimeSpan.FromMilliseconds(20) };

    readonly WebhookReceiver _receiver = new();
    readonly StorePlace _place;
    readonly WebhookSender _sender;
    readonly SqlWebhookStore _webhooks;

    protected WebhookDeliveryTests(StorePlace place)
        : base(place)
    {
        _place = place;
        _sender = new WebhookSender(Settings, Clock);
        _webhooks = new SqlWebhookStore(Database, Clock);
    }

    IWebhookOutbox Outbox => Store.Outbox!; // a store of this program has one

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected override void End()
    {
        _sender.Dispose();
        _receiver.Dispose();
    }

    [Fact]
    public async Task A_webhook_is_told_of_each_event_in_MLflows_form()
    {
        Add(_receiver.Url, [.. WebhookEvents.All]);
        Models.CreateModel("m", "what it is", [new("k", "v")]);
        Models.CreateVersion("m", new NewVersion("s3://b/p", "run-1", null, "first", null, [new("t", "x")]));
        Models.SetVersionTag("m", 1, "u", "y");
        Models.DeleteVersionTag("m", 1, "u");
        Models.SetAlias("m", "champion", 1);
        Models.DeleteAlias("m", "champion");

        await DeliverAllAsync();

        var time = Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffff+00:00");
        string Body(string entity, string action, string data) => $$"""{"entity":"{{entity}}","action":"{{action}}","timestamp":"{{time}}","data":{{data}}}""";
        Assert.Equal(
            [
                Body("registered_model", "created", """{"name":"m","tags":{"k":"v"},"description":"what it is"}"""),
                Body("model_version", "created", """{"name":"m","version":"1","source":"s3://b/p","run_id":"run-1","tags":{"t":"x"},"description":"first"}"""),
                Body("model_version_tag", "set", """{"name":"m","version":"1","key":"u","value":"y"}"""),
                Body("model_version_tag", "deleted", """{"name":"m","version":"1","key":"u"}"""),
                Body("model_version_alias", "created", """{"name":"m","alias":"champion","version":"1"}"""),
                Body("model_version_alias", "deleted", """{"name":"m","alias":"champion"}"""),
            ],
            _receiver.Requests.Select(request => request[""]));
        Assert.Equal(6, _receiver.Requests.Select(request => request["x-mlflow-delivery-id"]).Distinct().Count());
    }

    [Fact]
    public async Task Only_those_who_asked_are_told_and_of_prompts_nobody()
    {
        Add(_receiver.Url, "model_version_alias.created");
        var disabled = Add(_receiver.Url, "model_version_alias.created");
        _webhooks.UpdateWebhook(disabled.Id, new WebhookChange { Status = WebhookStatus.Disabled }, Settings);
        Models.CreateModel("p", null, [new("mlflow.prompt.is_prompt", "true")]);
        Models.CreateVersion("p", From("dummy-source", new KeyValuePair<string, string>("mlflow.prompt.is_prompt", "true")));
        Models.SetAlias("p", "a", 1);
        AddModel("m", 1);
        Models.SetAlias("m", "a", 1);
        Models.SetAlias("m", "a", 1);
        Assert.Throws<TrackingException>(() => Models.SetAlias("m", "a", 9));

        await DeliverAllAsync();

        Assert.Equal("m", JsonNode.Parse(Assert.Single(_receiver.Requests)[""])!["data"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_not_taken_is_sent_again_later_and_later_with_the_same_id()
    {
        var webhook = Add(_receiver.Url, "registered_model.created");
        _receiver.Answer = n => WebhookReceiver.Status(n < 2 ? 500 : 200);
        AddModel("m", 0);

        Assert.Equal(1, await DeliverAsync());
        Assert.Equal(0, await DeliverAsync());
        var failure = Assert.Single(_webhooks.Undelivered(webhook.Id));
        Assert.Equal(("registered_model.created", 1, "The answer was 500."), (failure.Event, failure.Attempts, failure.Error));
        Assert.InRange(failure.NextAttempt!.Value - Now, 1000, 1250);
        Clock.Advance(TimeSpan.FromSeconds(1.25));
        Assert.Equal(1, await DeliverAsync());
        Assert.InRange(Assert.Single(_webhooks.Undelivered(webhook.Id)).NextAttempt!.Value - Now, 2000, 2500);
        Clock.Advance(TimeSpan.FromSeconds(2.5));
        Assert.Equal(1, await DeliverAsync());

        Assert.Empty(_webhooks.Undelivered(webhook.Id));
        Assert.Equal(3, _receiver.Requests.Count);
        Assert.Single(_receiver.Requests.Select(request => (request["x-mlflow-delivery-id"], request[""])).Distinct());
    }

    [Fact]
    public async Task The_last_message_that_was_taken_is_known_and_no_more()
    {
        var webhook = Add(_receiver.Url, "registered_model.created", "model_version.created");
        Assert.Null(_webhooks.GetWebhook(webhook.Id).LastReceipt);
        AddModel("m", 1);
        await DeliverAllAsync();
        Assert.Equal(new WebhookReceipt("model_version.created", Now), _webhooks.GetWebhook(webhook.Id).LastReceipt);
        var first = Now;
        Clock.Advance(TimeSpan.FromDays(40));
        _receiver.Answer = n => WebhookReceiver.Status(n == 2 ? 410 : 200);
        AddModel("n", 0);
        await DeliverAllAsync();

        Assert.Equal(new WebhookReceipt("model_version.created", first), _webhooks.ListWebhooks(1, null).Items[0].LastReceipt);
        Assert.Equal("The answer was 410.", Assert.Single(_webhooks.Undelivered(webhook.Id)).Error);
        AddModel("o", 0);
        await DeliverAllAsync();
        Assert.Equal(new WebhookReceipt("registered_model.created", Now), _webhooks.GetWebhook(webhook.Id).LastReceipt);
        Assert.Equal(2, Database.Read(connection => Dapper.SqlMapper.ExecuteScalar<long>(connection, "SELECT COUNT(*) FROM webhook_deliveries")));
    }

    [Fact]
    public async Task A_wait_that_the_receiver_asks_for_is_kept()
    {
        var webhook = Add(_receiver.Url, "registered_model.created");
        _receiver.Answer = _ => WebhookReceiver.Status(503, "Retry-After: 120\r\n");
        AddModel("m", 0);

        await DeliverAsync();

        Assert.Equal(120_000, Assert.Single(_webhooks.Undelivered(webhook.Id)).NextAttempt - Now);
    }

    [Fact]
    public async Task After_the_last_attempt_a_message_is_given_up_but_kept_for_a_month()
    {
        var webhook = Add(_receiver.Url, "registered_model.created");
        _receiver.Answer = _ => WebhookReceiver.Status(500);
        AddModel("m", 0);
        for (var i = 0; i < 6; i++)
        {
            await DeliverAsync();
            Clock.Advance(TimeSpan.FromHours(1));
        }

        var failure = Assert.Single(_webhooks.Undelivered(webhook.Id));
        Assert.Equal((4, null), (failure.Attempts, failure.NextAttempt));
        Assert.Equal(4, _receiver.Requests.Count);

        Clock.Advance(TimeSpan.FromDays(31));
        AddModel("n", 0);
        await DeliverAsync();

        Assert.NotEqual(failure.Id, Assert.Single(_webhooks.Undelivered(webhook.Id)).Id);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_for_good_is_not_asked_again()
    {
        var webhook = Add(_receiver.Url, "registered_model.created");
        _receiver.Answer = _ => WebhookReceiver.Status(410);
        AddModel("m", 0);

        await DeliverAsync();

        Assert.Null(Assert.Single(_webhooks.Undelivered(webhook.Id)).NextAttempt);
    }

    [Fact]
    public async Task A_message_that_is_always_refused_holds_up_none_behind_it()
    {
        var webhook = Add(_receiver.Url, "registered_model.created");
        _receiver.Answer = n => WebhookReceiver.Status(_receiver.Requests.ElementAt(n)[""].Contains("\"bad\"", StringComparison.Ordinal) ? 500 : 200);
        AddModel("bad", 0);
        AddModel("good", 0);

        await DeliverAllAsync();

        Assert.Equal(2, _receiver.Requests.Count);
        Assert.Single(_webhooks.Undelivered(webhook.Id));
    }

    [Fact]
    public async Task What_waits_survives_the_process_also_while_it_is_sent()
    {
        var webhook = Add(_receiver.Url, "registered_model.created");
        AddModel("m", 0);
        AddModel("n", 0);
        using (var other = _place.Open(Clock))
        {
            // Whoever takes this one never comes back.
            Assert.Single(other.Outbox!.TakeDue(1, [], TimeSpan.FromMinutes(1)));
        }

        await DeliverAllAsync();
        Assert.Equal(["n"], Names());
        Clock.Advance(TimeSpan.FromMinutes(1));
        await DeliverAllAsync();

        Assert.Equal(["n", "m"], Names());
        Assert.Empty(_webhooks.Undelivered(webhook.Id));
    }

    [Fact]
    public void A_message_is_given_to_one_taker_only()
    {
        Add(_receiver.Url, "registered_model.created");
        for (var i = 0; i < 50; i++)
        {
            AddModel($"m{i}", 0);
        }

        using var other = _place.Open(Clock);
        IWebhookOutbox[] outboxes = [Outbox, other.Outbox!]; // a store of this program has one
        var taken = Enumerable.Range(0, 400).AsParallel().WithDegreeOfParallelism(4)
            .SelectMany(i => outboxes[i % 2].TakeDue(8, [], TimeSpan.FromHours(1))).Select(delivery => delivery.Row).ToList();

        Assert.Equal(50, taken.Count);
        Assert.Equal(50, taken.Distinct().Count());
    }

    [Fact]
    public async Task A_change_that_fails_tells_nobody()
    {
        Add(_receiver.Url, [.. WebhookEvents.All]);
        AddModel("m", 0);
        Assert.Throws<TrackingException>(() => Models.CreateVersion("m", From("s3://b/p") with { ModelId = "m-none" }));

        await DeliverAllAsync();

        Assert.Single(_receiver.Requests);
    }

    [Fact]
    public async Task The_dispatcher_sends_until_told_to_stop_and_a_hanging_receiver_holds_up_nobody_else()
    {
        using var hanging = new WebhookReceiver { Answer = _ => null };
        var stuck = Add(hanging.Url, "registered_model.created");
        var webhook = Add(_receiver.Url, "registered_model.created");
        using var sender = new WebhookSender(Settings, TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var errors = new List<Exception>();
        var running = new WebhookDispatcher(Outbox, sender, Settings, TimeProvider.System, new Random(1)).RunAsync(errors.Add, stop.Token);
        for (var i = 0; i < 20; i++)
        {
            AddModel($"m{i}", 0);
        }

        await UntilAsync(() => _webhooks.Undelivered(webhook.Id).Count == 0 && !hanging.Requests.IsEmpty);
        await stop.CancelAsync();
        await running;

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"m{i}"), Names());
        Assert.Single(hanging.Requests);
        Assert.Equal(20, _webhooks.Undelivered(stuck.Id).Count);
        Assert.All(_webhooks.Undelivered(stuck.Id), waiting => Assert.Equal(0, waiting.Attempts));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_test_message_is_signed_and_made_up()
    {
        var webhook = Add(_receiver.Url, "model_version.created", "model_version_alias.created");

        var answer = await _sender.SendAsync(_webhooks.TestMessage(webhook.Id, "model_version_alias.created"), Cancelled);
        await _sender.SendAsync(_webhooks.TestMessage(webhook.Id, null), Cancelled);

        Assert.True(answer.IsSuccess, answer.Error);
        Assert.Equal(
            """{"name":"example_model","alias":"example_alias","version":"1"}""", JsonNode.Parse(_receiver.Requests.First()[""])!["data"]!.ToJsonString());
        Assert.Equal("model_version", JsonNode.Parse(_receiver.Requests.Last()[""])!["entity"]!.GetValue<string>());
        Assert.All(_receiver.Requests, request => Assert.StartsWith("v1,", request["x-mlflow-signature"], StringComparison.Ordinal));
        Assert.Empty(_webhooks.Undelivered(webhook.Id));
    }

    WebhookRecord Add(string url, params string[] events) => _webhooks.CreateWebhook(new WebhookChange { Name = "w", Url = url, Events = events, Secret = "s3cret" }, Settings);

    Task<int> DeliverAsync() => new WebhookDispatcher(Outbox, _sender, Settings, Clock, new Random(1)).DeliverDueAsync(Cancelled);

    async Task DeliverAllAsync()
    {
        while (await DeliverAsync() > 0)
        {
            // More may be due.
        }
    }

    IEnumerable<string> Names() => _receiver.Requests.Select(request => JsonNode.Parse(request[""])!["data"]!["name"]!.GetValue<string>());

    async Task UntilAsync(Func<bool> isDone)
    {
        for (var i = 0; i < 500 && !isDone(); i++)
        {
            await Task.Delay(20, Cancelled);
        }

        Assert.True(isDone());
    }

    public sealed class OnSqlite() : WebhookDeliveryTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : WebhookDeliveryTests(new PostgresPlace(server));
}
