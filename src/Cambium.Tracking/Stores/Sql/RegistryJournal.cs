using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Writes down what is done to registered models, and what webhooks are to be told of it, in the transaction that does it.</summary>
/// <param name="actor">Who does it.</param>
/// <param name="time">The clock.</param>
sealed class RegistryJournal(RegistryActor actor, TimeProvider time)
{
    /// <summary>Something that happened to a model.</summary>
    internal void Model(DbConnection connection, long id, RegistryChange change, string? key = null, string? from = null, string? to = null) =>
        Add(connection, id, change, null, key, from, to);

    /// <summary>Something that happened to a version.</summary>
    internal void Version(DbConnection connection, long id, int version, RegistryChange change, string? key = null, string? from = null, string? to = null) =>
        Add(connection, id, change, version, key, from, to);

    /// <summary>An alias that was set; nothing where it pointed there already.</summary>
    internal void AliasSet(DbConnection connection, long id, string alias, int? from, int to)
    {
        if (from != to)
        {
            Add(connection, id, RegistryChange.AliasSet, to, alias, Text(from), Text(to));
        }
    }

    /// <summary>An alias that was deleted.</summary>
    internal void AliasDeleted(DbConnection connection, long id, string alias, int from) =>
        Add(connection, id, RegistryChange.AliasDeleted, from, alias, Text(from), null);

    void Add(DbConnection connection, long id, RegistryChange change, int? version, string? key, string? from, string? to)
    {
        var now = time.GetUtcNow();
        connection.Execute(
            """
            INSERT INTO registry_events (time, model_id, model_name, change, version, key, old_value, new_value, user_id, reason)
            SELECT @now, id, name, @change, @version, @key, @from, @to, @User, @Reason FROM registered_models WHERE id = @id
            """,
            new { now = now.ToUnixTimeMilliseconds(), id, change = change.ToString(), version, key, from, to, actor.User, actor.Reason });
        SqlWebhookOutbox.Add(connection, now, id, change, version, key, to);
    }

    static string? Text(int? version) => version?.ToString(CultureInfo.InvariantCulture);
}
