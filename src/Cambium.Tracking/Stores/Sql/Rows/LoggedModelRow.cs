namespace Cambium.Tracking;

/// <summary>A row of logged_models (as m).</summary>
sealed class LoggedModelRow
{
    internal const string Columns =
        "m.row AS Row, m.id AS Id, m.experiment_id AS ExperimentId, m.name AS Name, m.model_type AS ModelType, m.source_run_id AS SourceRunId, m.status AS Status, "
        + "m.artifact_uri AS ArtifactUri, m.created AS Created, m.updated AS Updated";

    internal long Row { get; init; }

    internal string Id { get; init; } = "";

    internal long ExperimentId { get; init; }

    internal string Name { get; init; } = "";

    internal string? ModelType { get; init; }

    internal string? SourceRunId { get; init; }

    internal long Status { get; init; }

    internal string ArtifactUri { get; init; } = "";

    internal long Created { get; init; }

    internal long Updated { get; init; }
}
