using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Makes records of rows of the registry: fetches what belongs to them in one query a table for many rows, never one a row.</summary>
static class RegistryRows
{
    /// <summary>Keeps the text of a statement short.</summary>
    const int RowsAtOnce = 500;

    /// <summary>The number of a model in the store.</summary>
    /// <exception cref="TrackingException">There is no such model.</exception>
    internal static long ModelId(DbConnection connection, string name) =>
        connection.QuerySingleOrDefault<long?>("SELECT id FROM registered_models WHERE name = @name", new { name }) ?? throw RegistryRefusals.NoModel(name);

    /// <summary>The version that an alias points at; null where there is no such alias.</summary>
    internal static int? Aliased(DbConnection connection, long modelId, string alias) =>
        connection.ExecuteScalar<int?>("SELECT version FROM model_aliases WHERE model_id = @modelId AND alias = @alias", new { modelId, alias });

    /// <summary>A model with all that belongs to it.</summary>
    /// <exception cref="TrackingException">There is no such model.</exception>
    internal static ModelRecord Model(DbConnection connection, string name)
    {
        var row = connection.QuerySingleOrDefault<RegisteredModelRow>($"SELECT {RegisteredModelRow.Columns} FROM registered_models AS m WHERE m.name = @name", new { name })
            ?? throw RegistryRefusals.NoModel(name);
        return Models(connection, [row])[0];
    }

    /// <summary>A version's row.</summary>
    /// <exception cref="TrackingException">There is no such version.</exception>
    internal static ModelVersionRow VersionRow(DbConnection connection, string name, int version) =>
        connection.QuerySingleOrDefault<ModelVersionRow>(
            $"SELECT {ModelVersionRow.Columns} FROM model_versions AS v JOIN registered_models AS m ON m.id = v.model_id WHERE m.name = @name AND v.version = @version",
            new { name, version })
        ?? throw RegistryRefusals.NoVersion(name, version);

    /// <summary>A version with all that belongs to it.</summary>
    /// <exception cref="TrackingException">There is no such version.</exception>
    internal static VersionRecord Version(DbConnection connection, string name, int version) => Versions(connection, [VersionRow(connection, name, version)])[0];

    /// <summary>Models with their tags, aliases and the greatest version of each stage, in the order of the rows.</summary>
    internal static List<ModelRecord> Models(DbConnection connection, IReadOnlyList<RegisteredModelRow> rows)
    {
        var models = new List<ModelRecord>(rows.Count);
        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            var ids = string.Join(',', chunk.Select(row => Text(row.Id)));
            var tags = connection
                .Query<(long Model, string Key, string Value)>($"SELECT model_id, key, value FROM registered_model_tags WHERE model_id IN ({ids}) ORDER BY key")
                .ToLookup(tag => tag.Model, tag => KeyValuePair.Create(tag.Key, tag.Value));
            var aliases = connection
                .Query<(long Model, string Alias, int Version)>($"SELECT model_id, alias, version FROM model_aliases WHERE model_id IN ({ids}) ORDER BY alias")
                .ToLookup(alias => alias.Model, alias => KeyValuePair.Create(alias.Alias, alias.Version));
            var latest = LatestVersions(connection, ids).ToLookup(version => version.Name);
            models.AddRange(chunk.Select(row => new ModelRecord(
                row.Name, row.Description, row.Created, row.Updated, [.. latest[row.Name]], [.. tags[row.Id]], [.. aliases[row.Id]])));
        }

        return models;
    }

    /// <summary>Versions with their tags and aliases, in the order of the rows.</summary>
    internal static List<VersionRecord> Versions(DbConnection connection, IReadOnlyList<ModelVersionRow> rows)
    {
        var versions = new List<VersionRecord>(rows.Count);
        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            var keys = string.Join(',', chunk.Select(row => $"({Text(row.Model)},{Text(row.Version)})"));
            var tags = connection
                .Query<(long Model, int Version, string Key, string Value)>(
                    $"SELECT model_id, version, key, value FROM model_version_tags WHERE (model_id, version) IN (VALUES {keys}) ORDER BY key")
                .ToLookup(tag => (tag.Model, tag.Version), tag => KeyValuePair.Create(tag.Key, tag.Value));
            var aliases = connection
                .Query<(long Model, int Version, string Alias)>(
                    $"SELECT model_id, version, alias FROM model_aliases WHERE (model_id, version) IN (VALUES {keys}) ORDER BY alias")
                .ToLookup(alias => (alias.Model, alias.Version), alias => alias.Alias);
            versions.AddRange(chunk.Select(row => row.Record([.. tags[(row.Model, row.Version)]], [.. aliases[(row.Model, row.Version)]])));
        }

        return versions;
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    static List<VersionRecord> LatestVersions(DbConnection connection, string modelIds) => Versions(
        connection,
        connection
            .Query<ModelVersionRow>(
                $"""
                SELECT {ModelVersionRow.Columns}
                FROM registered_models AS m CROSS JOIN ({ModelStages.Rows}) AS stages JOIN model_versions AS v ON v.model_id = m.id
                    AND v.version = (SELECT MAX(o.version) FROM model_versions AS o WHERE o.model_id = m.id AND o.stage = stages.stage)
                WHERE m.id IN ({modelIds}) ORDER BY v.model_id, v.version
                """)
            .AsList());
}
