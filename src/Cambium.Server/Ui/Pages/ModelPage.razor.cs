using System.Globalization;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;
using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>A registered model and one of its versions: the one that the address names, else the one that answers requests.</summary>
public partial class ModelPage
{
    /// <summary>Figures in the table of versions.</summary>
    const int MostMetrics = 4;

    /// <summary>Levels of a category that are listed.</summary>
    const int MostLevels = 12;

    RegisteredModel _model = null!; // set before the first rendering
    ModelVersion _shown = null!; // set before the first rendering
    IReadOnlyList<(ModelVersion Version, RunInfo? Run)> _versions = [];
    IReadOnlyList<string> _metrics = [];
    Report? _report;
    Profile? _profile;
    Model? _loaded;
    string? _problem;
    string _curl = "";
    string _reference = "";
    string _inferUrl = "";

    /// <summary>The model's name.</summary>
    [Parameter]
    [EditorRequired]
    public required string Name { get; set; }

    /// <summary>The number of a version; null: the one that answers requests.</summary>
    [Parameter]
    public string? Version { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _model = Tracker.FindModel(Name);
        _shown = Tracker.FindVersion(Version is null ? _model.Name : $"{_model.Name}/{Version}");
        _versions = [.. _model.Versions.Select(version => (version, Tracker.RunOf(version)))];
        _metrics = [.. Figure.Telling(_versions.SelectMany(pair => pair.Run?.Metrics.Keys ?? []).ToHashSet()).Take(MostMetrics)];
        var evidence = Tracker.RunOf(_shown) is { } run ? RunEvidence.Of(Tracker, run.Id) : null;
        _report = evidence?.Report;
        _profile = evidence?.Profile;
        try
        {
            _loaded = Models.Get(_shown).Model;
            var name = Uri.EscapeDataString(_model.Name);
            _reference = Version is null ? _model.Name : string.Create(CultureInfo.InvariantCulture, $"{_model.Name}/{_shown.Version}");
            _inferUrl = Version is null
                ? $"/v2/models/{name}/infer"
                : string.Create(CultureInfo.InvariantCulture, $"/v2/models/{name}/versions/{_shown.Version}/infer");
            _curl = ExampleRow.Curl(Origin, _reference, ExampleRow.Of(_loaded.Input, _profile));
        }
        catch (Exception exception) when (exception is IOException or ModelFormatException or TrackingException)
        {
            _problem = $"This version cannot be loaded, and answers no requests: {exception.Message}";
        }
    }

    /// <summary>The levels of a category, or the range of the numbers that the model learned from.</summary>
    string ValuesOf(Field field)
    {
        if (field.Levels.Count > 0)
        {
            var more = field.Levels.Count > MostLevels ? $" and {field.Levels.Count - MostLevels} more" : "";
            return string.Join(", ", field.Levels.Take(MostLevels)) + more;
        }

        var isNumber = field.Type is ColumnType.Float64 or ColumnType.Int64;
        return isNumber && _profile?.Columns.FirstOrDefault(column => column.Name == field.Name) is { Quantiles.Count: 5 } column
            ? $"{Numbers.Significant(column.Quantiles[0])} … {Numbers.Significant(column.Quantiles[4])}"
            : "";
    }
}
