namespace Cambium.Tracking;

/// <summary>A row of model_versions (as v) with its model's name (registered_models as m).</summary>
sealed class ModelVersionRow
{
    internal const string Columns =
        "v.model_id AS Model, m.name AS Name, v.version AS Version, v.created AS Created, v.updated AS Updated, v.stage AS Stage, v.description AS Description, "
        + "v.source AS Source, v.download_uri AS DownloadUri, v.run_id AS RunId, v.run_link AS RunLink, v.logged_model_id AS LoggedModelId";

    internal long Model { get; init; }

    internal string Name { get; init; } = "";

    internal int Version { get; init; }

    internal long Created { get; init; }

    internal long Updated { get; init; }

    internal string Stage { get; init; } = "";

    internal string? Description { get; init; }

    internal string Source { get; init; } = "";

    internal string DownloadUri { get; init; } = "";

    internal string? RunId { get; init; }

    internal string? RunLink { get; init; }

    internal string? LoggedModelId { get; init; }

    internal VersionRecord Record(IReadOnlyList<KeyValuePair<string, string>> tags, IReadOnlyList<string> aliases) => new()
    {
        Name = Name,
        Version = Version,
        Created = Created,
        Updated = Updated,
        Stage = Stage,
        Description = Description,
        Source = Source,
        DownloadUri = DownloadUri,
        RunId = RunId,
        RunLink = RunLink,
        ModelId = LoggedModelId,
        Tags = tags,
        Aliases = aliases,
    };
}
