using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Webhooks in SQL.</summary>
/// <param name="database">The store.</param>
/// <param name="time">The clock.</param>
sealed class SqlWebhookStore(ISqlDatabase database, TimeProvider time) : IWebhookStore
{
    const int MaxName = 256;
    const int MaxText = 1000;
    const int MostListed = 1000;

    long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public WebhookRecord CreateWebhook(WebhookChange webhook, WebhookSettings settings)
    {
        var full = Checked(webhook with { Name = webhook.Name ?? "", Url = webhook.Url ?? "", Events = webhook.Events ?? [] }, settings);
        var id = Guid.NewGuid().ToString();
        return database.Write(connection =>
        {
            connection.Execute(
                """
                INSERT INTO webhooks (id, name, description, url, secret, status, created, updated)
                VALUES (@id, @Name, @Description, @Url, @Secret, @status, @now, @now)
                """,
                new { id, full.Name, full.Description, full.Url, full.Secret, status = (full.Status ?? WebhookStatus.Active).ToString(), now = Now });
            PutEvents(connection, id, full.Events);
            return Record(connection, Row(connection, id));
        });
    }

    /// <inheritdoc/>
    public WebhookRecord GetWebhook(string id) => database.Read(connection => Record(connection, Row(connection, id)));

    /// <inheritdoc/>
    public Page<WebhookRecord> ListWebhooks(int maxResults, string? pageToken) => database.Read(connection =>
    {
        var offset = PageToken.Decode(pageToken);
        var rows = connection.Query<WebhookRow>(
            $"SELECT {WebhookRow.Columns} FROM webhooks ORDER BY created DESC, id LIMIT @most OFFSET @offset", new { most = maxResults + 1L, offset }).AsList();
        return new Page<WebhookRecord>(
            [.. rows.Take(maxResults).Select(row => Record(connection, row))], rows.Count > maxResults ? PageToken.Encode(offset + maxResults) : null);
    });

    /// <inheritdoc/>
    public WebhookRecord UpdateWebhook(string id, WebhookChange change, WebhookSettings settings)
    {
        Checked(change, settings);
        return database.Write(connection =>
        {
            Row(connection, id);
            connection.Execute(
                """
                UPDATE webhooks SET name = COALESCE(@Name, name), description = COALESCE(@Description, description), url = COALESCE(@Url, url),
                    secret = COALESCE(@Secret, secret), status = COALESCE(@status, status), updated = @now
                WHERE id = @id
                """,
                new { id, change.Name, change.Description, change.Url, change.Secret, status = change.Status?.ToString(), now = Now });
            PutEvents(connection, id, change.Events);
            return Record(connection, Row(connection, id));
        });
    }

    /// <inheritdoc/>
    public void DeleteWebhook(string id) => database.Write(connection =>
        connection.Execute("DELETE FROM webhooks WHERE id = @id", new { id }) is > 0 and var deleted ? deleted : throw Unknown(id));

    /// <inheritdoc/>
    public IReadOnlyList<WebhookFailure> Undelivered(string id) => database.Read(connection =>
    {
        Row(connection, id);
        return connection
            .Query<(string Id, string Event, long Created, int Attempts, long? Due, string? Error)>(
                $"SELECT delivery_id, event, created, attempts, due, error FROM webhook_deliveries WHERE webhook_id = @id AND {SqlWebhookOutbox.IsNotTaken} ORDER BY id LIMIT {MostListed}", new { id })
            .Select(row => new WebhookFailure(row.Id, row.Event, row.Created, row.Attempts, row.Due, row.Error))
            .ToList();
    });

    /// <inheritdoc/>
    public WebhookMessage TestMessage(string id, string? name) => database.Read(connection =>
    {
        var row = Row(connection, id);
        var tested = name is null ? Events(connection, id)[0] : WebhookEvents.Checked([name])[0];
        return new WebhookMessage(Guid.NewGuid().ToString(), row.Url, row.Secret, WebhookEvents.Body(tested, time.GetUtcNow(), WebhookEvents.Example(tested)));
    });

    static WebhookChange Checked(WebhookChange change, WebhookSettings settings)
    {
        if (change.Name is { } name)
        {
            if (string.IsNullOrWhiteSpace(name))
            {
                throw new TrackingException("Webhook name cannot be empty or just whitespace");
            }

            Limits.Text("name", name, MaxName);
        }

        if (change.Url is { } url)
        {
            WebhookUrl.Parse(url, settings);
        }

        Limits.Text("description", change.Description ?? "", MaxText);
        Limits.Text("secret", change.Secret ?? "", MaxText);
        return change with { Events = change.Events is { } events ? WebhookEvents.Checked(events) : null };
    }

    static void PutEvents(DbConnection connection, string id, IReadOnlyList<string>? events)
    {
        if (events is not null)
        {
            connection.Execute("DELETE FROM webhook_events WHERE webhook_id = @id", new { id });
            connection.Execute("INSERT INTO webhook_events (webhook_id, event) VALUES (@id, @name)", events.Distinct().Select(name => new { id, name }));
        }
    }

    static WebhookRow Row(DbConnection connection, string id) =>
        connection.QuerySingleOrDefault<WebhookRow>($"SELECT {WebhookRow.Columns} FROM webhooks WHERE id = @id", new { id }) ?? throw Unknown(id);

    static WebhookRecord Record(DbConnection connection, WebhookRow row) => row.Record(Events(connection, row.Id), SqlWebhookOutbox.LastTaken(connection, row.Id));

    static List<string> Events(DbConnection connection, string id) =>
        connection.Query<string>("SELECT event FROM webhook_events WHERE webhook_id = @id ORDER BY event", new { id }).AsList();

    static TrackingException Unknown(string id) => new(TrackingErrorCode.ResourceDoesNotExist, $"Webhook with ID {id} not found.");
}
