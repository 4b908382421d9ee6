using Dapper;

namespace Cambium.Tracking;

sealed partial class SqlModelRegistry
{
    /// <inheritdoc/>
    public Page<ModelRecord> SearchModels(SearchRequest search) => database.Read(connection =>
    {
        var offset = PageToken.Decode(search.PageToken);
        var rows = connection.Query<RegisteredModelRow>(
            $"SELECT {RegisteredModelRow.Columns} FROM registered_models AS m ORDER BY m.name LIMIT @most OFFSET @offset",
            new { most = search.MaxResults + 1L, offset }).AsList();
        return new Page<ModelRecord>(
            RegistryRows.Models(connection, [.. rows.Take(search.MaxResults)]),
            rows.Count > search.MaxResults ? PageToken.Encode(offset + search.MaxResults) : null);
    });

    /// <inheritdoc/>
    public Page<VersionRecord> SearchVersions(SearchRequest search) => database.Read(connection =>
    {
        var offset = PageToken.Decode(search.PageToken);
        var name = search.Filter is { } filter && filter.StartsWith("name = ", StringComparison.Ordinal) ? filter[8..^1] : null;
        var rows = connection.Query<ModelVersionRow>(
            $"""
            SELECT {ModelVersionRow.Columns} FROM model_versions AS v JOIN registered_models AS m ON m.id = v.model_id
            WHERE m.name = COALESCE(@name, m.name) ORDER BY v.updated DESC, m.name, v.version DESC LIMIT @most OFFSET @offset
            """,
            new { name, most = search.MaxResults + 1L, offset }).AsList();
        return new Page<VersionRecord>(
            RegistryRows.Versions(connection, [.. rows.Take(search.MaxResults)]),
            rows.Count > search.MaxResults ? PageToken.Encode(offset + search.MaxResults) : null);
    });
}
