using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>A column of the table of runs.</summary>
/// <param name="Key">Its name in the address: "name", "status", "started", "duration", "metrics.X", "params.X" or "tags.X".</param>
sealed record RunColumn(string Key)
{
    /// <summary>Columns that every run has.</summary>
    internal static readonly RunColumn[] Fixed = [new("name"), new("status"), new("started"), new("duration")];

    /// <summary>Its heading.</summary>
    internal string Label => Key switch
    {
        "name" => "Run",
        "status" => "Status",
        "started" => "Started",
        "duration" => "Duration",
        _ => IsMetric ? Figure.Of(Inner).Label : Inner,
    };

    /// <summary>What it means, in a few words.</summary>
    internal string Hint => Key switch
    {
        _ when IsMetric => $"{Inner}. {Figure.Of(Inner).Hint}".TrimEnd(' ', '.'),
        _ when Key.StartsWith("params.", StringComparison.Ordinal) => $"Parameter {Inner}",
        _ => "",
    };

    /// <summary>Whether it holds a metric.</summary>
    internal bool IsMetric => Key.StartsWith("metrics.", StringComparison.Ordinal);

    /// <summary>The name of the metric, parameter or tag.</summary>
    internal string Inner => Key[(Key.IndexOf('.') + 1)..];

    /// <summary>Whether the first click on its heading puts the greatest on top.</summary>
    internal bool GreatestFirst => Key is "started" or "duration" || (IsMetric && Figure.Of(Inner).Direction >= 0);

    /// <summary>What a search's order calls it.</summary>
    internal string SearchKey => Key switch
    {
        "name" => "attributes.run_name",
        "status" => "attributes.status",
        "started" => "attributes.start_time",
        "duration" => "attributes.duration",
        _ => $"{Key[..Key.IndexOf('.')]}.{RunFilter.Quoted(Inner)}",
    };

    /// <summary>Whether a key names a metric, parameter or tag.</summary>
    internal static bool IsOfRuns(string key) =>
        key.StartsWith("metrics.", StringComparison.Ordinal) || key.StartsWith("params.", StringComparison.Ordinal) || key.StartsWith("tags.", StringComparison.Ordinal);

    /// <summary>The value of the run's parameter or tag; empty where it has none.</summary>
    internal string TextOf(RunInfo run) =>
        (Key.StartsWith("tags.", StringComparison.Ordinal) ? run.Tags : run.Parameters).GetValueOrDefault(Inner, "");
}
