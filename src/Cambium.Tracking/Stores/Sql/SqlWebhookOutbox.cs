using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Messages to webhooks in SQL. Of those that a webhook took, the last is kept, with an empty error and the time it was taken; those before are deleted.</summary>
/// <param name="database">The store.</param>
/// <param name="time">The clock.</param>
sealed class SqlWebhookOutbox(ISqlDatabase database, TimeProvider time) : IWebhookOutbox
{
    const long KeepsGivenUpForMilliseconds = 30L * 24 * 3600 * 1000;
    const int MostErrorLength = 1000;

    /// <summary>The condition on messages that are waited for or were given up.</summary>
    internal const string IsNotTaken = "(error IS NULL OR error <> '')";

    const string IsTaken = "error = '' AND due IS NULL";

    long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Writes down, in the transaction of a change, what webhooks are to be told of it. Of prompts, which are kept among the models, nobody is told.</summary>
    internal static void Add(DbConnection connection, DateTimeOffset now, long modelId, RegistryChange change, int? version, string? key, string? value)
    {
        if (WebhookEvents.Of(change) is not { } name)
        {
            return;
        }

        var webhooks = connection
            .Query<string>(
                "SELECT w.id FROM webhooks AS w JOIN webhook_events AS e ON e.webhook_id = w.id WHERE e.event = @name AND w.status = 'Active' ORDER BY w.id", new { name })
            .AsList();
        if (webhooks.Count == 0 || IsPrompt(connection, modelId))
        {
            return;
        }

        var body = WebhookEvents.Body(name, now, Data(connection, modelId, change, version, key, value));
        connection.Execute(
            """
            INSERT INTO webhook_deliveries (delivery_id, webhook_id, event, body, created, due, attempts) VALUES (@delivery, @webhook, @name, @body, @due, @due, 0)
            """,
            webhooks.Select(webhook => new { delivery = Guid.NewGuid().ToString(), webhook, name, body, due = now.ToUnixTimeMilliseconds() }));
    }

    /// <inheritdoc/>
    public IReadOnlyList<WebhookDelivery> TakeDue(int most, IReadOnlyCollection<string> busy, TimeSpan lease)
    {
        if (most <= 0)
        {
            return [];
        }

        var now = Now;
        var due = database.Read(connection => connection
            .Query<WebhookDeliveryRow>(
                $"""
                SELECT d.id AS Row, d.delivery_id AS DeliveryId, d.webhook_id AS WebhookId, w.url AS Url, w.secret AS Secret, d.body AS Body, d.attempts AS Attempts, d.due AS Due
                FROM webhook_deliveries AS d JOIN webhooks AS w ON w.id = d.webhook_id
                WHERE w.status = 'Active' {(busy.Count == 0 ? "" : $"AND NOT {database.Dialect.In("d.webhook_id", "@busy")}")}
                    AND d.id IN (SELECT MIN(id) FROM webhook_deliveries WHERE due <= @now GROUP BY webhook_id)
                ORDER BY d.due, d.id LIMIT @most
                """,
                new { now, busy = busy.ToArray(), most })
            .AsList());
        if (due.Count == 0)
        {
            return [];
        }

        var until = now + (long)lease.TotalMilliseconds;
        return database.Write(connection => due
            .Where(row => connection.Execute("UPDATE webhook_deliveries SET due = @until WHERE id = @Row AND due = @Due", new { until, row.Row, row.Due }) == 1)
            .Select(row => row.Delivery())
            .ToList());
    }

    /// <inheritdoc/>
    public void Sent(WebhookDelivery delivery) => database.Write(connection =>
    {
        connection.Execute($"DELETE FROM webhook_deliveries WHERE webhook_id = @WebhookId AND {IsTaken}", new { delivery.WebhookId });
        return connection.Execute(
            "UPDATE webhook_deliveries SET attempts = attempts + 1, due = NULL, error = '', body = '', created = @now WHERE id = @Row", new { delivery.Row, now = Now });
    });

    /// <summary>The last message that a webhook took; null where it took none.</summary>
    internal static WebhookReceipt? LastTaken(DbConnection connection, string id) => connection
        .Query<(string Event, long Time)>($"SELECT event, created FROM webhook_deliveries WHERE webhook_id = @id AND {IsTaken} ORDER BY id DESC LIMIT 1", new { id })
        .Select(row => new WebhookReceipt(row.Event, row.Time))
        .FirstOrDefault();

    /// <inheritdoc/>
    public void Failed(WebhookDelivery delivery, string error, TimeSpan? wait) => database.Write(connection =>
    {
        var now = Now;
        connection.Execute(
            "UPDATE webhook_deliveries SET attempts = attempts + 1, due = @due, error = @error WHERE id = @Row",
            new { delivery.Row, due = now + (long?)wait?.TotalMilliseconds, error = error.Length == 0 ? "It failed." : error.Length > MostErrorLength ? error[..MostErrorLength] : error });
        return connection.Execute(
            $"DELETE FROM webhook_deliveries WHERE webhook_id = @WebhookId AND due IS NULL AND created < @before AND {IsNotTaken}",
            new { delivery.WebhookId, before = now - KeepsGivenUpForMilliseconds });
    });

    /// <inheritdoc/>
    public void Release(WebhookDelivery delivery) =>
        database.Write(connection => connection.Execute("UPDATE webhook_deliveries SET due = @now WHERE id = @Row", new { delivery.Row, now = Now }));

    static JsonObject Data(DbConnection connection, long modelId, RegistryChange change, int? version, string? key, string? value)
    {
        var model = connection.QuerySingle<RegisteredModelRow>($"SELECT {RegisteredModelRow.Columns} FROM registered_models AS m WHERE m.id = @modelId", new { modelId });
        var data = new JsonObject { ["name"] = model.Name };
        switch (change)
        {
            case RegistryChange.ModelCreated:
                data["tags"] = Tags(RegistryRows.Models(connection, [model])[0].Tags);
                data["description"] = model.Description;
                break;
            case RegistryChange.VersionCreated when version is { } number:
                var made = RegistryRows.Version(connection, model.Name, number);
                data["version"] = Text(number);
                data["source"] = made.Source;
                data["run_id"] = made.RunId;
                data["tags"] = Tags(made.Tags);
                data["description"] = made.Description;
                break;
            case RegistryChange.AliasSet or RegistryChange.AliasDeleted:
                data["alias"] = key;
                if (change == RegistryChange.AliasSet)
                {
                    data["version"] = value;
                }

                break;
            case RegistryChange.VersionTagSet or RegistryChange.VersionTagDeleted when version is { } number:
                data["version"] = Text(number);
                data["key"] = key;
                if (change == RegistryChange.VersionTagSet)
                {
                    data["value"] = value;
                }

                break;
            default:
                throw new InvalidOperationException($"Webhooks are not told of {change}.");
        }

        return data;
    }

    static JsonObject Tags(IReadOnlyList<KeyValuePair<string, string>> tags) => new(tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));

    static bool IsPrompt(DbConnection connection, long modelId) => "true".Equals(
        connection.ExecuteScalar<string?>("SELECT value FROM registered_model_tags WHERE model_id = @modelId AND key = @Tag", new { modelId, PromptFilter.Tag }),
        StringComparison.OrdinalIgnoreCase);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
