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
            AliasGate.Point(connection, _journal, RegistryRows.VersionRow(connection, name, version), alias);
            return version;
        });
    }

    /// <inheritdoc/>
    public void DeleteAlias(string name, string alias) => database.Write(connection =>
    {
        var id = RegistryRows.ModelId(connection, name);
        if (RegistryRows.Aliased(connection, id, alias) is { } before)
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
            : RegistryRows.Aliased(connection, id, alias);
        return RegistryRows.Version(connection, name, version ?? throw RegistryRefusals.NoAlias(alias));
    });
}
