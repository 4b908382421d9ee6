using System.Globalization;
using System.Text.Json.Nodes;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>A model that is asked what if: that of a version, or that which a run saved, with what its run tells of the table that it learned from.</summary>
/// <param name="Model">The model.</param>
/// <param name="RunId">The run that made it; null where that is not known.</param>
sealed record WhatIfSubject(Model Model, string? RunId)
{
    /// <summary>The model of a version.</summary>
    /// <exception cref="TrackingException">Its files are gone.</exception>
    internal static WhatIfSubject OfVersion(Tracker tracker, ModelCache models, ModelVersion version) => new(models.Get(version).Model, tracker.RunOf(version)?.Id);

    /// <summary>The model that a run saved; null where it saved none.</summary>
    /// <exception cref="TrackingException">There is no such run.</exception>
    internal static WhatIfSubject? OfRun(Tracker tracker, ModelCache models, string runId)
    {
        var run = tracker.FindRun(runId);
        return tracker.FetchRunModel(run.Id) is { } folder ? new(models.OfRun(run.Id, folder).Model, run.Id) : null;
    }

    /// <summary>A text a column for a row of the table that the model learned from.</summary>
    /// <param name="profile">Of that table; null where it is not known.</param>
    internal IReadOnlyDictionary<string, string?> Typical(Profile? profile) =>
        ExampleRow.Of(Model.Input, profile).ToDictionary(pair => pair.Key, pair => TextOf(pair.Value), StringComparer.Ordinal);

    static string? TextOf(JsonNode? value) => value is JsonValue single ? single.ToString() : null;

    /// <summary>A text a column for a row of a table, as <see cref="WhatIfRow"/> reads it.</summary>
    internal static IReadOnlyDictionary<string, string?> TextsOf(Table rows, int row) =>
        rows.Columns.ToDictionary(column => column.Name, column => TextOf(column, row), StringComparer.Ordinal);

    static string? TextOf(Column column, int row) => column.IsMissing(row) ? null : column switch
    {
        Column<double> numbers => numbers.Values[row].ToString("R", CultureInfo.InvariantCulture),
        Column<DateTime> moments => moments.Values[row].ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        Column<bool> truths => truths.Values[row] ? "true" : "false",
        _ => column.Format(row),
    };
}
