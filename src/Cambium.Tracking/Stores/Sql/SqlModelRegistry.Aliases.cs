using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

sealed partial class SqlModelRegistry
{
    /// <inheritdoc/>
    public void SetAlias(string name, string alias, int version)
    {
        Limits.ModelName(name);
        Limits.Alias(alias);
        database.Write(connection =>
        {
            var row = RegistryRows.VersionRow(connection, name, version);
            var id = row.Model;
            var before = Aliased(connection, id, alias);
            if (before != version)
            {
                AliasGate.Pass(connection, row, alias);
            }

            _journal.AliasSet(connection, id, alias, before, version);
            return connection.Execute(
                """
                INSERT INTO model_aliases (model_id, alias, version) VALUES (@id, @alias, @version)
                ON CONFLICT (model_id, alias) DO UPDATE SET version = excluded.version
                """,
                new { id, alias, version });
        });
    }

    /// <inheritdoc/>
    public void DeleteAlias(string name, string alias) => database.Write(connection =>
    {
        var id = RegistryRows.ModelId(connection, name);
        if (Aliased(connection, id, alias) is { } before)
        {
            AliasGate.Keep(connection, id, name, alias);
            _journal.AliasDeleted(connection, id, alias, before);
        }

        return connection.Execute("DELETE FROM model_aliases WHERE model_id = @id AND alias = @alias", new { id, alias });
    });

    /// <inheritdoc/>
    public VersionRecord GetVersionByAlias(string name, string alias) => database.Read(connection =>
    {
        var id = RegistryRows.ModelId(connection, name);
        var version = Limits.IsLatest(alias)
            ? connection.ExecuteScalar<int?>("SELECT MAX(version) FROM model_versions WHERE model_id = @id", new { id })
            : Aliased(connection, id, alias);
        return RegistryRows.Version(connection, name, version ?? throw RegistryRefusals.NoAlias(alias));
    });

    static int? Aliased(DbConnection connection, long id, string alias) =>
        connection.ExecuteScalar<int?>("SELECT version FROM model_aliases WHERE model_id = @id AND alias = @alias", new { id, alias });
}
