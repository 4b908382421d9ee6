using System.Data.Common;
using Npgsql;

namespace Cambium.Tracking;

/// <summary>Writes any number of parameters or tags in one exchange with the server.</summary>
sealed class PostgresPairStatements : PairStatements
{
    /// <inheritdoc/>
    internal override IReadOnlyList<(string Key, string Old, string New)> AddParameters(
        DbConnection connection,
        long run,
        IReadOnlyCollection<KeyValuePair<string, string>> parameters)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in parameters)
        {
            first.TryAdd(key, value);
        }

        using var insert = Command(
            connection,
            """
            INSERT INTO parameters (run, key, value) SELECT @run, key, value FROM unnest(@keys, @values) AS new (key, value)
            ON CONFLICT (run, key) DO NOTHING
            """,
            run,
            first);
        if (insert.ExecuteNonQuery() == parameters.Count)
        {
            return [];
        }

        var kept = Kept(connection, run, first);
        return [.. parameters.Where(one => kept[one.Key] != one.Value).Select(one => (one.Key, kept[one.Key], one.Value))];
    }

    /// <inheritdoc/>
    internal override void PutTags(DbConnection connection, long run, IReadOnlyCollection<KeyValuePair<string, string>> tags)
    {
        // One statement may not set a row twice.
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            last[key] = value;
        }

        using var put = Command(
            connection,
            """
            INSERT INTO tags (run, key, value) SELECT @run, key, value FROM unnest(@keys, @values) AS new (key, value)
            ON CONFLICT (run, key) DO UPDATE SET value = excluded.value
            """,
            run,
            last);
        put.ExecuteNonQuery();
    }

    static Dictionary<string, string> Kept(DbConnection connection, long run, Dictionary<string, string> parameters)
    {
        using var select = new NpgsqlCommand("SELECT key, value FROM parameters WHERE run = @run AND key = ANY(@keys)", (NpgsqlConnection)connection);
        select.Parameters.Add(new NpgsqlParameter("run", run));
        select.Parameters.Add(new NpgsqlParameter("keys", parameters.Keys.ToArray()));
        using var reader = select.ExecuteReader();
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            kept[reader.GetString(0)] = reader.GetString(1);
        }

        return kept;
    }

    static NpgsqlCommand Command(DbConnection connection, string text, long run, Dictionary<string, string> pairs)
    {
        var command = new NpgsqlCommand(text, (NpgsqlConnection)connection);
        command.Parameters.Add(new NpgsqlParameter("run", run));
        command.Parameters.Add(new NpgsqlParameter("keys", pairs.Keys.ToArray()));
        command.Parameters.Add(new NpgsqlParameter("values", pairs.Values.ToArray()));
        return command;
    }
}
