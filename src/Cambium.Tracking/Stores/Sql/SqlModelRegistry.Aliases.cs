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
            var id = RegistryRows.VersionRow(connection, name, version).Model;
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
        return connection.Execute("DELETE FROM model_aliases WHERE model_id = @id AND alias = @alias", new { id, alias });
    });

    /// <inheritdoc/>
    public VersionRecord GetVersionByAlias(string name, string alias) => database.Read(connection =>
    {
        var id = RegistryRows.ModelId(connection, name);
        var version = Limits.IsLatest(alias)
            ? connection.ExecuteScalar<int?>("SELECT MAX(version) FROM model_versions WHERE model_id = @id", new { id })
            : connection.ExecuteScalar<int?>("SELECT version FROM model_aliases WHERE model_id = @id AND alias = @alias", new { id, alias });
        return RegistryRows.Version(connection, name, version ?? throw RegistryRefusals.NoAlias(alias));
    });
}
